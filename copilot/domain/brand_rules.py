"""What a brand changed about the rules its texts are checked by: rules of its own, and changes to those that ship."""

from dataclasses import dataclass
from datetime import datetime

from copilot.domain.draft import Severity

WILDCARD = "*"
OWN_KIND = "brand_rule"
"""The kind of a brand's own rule where nobody said which."""


@dataclass(frozen=True, slots=True)
class BrandRule:
    """Words a brand does not want, or wants watched. In a term, `*` stands for a few characters of one sentence."""

    id: str
    terms: tuple[str, ...]
    message: str
    severity: Severity = Severity.WARN
    rewording: str = ""
    """What to say instead; empty when there is nothing to put in its place."""
    by: str = ""
    at: datetime | None = None
    kind: str = OWN_KIND


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that ships, muted or weighed otherwise, and who decided so and why."""

    rule: str
    reason: str
    muted: bool = False
    severity: Severity | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BrandRules:
    """Everything one brand changed. Of `changes` there is at most one for a rule."""

    own: tuple[BrandRule, ...] = ()
    changes: tuple[RuleChange, ...] = ()

    def change_of(self, rule: str) -> RuleChange | None:
        """What was changed about the rule of that id, or None."""
        return next((c for c in self.changes if c.rule == rule), None)


AS_SHIPPED = BrandRules()
"""Nothing changed."""
