"""What a text must never do, whatever the brief: used by every test that reads texts."""

import re

from copilot.domain.draft import Brief, Candidate, cited_numbers, without_marks
from copilot.domain.evidence import Evidence

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_QUOTED = re.compile(r"“[^”]*”")
_DOUBLED = re.compile(r"[，。；：、][，。；：、]|[。！？]{2}|[,;:][,.;:]|(?<!\.)\.\.(?!\.)| {2}")


def faults(text: str, brief: Brief, evidence: Evidence) -> list[str]:
    """Everything wrong with one text; empty for a good one."""
    plain = without_marks(text)
    found = []
    limit = brief.form.soft_characters
    if limit and len(plain) > limit:
        found.append(f"too long: {len(plain)}")
    found += [f"mark [{n}] not in evidence" for n in cited_numbers(text) if evidence.item(n) is None]
    known = figures_of(evidence)
    found += [f"figure {f} not in evidence" for f in _FIGURE.findall(plain) if f not in known]
    if re.search(r"[{}<>]", text):
        found.append("unfilled placeholder")
    if found_twice := _DOUBLED.search(plain):
        found.append(f"doubled punctuation {found_twice[0]!r}")
    if plain != plain.strip() or plain[-1:] in "，、：；,:;":
        found.append("dangling end")
    found += [f"misquoted {quote}" for quote in _QUOTED.findall(plain) if not _stands_in(quote, evidence)]
    return found


def figures_of(evidence: Evidence) -> set[str]:
    """Every figure of the evidence, and the days on which facts end."""
    found = set()
    for item in evidence.items:
        found.update(_FIGURE.findall(item.text))
        if item.fact and item.fact.valid_to:
            found.update((str(item.fact.valid_to.month), str(item.fact.valid_to.day)))
    return found


def _stands_in(quote: str, evidence: Evidence) -> bool:
    inner = quote.strip("“”").rstrip("。.")
    return any(inner in " ".join(item.text.split()) for item in evidence.items)


def faultless(candidate: Candidate, brief: Brief, evidence: Evidence) -> None:
    """Fail with the text and its faults, unless every variant is good."""
    assert candidate.model == "offline"
    assert candidate.variants
    for variant in candidate.variants:
        assert not (wrong := faults(variant.text, brief, evidence)), f"{variant.text!r}: {wrong}"


def alike(one: str, other: str) -> float:
    """Share of character pairs in common."""
    pairs = [
        {t[i : i + 2] for i in range(len(t) - 1)} for t in (re.sub(r"\W", "", without_marks(x)) for x in (one, other))
    ]
    return len(pairs[0] & pairs[1]) / max(1, len(pairs[0] | pairs[1]))


def mean_likeness(candidate: Candidate) -> float:
    """Mean over all pairs of variants."""
    texts = [v.text for v in candidate.variants]
    shares = [alike(a, b) for i, a in enumerate(texts) for b in texts[i + 1 :]]
    return sum(shares) / len(shares) if shares else 0.0
