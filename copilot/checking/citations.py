"""Whether a `[n]` cites what the sentence says, and which other source does."""

import re
from collections.abc import Iterator
from itertools import pairwise

from copilot.checking.ledger import Ledger
from copilot.checking.surface import Stretch
from copilot.domain.draft import Finding

_MARK = re.compile(r"\[(\d{1,3})\]")
_WORD = re.compile(r"[a-z]{3,}|\d+(?:\.\d+)?|[\u4e00-\u9fff]")
_ENOUGH_SHARED = 0.12
_SHARED_PAIRS = 2
_BY_OTHER = 0.35


def check_citations(ledger: Ledger) -> Iterator[Finding]:
    """Marks without a source, and sentences whose source says something else; the right one where there is one."""
    surface = ledger.reading.surface
    by_number = {i.n: ledger.plain(i.text) for i in ledger.reading.request.evidence}
    for stretch in surface.sentences:
        marks = list(_MARK.finditer(surface.text, stretch.start, min(len(surface.text), stretch.end + 6)))
        yield from _of_sentence(ledger, stretch, marks, by_number)


def _of_sentence(
    ledger: Ledger, stretch: Stretch, marks: list[re.Match[str]], by_number: dict[int, str]
) -> Iterator[Finding]:
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
        if other:
            notice = ledger.notices["claim_other_source"]
            yield ledger.reading.finding(notice, mark.start(), mark.end(), right=f"[{other}]")
            continue
        lead = len(said) - len(said.lstrip("，,。 \n"))
        yield ledger.reading.finding(ledger.notices["claim_not_in_citation"], start + lead, mark.start())


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
