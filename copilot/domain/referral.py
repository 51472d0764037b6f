"""Referral schemes: who is thanked for whom with what, on which conditions, and what stands against it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from copilot.domain.draft import Severity
from copilot.domain.text_form import InBoth


class Thanked(StrEnum):
    """Who gets a reward."""

    REFERRER = "referrer"
    NEWCOMER = "newcomer"


class RewardKind(StrEnum):
    """What a reward is."""

    GIFT = "gift"
    COUPON = "coupon"
    POINTS = "points"
    CASH = "cash"


class EarnedBy(StrEnum):
    """What has to happen before a reward is due."""

    PURCHASE = "purchase"
    """The newcomer bought something."""
    JOINING = "joining"
    """The newcomer joined or was added; nothing was bought."""
    SHARING = "sharing"
    """The referrer forwarded, posted or invited."""
    TEAM_SALES = "team_sales"
    """What those brought by the referrer, or by whom they brought, sell or buy later."""


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward in words, such as `20 元券`. `level` is how far the newcomer is from the one who is thanked: 1 for the
    person they brought themselves."""

    who: Thanked
    what: str
    kind: RewardKind = RewardKind.COUPON
    earned_by: EarnedBy = EarnedBy.PURCHASE
    level: int = 1


@dataclass(frozen=True, slots=True)
class ReferralScheme:
    """A scheme as people fill it in. `text` is what customers will be told; `conditions` the small print."""

    name: str
    rewards: tuple[Reward, ...] = ()
    text: str = ""
    conditions: str = ""
    entry_fee: bool = False
    """Whether taking part costs something."""
    must_buy: bool = False
    """Whether the referrer has to buy in order to take part."""

    @property
    def words(self) -> str:
        """Everything that is said, one piece a line."""
        pieces = (self.text, self.conditions, *(reward.what for reward in self.rewards))
        return "\n".join(piece.strip() for piece in pieces if piece.strip())


@dataclass(frozen=True, slots=True)
class SchemeFinding:
    """Something that stands against a scheme; a block keeps it from being saved. `quote` is the stretch of its words that
    it is about, "" for the way it is built. `suggestion` may be empty."""

    rule: str
    severity: Severity
    message: InBoth
    basis: InBoth
    suggestion: InBoth | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class CheckedScheme:
    """A scheme with what was found, the gravest first."""

    scheme: ReferralScheme
    findings: tuple[SchemeFinding, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether it may not be saved."""
        return any(finding.severity is Severity.BLOCK for finding in self.findings)

    @property
    def verdict(self) -> str:
        """`pass`, `warn` or `block`; notes let it pass."""
        if self.blocked:
            return "block"
        return "warn" if any(finding.severity is Severity.WARN for finding in self.findings) else "pass"


@dataclass(frozen=True, slots=True)
class KeptScheme:
    """A scheme that passed when it was saved."""

    id: str
    brand_id: str
    scheme: ReferralScheme
    verdict: str = "pass"
    by: str = ""
    at: datetime | None = None
    deleted: bool = False
    warned: tuple[str, ...] = field(default=())
    """Rules that warned when it was saved."""
