"""What calls of models take and cost, whose account they are on, and what a month may cost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.draft import Usage

WHOLE = ""
"""The scope of a budget that holds for all brands together."""
WARNING_SHARE = 0.8


class CallPurpose(StrEnum):
    """What a model is called for."""

    DRAFTING = "drafting"
    CALENDAR = "calendar"
    REVISING = "revising"
    """A text rewritten to a comment."""
    SENTENCE = "sentence"
    """One sentence of a text rewritten."""
    SECOND_OPINION = "second_opinion"
    SEARCHING = "searching"
    """A question reworded before it is searched."""
    READING = "reading"
    """Where a customer stands."""
    CHAIN = "chain"
    """What a property is for its user."""
    TESTING = "testing"
    """Whether it answers at all."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose a call is: of which brand, and about which stored draft ("" for none)."""

    brand_id: str = ""
    draft_id: str = ""


NO_ACCOUNT = Account()


@dataclass(frozen=True, slots=True)
class Prices:
    """What a model costs for a million tokens, in `currency`."""

    prompt_per_million: float
    answer_per_million: float
    currency: str

    def of(self, usage: Usage) -> float:
        """What that many tokens cost."""
        return (usage.prompt * self.prompt_per_million + usage.answer * self.answer_per_million) / 1_000_000


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a model that is about to be made, with the most it can take. `cost` is None without prices."""

    account: Account
    purpose: CallPurpose
    model: str
    most: Usage
    cost: float | None


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls took, for one purpose and model. `cost` is that of the calls whose prices were known, `unpriced` the
    number of the others."""

    purpose: CallPurpose
    model: str
    calls: int
    usage: Usage
    cost: float = 0.0
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment to another, the end not included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a month of one brand, or of all together (`WHOLE`), may cost. `fixed`: by the configuration."""

    scope: str
    amount: float
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit and what of it is gone this month, calls under way included."""

    limit: Limit
    spent: float

    @property
    def share(self) -> float:
        """How much of it is gone, 1 for all."""
        return self.spent / self.limit.amount if self.limit.amount else 1.0

    def holds(self, cost: float) -> bool:
        """Whether that much can still be spent."""
        return self.spent + cost <= self.limit.amount

    @property
    def nearly_gone(self) -> bool:
        """Whether people should be warned."""
        return self.share >= WARNING_SHARE


@dataclass(frozen=True, slots=True)
class MonthUsage:
    """All of a month, `2026-11`; `rows` by purpose and model."""

    month: str
    rows: tuple[Spent, ...]

    @property
    def usage(self) -> Usage:
        """All tokens."""
        return Usage(sum(r.usage.prompt for r in self.rows), sum(r.usage.answer for r in self.rows))

    @property
    def calls(self) -> int:
        """All calls."""
        return sum(r.calls for r in self.rows)

    @property
    def unpriced(self) -> int:
        """Calls whose cost nobody knows."""
        return sum(r.unpriced for r in self.rows)

    @property
    def cost(self) -> float | None:
        """What the calls with known prices cost; None where no call had any."""
        priced = [r for r in self.rows if r.calls > r.unpriced]
        return sum(r.cost for r in priced) if priced else None
