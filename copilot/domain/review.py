"""Who may do what to an item, what they said and did, and what makes an item risky."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from copilot.domain.calendar import Item
from copilot.domain.draft import Draft
from copilot.domain.waiver import Judged, standing


class Duty(StrEnum):
    """What a person is here for; each may do what those before may do."""

    AUTHOR = "author"
    """Plans, writes, edits, submits, comments, and gives out what is approved."""
    REVIEWER = "reviewer"
    """Approves, sends back, waives findings."""
    ADMIN = "admin"
    """Says who does what and what review asks for."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `alone`: the one user of this machine, who may approve their own and is told so."""

    id: str
    name: str
    duty: Duty
    alone: bool = False


class Deed(StrEnum):
    """What can be done to an item, as the audit trail tells it."""

    PLANNED = "planned"
    IMPORTED = "imported"
    WRITTEN = "written"
    FAILED = "failed"
    EDITED = "edited"
    REVISED = "revised"
    """Written anew by the model to a comment."""
    MOVED = "moved"
    CHANGED = "changed"
    """Something of the slot other than day and time."""
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    REOPENED = "reopened"
    """Something it stood on changed."""
    WAIVED = "waived"
    WAIVER_WITHDRAWN = "waiver_withdrawn"
    COMMENTED = "commented"
    RESOLVED = "resolved"
    EXPORTED = "exported"
    EXPIRED = "expired"
    SENT = "sent"
    UNSENT = "unsent"
    REMOVED = "removed"
    RESTORED = "restored"
    POLICY = "policy"
    """What review asks for was changed; no item."""
    DUTY = "duty"
    """What a person is here for was changed; no item."""
    PLAN_RULES = "plan_rules"
    """What planning goes by was changed; no item."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the trail that nobody can edit. `item_id` is "" where it is about no item. `mark` is the hash of the
    entry together with the mark of the one before it of the same item, so that a change would show."""

    place: int
    brand_id: str
    item_id: str
    at: datetime
    by: str
    deed: Deed
    before: str = ""
    """The state before, or what was there."""
    after: str = ""
    why: str = ""
    version: int = 0
    """The item's version after the deed."""
    text_hash: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about an item, or about a stretch of its text as it was then. `answers` is the comment that
    began the thread."""

    id: int
    item_id: str
    by: str
    at: datetime
    text: str
    quote: str = ""
    start: int = 0
    end: int = 0
    draft_version: int = 0
    answers: int | None = None
    resolved_by: str = ""
    resolved_at: datetime | None = None


class RiskKind(StrEnum):
    """Why an item is to be read with care, the gravest first."""

    BLOCK = "block"
    STALE = "stale"
    PROMISE = "promise"
    """A claim about what it does: efficacy, guarantee."""
    UNSUPPORTED = "unsupported"
    """A claim without a source."""
    PRICE = "price"
    NEW_CLAIM = "new_claim"
    """A claim nobody approved before."""
    FIRST_RULE = "first_rule"
    """A rule found something for the first time."""
    WARN = "warn"
    LOW_EVIDENCE = "low_evidence"
    CHANGED = "changed"
    """Edited since somebody approved it."""


@dataclass(frozen=True, slots=True)
class Risk:
    """One reason, with its weight (larger is riskier) and the facts its sentence needs."""

    kind: RiskKind
    weight: int
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item in the reviewer's queue."""

    item: Item
    draft: Draft
    risks: tuple[Risk, ...]
    needs: int = 1
    """How many people's approval it needs."""
    judged: tuple[Judged, ...] = ()
    """What was found in it, each with the waiver that lets it pass, if any."""
    outdated: bool = False
    """Whether it was found before the knowledge or the rules changed, and has still to be checked anew."""

    @property
    def weight(self) -> int:
        """How risky it is."""
        return sum(risk.weight for risk in self.risks)

    @property
    def clear(self) -> bool:
        """Whether it may be approved in bulk: no risk, and no finding that nobody waived, not even a note."""
        return not self.outdated and not self.risks and not standing(self.judged)


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """What a brand asks of review."""

    two_for: tuple[RiskKind, ...] = ()
    """Risks for which two people have to approve."""
    label_asked: bool = True
    """Whether the AI label has to be chosen before an export."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may sign in. `email` is what the sign-in says, in lower case."""

    email: str
    name: str
    duty: Duty
