"""A text cut at the borders of its findings, so that it can be shown with each of them marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copilot.domain.draft import Finding, Severity

WORST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of a text, with the worst finding that covers it, if any."""

    start: int
    end: int
    worst: Finding | None


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """The findings by severity, those of one severity by their place."""
    return sorted(findings, key=lambda f: (WORST_FIRST.index(f.severity), f.start, f.end))


def segments(text: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """The whole of `text`, in order. Findings that do not lie in it are left out."""
    placed = sorted((f for f in findings if 0 <= f.start < f.end <= len(text)), key=lambda f: f.start)
    borders = sorted({0, len(text), *(f.start for f in placed), *(f.end for f in placed)})
    pieces: list[Segment] = []
    covering: list[Finding] = []
    coming = 0
    for start, end in pairwise(borders):
        while coming < len(placed) and placed[coming].start <= start:
            covering.append(placed[coming])
            coming += 1
        covering = [f for f in covering if f.end > start]
        worst = min(covering, key=lambda f: WORST_FIRST.index(f.severity), default=None)
        if pieces and worst is not None and pieces[-1].worst is worst:
            pieces[-1] = Segment(pieces[-1].start, end, worst)
        else:
            pieces.append(Segment(start, end, worst))
    return tuple(pieces)
