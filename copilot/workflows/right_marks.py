"""Puts the `[n]` marks of a model's text right: a mark stays only where its source says what the sentence says, and a
sentence taken from a source gets the mark that the model forgot."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from copilot.domain.draft import Finding, Severity, without_marks
from copilot.domain.evidence import EvidenceItem
from copilot.writing.likeness import Pairs, pairs_of

OTHER_SOURCE = "claim_other_source"
_DENIED = ("unsupported_claim",)
_FIGURES = ("price", "number", "date", "expired_offer")
_MARK = re.compile(r"\[\d{1,3}\]")
TAKEN = 0.6
"""Share of a sentence's pairs of characters that stand in a source, from which it was taken from there."""
SHORTEST = 8
"""Pairs of a sentence that says enough to be taken from somewhere."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]+?(?:[。！？!?；;]+|(?=\n)|\.(?=\s|$)|$)(?:\[\d{1,3}\])*")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")


def with_right_marks(text: str, findings: Sequence[Finding]) -> tuple[str, int]:
    """`text` with marks that cite the wrong source put right where a finding knows the right one, and without those
    whose source does not say what they stand behind; and how many marks that were. What was claimed stays, and is
    found again as a claim without a source."""
    changes = [change for mark in _MARK.finditer(text) if (change := _change(text, mark, findings)) is not None]
    for start, end, instead in reversed(changes):
        text = text[:start] + instead + text[end:]
    return text, len(changes)


def with_missing_marks(text: str, evidence: Sequence[EvidenceItem]) -> str:
    """`text` with a mark where one or several sentences in a row were taken from one source and no mark says so."""
    known = [(item.n, pairs_of(item.text)) for item in evidence]
    sentences = [(m, _taken_from(m[0], known)) for m in _SENTENCE.finditer(text) if m[0].strip()]
    missing = [
        (_before_the_stop(sentence), source)
        for (sentence, source), (_, after) in zip_longest(sentences, sentences[1:], fillvalue=(None, None))
        if source and source != after and sentence
    ]
    for place, source in reversed(missing):
        text = f"{text[:place]}[{source}]{text[place:]}"
    return text


def wrong_citations(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """What stands before each `[n]`, with it, where a claim in it was found wanting or a figure in it wrong."""
    return tuple(
        text[_stretch(text, mark) : mark.end()].strip()
        for mark in _MARK.finditer(text)
        if _change(text, mark, findings) is not None
    )


def _taken_from(sentence: str, known: Sequence[tuple[int, Pairs]]) -> int | None:
    """The number of the source an unmarked sentence was taken from."""
    pairs = pairs_of(without_marks(sentence))
    if _MARK.search(sentence) or len(pairs) < SHORTEST:
        return None
    shared, number = max(((len(pairs & source), -n) for n, source in known), default=(0, 0))
    return -number if shared >= TAKEN * len(pairs) else None


def _before_the_stop(sentence: re.Match[str]) -> int:
    """The place for a mark: behind the last word."""
    return sentence.start() + len(sentence[0].rstrip(' 。！？!?；;.”"'))


def _stretch(text: str, mark: re.Match[str]) -> int:
    """Where the words begin that a mark stands behind: after the mark or the sentence before."""
    before = max((m.end() for m in _MARK.finditer(text, 0, mark.start())), default=0)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, before, mark.start()) if text[m.end() : mark.start()].strip()]
    return ends[-1] if ends else before


def _change(text: str, mark: re.Match[str], findings: Sequence[Finding]) -> tuple[int, int, str] | None:
    here = [f for f in findings if f.start < mark.end() and _stretch(text, mark) < f.end]
    right = next((f.replacement for f in here if f.rule == OTHER_SOURCE and f.start == mark.start()), None)
    if right is not None:
        return mark.start(), mark.end(), right
    if not any(map(_denies, here)):
        return None
    return len(text[: mark.start()].rstrip(" ")), mark.end(), ""


def _denies(finding: Finding) -> bool:
    """Whether it says that the words stand in no source as they are."""
    wrong_figure = finding.kind in _FIGURES and finding.severity is not Severity.NOTE
    return wrong_figure or (finding.kind in _DENIED and finding.rule != OTHER_SOURCE)
