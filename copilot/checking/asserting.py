"""The sentences of a text that assert something, and their clauses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from copilot.checking.sieve import Sieved
from copilot.checking.surface import Stretch, Surface

_ASKS = "？?吗"
_CLAUSE = re.compile(r"[，,、：:—]|[\r\n]")
_LONGEST = 300
"""Characters of a clause."""


class Asserting:
    """The sentences of a text that assert: neither questions nor suppositions."""

    def __init__(self, surface: Surface, hypothetical: re.Pattern[str]) -> None:
        self._plain, self._grams = surface.plain, surface.plain_grams
        self._stretches = surface.sentences
        self._starts = [s.start for s in self._stretches]
        self._clauses = _clauses(surface.plain)
        self._asserts = [
            not _asks(surface.plain, s) and not hypothetical.search(surface.plain, s.start, s.end)
            for s in self._stretches
        ]

    def matches(self, pattern: Sieved) -> Iterator[tuple[re.Match[str], Stretch]]:
        """Every match of `pattern` that begins in such a sentence, and the sentence."""
        for match in pattern.matches(self._plain, self._grams):
            stretch = self.stretch(match.start())
            if stretch and match.end() <= stretch.end + 1:
                yield match, stretch

    def clauses(self) -> Iterator[tuple[int, int]]:
        """The clauses of those sentences, without blanks around them, from left to right."""
        for stretch, asserts in zip(self._stretches, self._asserts, strict=True):
            at = stretch.start
            while asserts and at < stretch.end:
                if _CLAUSE.match(self._plain, at) or self._plain[at].isspace():
                    at += 1
                    continue
                start, end = self.clause(stretch, at, at + 1)
                if end > start:
                    yield start, end
                at = max(at + 1, end)

    def clause(self, stretch: Stretch, first: int, last: int) -> tuple[int, int]:
        """The clause of `plain[first:last]` in its sentence, without blanks around it."""
        starts, ends = self._clauses
        start = max(starts[bisect_right(starts, first) - 1], stretch.start)
        end = min(ends[bisect_left(ends, last)], stretch.end)
        while start < end and self._plain[start].isspace():
            start += 1
        while end > start and self._plain[end - 1].isspace():
            end -= 1
        return start, end

    def stretch(self, offset: int) -> Stretch | None:
        """The asserting sentence that holds `offset`."""
        at = bisect_right(self._starts, offset) - 1
        return self._stretches[at] if at >= 0 and self._asserts[at] else None


def _clauses(plain: str) -> tuple[list[int], list[int]]:
    """Where the clauses of a text start and where they end. What goes on longer than any clause does is cut."""
    starts, ends = [0], []
    for border in (*(m.start() for m in _CLAUSE.finditer(plain)), len(plain)):
        for cut in range(starts[-1] + _LONGEST, border, _LONGEST):
            starts.append(cut)
            ends.append(cut)
        ends.append(border)
        starts.append(border + 1)
    return starts, ends


def _asks(plain: str, stretch: Stretch) -> bool:
    return plain[stretch.end : stretch.end + 1] in tuple(_ASKS) or plain.endswith("吗", stretch.start, stretch.end)
