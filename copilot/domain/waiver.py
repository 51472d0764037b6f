"""Findings a person let pass, with a reason, and the verdict that is left after them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from copilot.domain.draft import Finding, Severity, without_marks

Verdict = Literal["pass", "warn", "block"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision that a finding does not count. It holds for one wording of the text: edited, the text is judged
    anew. A withdrawn waiver stays on record and no longer holds."""

    id: int
    brand_id: str
    text_hash: str
    rule: str
    quote: str
    why: str
    by: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""

    @property
    def holds(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the waiver that lets it pass, if any."""

    finding: Finding
    waiver: Waiver | None = None


def text_hash(text: str) -> str:
    """The name of one wording: the hash of the text as it goes out, without `[n]` marks and outer blanks."""
    return hashlib.sha256(without_marks(text).strip().encode("utf-8", "surrogatepass")).hexdigest()


def judge(text: str, findings: Iterable[Finding], waivers: Iterable[Waiver]) -> tuple[Judged, ...]:
    """Each finding with the waiver that holds for this wording, its rule and its quote; the latest where several do."""
    name = text_hash(text)
    holding = {(w.rule, w.quote): w for w in waivers if w.holds and w.text_hash == name}
    return tuple(Judged(f, holding.get((f.rule, f.quote))) for f in findings)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """The worst of the findings: `block`, `warn`, or `pass` when there are none or only notes."""
    severities = {f.severity for f in findings}
    if Severity.BLOCK in severities:
        return "block"
    return "warn" if Severity.WARN in severities else "pass"


def standing(judged: Iterable[Judged]) -> tuple[Finding, ...]:
    """The findings nobody waived."""
    return tuple(j.finding for j in judged if j.waiver is None)


def verdict_after_waivers(judged: Iterable[Judged]) -> Verdict:
    """The verdict on what was not waived."""
    return verdict(standing(judged))


def may_be_approved(judged: Iterable[Judged]) -> bool:
    """Whether nothing stands in the way: a `block` keeps a text from being approved until it is fixed or waived."""
    return verdict_after_waivers(judged) != "block"
