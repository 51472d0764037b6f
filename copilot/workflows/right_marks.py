"""Puts the `[n]` marks of a model's text right: a mark stays only where its source says what the sentence says."""

import re
from collections.abc import Sequence

from copilot.domain.draft import Finding, Severity

OTHER_SOURCE = "claim_other_source"
_DENIED = ("unsupported_claim",)
_FIGURES = ("price", "number", "date", "expired_offer")
_MARK = re.compile(r"\[\d{1,3}\]")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")


def with_right_marks(text: str, findings: Sequence[Finding]) -> tuple[str, int]:
    """`text` with marks that cite the wrong source put right where a finding knows the right one, and without those
    whose source does not say what they stand behind; and how many marks that were. What was claimed stays, and is
    found again as a claim without a source."""
    changes = [change for mark in _MARK.finditer(text) if (change := _change(text, mark, findings)) is not None]
    for start, end, instead in reversed(changes):
        text = text[:start] + instead + text[end:]
    return text, len(changes)


def wrong_citations(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """What stands before each `[n]`, with it, where a claim in it was found wanting or a figure in it wrong."""
    return tuple(
        text[_stretch(text, mark) : mark.end()].strip()
        for mark in _MARK.finditer(text)
        if _change(text, mark, findings) is not None
    )


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
