"""What a model makes of a claim that the check could not decide: only ever an addition to the check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from copilot.domain.draft import Finding, PromptMark, Severity
from copilot.domain.evidence import EvidenceItem

UNDECIDED = ("claim_unsupported", "claim_no_source", "claim_no_knowledge")
"""Rules that say no source was found; of these findings a second opinion may be asked."""

_LOCKED = ("number", "price", "date", "expired_offer", "price_fraud")
"""Kinds of the number lock; nobody overrules it."""


class View(StrEnum):
    """How a model reads the passages."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """One answer, with who gave it. `passage` and `quote` are set unless the view is that nothing says it."""

    finding: Finding
    view: View
    model: str
    prompt: PromptMark
    passage: EvidenceItem | None = None
    quote: str = ""
    """Words that stand in the passage to the letter."""


def undecided(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that a second opinion may be asked about: none in whose words a figure is wrong."""
    found = tuple(findings)
    wrong = [f for f in found if f.kind in _LOCKED and f.severity is not Severity.NOTE]
    return tuple(
        f
        for f in found
        if f.rule in UNDECIDED
        and f.severity is not Severity.BLOCK
        and not any(w.start < f.end and f.start < w.end for w in wrong)
    )


def lowered(finding: Finding, opinions: Sequence[SecondOpinion], message: str) -> Finding:
    """The finding as a note that tells of the passage, where an opinion reads one as saying it; else as it was.

    `message` may hold `{passage}` and `{quote}`. A `block` is never lowered.
    """
    opinion = next((o for o in opinions if _same(o.finding, finding)), None)
    if opinion is None or opinion.view is not View.SUPPORTED or opinion.passage is None:
        return finding
    if not undecided([finding]):
        return finding
    source = opinion.passage.source
    told = message.format(passage=f"{source.document} · {source.locator}", quote=opinion.quote)
    return replace(finding, severity=Severity.NOTE, message=told, suggestion="")


def _same(one: Finding, other: Finding) -> bool:
    return (one.rule, one.start, one.end, one.quote) == (other.rule, other.start, other.end, other.quote)
