"""What stands against a referral scheme: how it is built, and what the rules of checking find in its words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import model_validator

from copilot.domain.draft import Finding, Severity
from copilot.domain.referral import CheckedScheme, EarnedBy, ReferralScheme, RewardKind, SchemeFinding, Thanked
from copilot.domain.text_form import InBoth
from copilot.strategy.data_files import Strict, Words, checked, read_file

FILE = "referral.yaml"
ORDER = (Severity.BLOCK, Severity.WARN, Severity.NOTE)

_BUILT: Mapping[str, Callable[[ReferralScheme], bool]] = {
    "several_levels": lambda s: any(r.level > 1 for r in s.rewards),
    "team_sales": lambda s: any(r.earned_by is EarnedBy.TEAM_SALES for r in s.rewards),
    "entry_fee": lambda s: s.entry_fee,
    "must_buy": lambda s: s.must_buy,
    "per_head": lambda s: any(r.earned_by is EarnedBy.JOINING and r.who is Thanked.REFERRER for r in s.rewards),
    "for_sharing": lambda s: any(r.earned_by is EarnedBy.SHARING for r in s.rewards),
    "cash": lambda s: any(r.kind is RewardKind.CASH for r in s.rewards),
    "no_conditions": lambda s: bool(s.rewards) and not s.conditions.strip(),
    "no_reward": lambda s: not s.rewards,
}


class _Rule(Strict):
    id: str
    when: str
    severity: Severity
    message: Words
    basis: Words
    suggestion: Words | None = None

    def finding(self) -> SchemeFinding:
        suggestion = self.suggestion.in_both() if self.suggestion else None
        return SchemeFinding(self.id, self.severity, self.message.in_both(), self.basis.in_both(), suggestion)


class _File(Strict):
    rules: tuple[_Rule, ...]
    kinds: frozenset[str]

    @model_validator(mode="after")
    def _every_fact_has_a_rule(self) -> "_File":
        if different := {rule.when for rule in self.rules} ^ _BUILT.keys():
            raise ValueError(f"rules and facts differ: {', '.join(sorted(different))}")
        return self


@dataclass(frozen=True, slots=True)
class SchemeRules:
    """How a scheme may be built, and which kinds of text rules its words are asked about."""

    built: tuple[tuple[str, SchemeFinding], ...]
    """The fact that is looked at, and what is found where it holds."""
    kinds: frozenset[str]


@cache
def load_scheme_rules() -> SchemeRules:
    """The rules that ship. Raises `RulesInvalid`."""
    told = checked(FILE, lambda: _File.model_validate(read_file(FILE)))
    return SchemeRules(tuple((rule.when, rule.finding()) for rule in told.rules), told.kinds)


def check_scheme(scheme: ReferralScheme, said: Mapping[str, Sequence[Finding]]) -> CheckedScheme:
    """The scheme with everything that stands against it. `said` are the findings in its words as checking tells them in
    `zh` and in `en`; only those of the rules' kinds count."""
    rules = load_scheme_rules()
    built = [finding for fact, finding in rules.built if _BUILT[fact](scheme)]
    english = {(f.rule, f.start): f for f in said.get("en", ())}
    in_words = [_of_words(f, english.get((f.rule, f.start), f)) for f in said.get("zh", ()) if f.kind in rules.kinds]
    found = sorted((*built, *in_words), key=lambda finding: ORDER.index(finding.severity))
    return CheckedScheme(scheme, tuple(found))


def _of_words(zh: Finding, en: Finding) -> SchemeFinding:
    suggestion = InBoth(zh.suggestion, en.suggestion) if zh.suggestion and en.suggestion else None
    return SchemeFinding(
        zh.rule, zh.severity, InBoth(zh.message, en.message), InBoth(zh.basis, en.basis), suggestion, zh.quote
    )
