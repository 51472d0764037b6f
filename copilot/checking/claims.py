"""Whether what a text asserts is said by its citation, by other knowledge, or by nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from copilot.checking.ledger import Ledger
from copilot.checking.rulebook import ClaimWords
from copilot.checking.surface import Stretch
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem

_CITATION = re.compile(r"\[(\d{1,3})\]")
_WORD = re.compile(r"[a-z]{3,}|\d+(?:\.\d+)?|[\u4e00-\u9fff]")
_ASKS = "？?吗"
_ENOUGH_SHARED = 0.12
_SHARED_PAIRS = 2
_BY_OTHER = 0.35
_CLAUSE = re.compile(r"[，,、：:—]")
_NEEDS_KNOWLEDGE = ("attribute", "origin")


@dataclass(frozen=True, slots=True)
class Support:
    """What the knowledge says about the products in question, in plain form."""

    text: str
    objects: dict[str, dict[str, tuple[set[str], set[str]]]]

    def says(self, words: str) -> bool:
        """Whether `words` stand in the knowledge, blanks and hyphens aside."""
        bare = re.sub(r"[\s-]", "", words)
        return words in self.text or bare in re.sub(r"[\s-]", "", self.text)


class Claims:
    """The claim check, compiled."""

    def __init__(self, words: ClaimWords) -> None:
        self._triggers = {topic: [re.compile(p) for p in patterns] for topic, patterns in words.triggers.items()}
        self._same = words.same
        self._denial = re.compile(
            "(?:" + "|".join(sorted(map(re.escape, words.denials), key=len, reverse=True)) + r")[^，,。]{0,3}$"
        )
        self._hypothetical = re.compile("|".join(rf"\b{w}\b" if w.isascii() else w for w in words.hypothetical))
        self._polarity = [(name, re.compile(p)) for name, p in words.verbs.items()]

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Findings sentence by sentence; questions and suppositions assert nothing."""
        surface = ledger.reading.surface
        items = [(i, surface_text(ledger, i.text)) for i in ledger.reading.request.evidence]
        support = self._support(ledger, items)
        for stretch in surface.sentences:
            plain = surface.plain[stretch.start : stretch.end]
            asks = surface.plain[stretch.end : stretch.end + 1] in tuple(_ASKS) or plain.endswith("吗")
            marks = list(_CITATION.finditer(surface.text, stretch.start, min(len(surface.text), stretch.end + 6)))
            yield from self._citations(ledger, stretch, marks, items)
            if asks or self._hypothetical.search(plain):
                continue
            contradicted = list(self._contradictions(ledger, stretch, support))
            yield from contradicted or self._unsupported(ledger, stretch, support)

    def _support(self, ledger: Ledger, items: list[tuple[EvidenceItem, str]]) -> Support:
        request = ledger.reading.request
        facts = " ".join(f"{f.field} {f.value}{f.unit} {f.note}" for f in request.facts if f.in_force(request.at))
        names = " ".join(n for p in request.brand.products for n in p.names)
        text = surface_text(ledger, f"{facts} {names}") + " " + " ".join(t for _, t in items)
        return Support(text, {name: self._objects(text, pattern) for name, pattern in self._polarity})

    def _objects(self, text: str, pattern: re.Pattern[str]) -> dict[str, tuple[set[str], set[str]]]:
        found: dict[str, tuple[set[str], set[str]]] = {}
        for match in pattern.finditer(text):
            word, negative = (match["object"], True) if match["object"] else (match["positive"], False)
            sides = found.setdefault(word, (set(), set()))
            sides[int(negative)].add(match[0])
        return found

    def _contradictions(self, ledger: Ledger, stretch: Stretch, support: Support) -> Iterator[Finding]:
        surface = ledger.reading.surface
        for name, pattern in self._polarity:
            known = support.objects[name]
            for match in pattern.finditer(surface.plain, stretch.start, stretch.end):
                word, negative = (match["object"], True) if match["object"] else (match["positive"], False)
                sides = known.get(word, (set(), set()))
                same, opposite = sides[int(negative)], sides[int(not negative)]
                if opposite and not same:
                    notice = ledger.notices["claim_contradicted"]
                    yield ledger.reading.finding(notice, match.start(), match.end(), right=min(opposite))

    def _unsupported(self, ledger: Ledger, stretch: Stretch, support: Support) -> Iterator[Finding]:
        surface, request = ledger.reading.surface, ledger.reading.request
        knows = bool(request.facts or request.evidence)
        found: set[tuple[int, int]] = set()
        for topic, patterns in self._triggers.items():
            for pattern in patterns if knows or topic not in _NEEDS_KNOWLEDGE else ():
                for match in pattern.finditer(surface.plain, stretch.start, stretch.end):
                    if not self._supported(match, support) and not self._denied(surface.plain, match, topic):
                        found.add(self._around(surface.plain, stretch, match))
        for start, end in sorted(found):
            yield ledger.reading.finding(ledger.notices["claim_unsupported"], start, end)

    def _supported(self, match: re.Match[str], support: Support) -> bool:
        wanted = [g for g in match.groups() if g] or [match[0]]
        return all(support.says(w) or self._otherwise(w, support) for w in wanted)

    def _otherwise(self, words: str, support: Support) -> bool:
        return any(support.says(o) for group in self._same if any(w in words for w in group) for o in group)

    def _denied(self, plain: str, match: re.Match[str], topic: str) -> bool:
        return topic != "attribute" and bool(self._denial.search(plain[max(0, match.start() - 6) : match.start()]))

    def _around(self, plain: str, stretch: Stretch, match: re.Match[str]) -> tuple[int, int]:
        start = max((m.end() for m in _CLAUSE.finditer(plain, stretch.start, match.start())), default=stretch.start)
        after = _CLAUSE.search(plain, match.end(), stretch.end)
        end = after.start() if after else stretch.end
        while start < end and plain[start].isspace():
            start += 1
        while end > start and plain[end - 1].isspace():
            end -= 1
        return start, end

    def _citations(
        self, ledger: Ledger, stretch: Stretch, marks: list[re.Match[str]], items: list[tuple[EvidenceItem, str]]
    ) -> Iterator[Finding]:
        by_number = {i.n: text for i, text in items}
        plain = ledger.reading.surface.plain
        previous = stretch.start
        for mark in marks:
            n = int(mark[1])
            start, previous = previous, mark.end()
            if n not in by_number:
                yield ledger.reading.finding(ledger.notices["claim_citation_missing"], mark.start(), mark.end())
                continue
            said = plain[start : mark.start()]
            if not said.strip() or _covers(by_number[n], said):
                continue
            other = next((i for i, text in by_number.items() if i != n and _share(text, said) >= _BY_OTHER), None)
            notice = ledger.notices["claim_other_source" if other else "claim_not_in_citation"]
            lead = len(said) - len(said.lstrip("，,。 \n"))
            yield ledger.reading.finding(notice, start + lead, mark.start(), right=f"[{other}]" if other else "")


def surface_text(ledger: Ledger, text: str) -> str:
    """`text` in plain form."""
    return ledger.plain(text)


def _covers(source: str, said: str) -> bool:
    pairs = _pairs(said)
    shared = pairs & _pairs(source)
    return not pairs or (len(shared) >= _SHARED_PAIRS and len(shared) / len(pairs) >= _ENOUGH_SHARED) or len(pairs) < 4


def _share(source: str, said: str) -> float:
    pairs = _pairs(said)
    return len(pairs & _pairs(source)) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> set[str]:
    tokens = _WORD.findall(text)
    words = {t for t in tokens if len(t) > 1 or t.isdigit()}
    return words | {a + b for a, b in pairwise(tokens) if len(a) == len(b) == 1}
