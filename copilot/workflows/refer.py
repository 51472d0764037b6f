"""Referral schemes: checked for how they are built and what they say, and kept only when nothing blocks them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity, Task
from copilot.domain.language import Language
from copilot.domain.referral import CheckedScheme, EarnedBy, KeptScheme, ReferralScheme, Reward, RewardKind, Thanked
from copilot.domain.review import Actor, Duty
from copilot.errors import InvalidInput
from copilot.store import Store
from copilot.strategy.referral import check_scheme
from copilot.workflows.ask import Ask, Briefing
from copilot.workflows.calculate import called_so, one_called
from copilot.workflows.check import Checking
from copilot.workflows.members import require

MOST_REWARDS = 20
LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Referring:
    """Checks schemes as what is told to a whole group, the strictest case, and keeps those that pass."""

    store: Store
    checking: Checking
    briefing: Briefing
    today: Callable[[], date]
    new_id: Callable[[], str]

    def check(self, brand: Brand, scheme: ReferralScheme) -> CheckedScheme:
        """What stands against it."""
        said = {language.value: self._found(brand, scheme, language) for language in Language}
        return check_scheme(scheme, said)

    def keep(self, brand: Brand, scheme: ReferralScheme, actor: Actor) -> KeptScheme:
        """Keep it under its name. Raises `InvalidInput`: `scheme_blocked` (facts `count`, `reason` in the brand's
        language) while something blocks it, `text_empty`, `name_too_long`."""
        require(actor, Duty.AUTHOR)
        called_so(scheme.name)
        checked = self.check(brand, scheme)
        if checked.blocked:
            blocks = [finding for finding in checked.findings if finding.severity is Severity.BLOCK]
            reason = blocks[0].message.of(brand.language)
            raise InvalidInput(blocks[0].rule, code="scheme_blocked", count=len(blocks), reason=reason)
        warned = tuple(finding.rule for finding in checked.findings if finding.severity is Severity.WARN)
        by = actor.name or actor.id
        return self.store.calculations.keep_scheme(
            KeptScheme(self.new_id(), brand.id, scheme, checked.verdict, by, warned=warned)
        )

    def kept(self, brand: Brand, *, deleted: bool = False) -> tuple[KeptScheme, ...]:
        """The schemes that were kept, the newest first, or those that were deleted."""
        return self.store.calculations.schemes(brand.id, deleted=deleted)

    def get(self, brand: Brand, named: str, *, deleted: bool = False) -> KeptScheme:
        """The scheme of that id or name. Raises `UnknownName`."""
        known = self.kept(brand, deleted=deleted)
        return one_called(named, [(one.id, one.scheme.name, one) for one in known], "scheme")

    def delete(self, brand: Brand, scheme_id: str, actor: Actor) -> KeptScheme:
        """Take one from the list; `restore` puts it back. Raises `UnknownName`."""
        require(actor, Duty.AUTHOR)
        return self.store.calculations.delete_scheme(brand.id, scheme_id)

    def restore(self, brand: Brand, scheme_id: str, actor: Actor) -> KeptScheme:
        """Put a deleted one back; it passed when it was kept. Raises `UnknownName`."""
        require(actor, Duty.AUTHOR)
        return self.store.calculations.delete_scheme(brand.id, scheme_id, undo=True)

    def _found(self, brand: Brand, scheme: ReferralScheme, language: Language) -> tuple[Finding, ...]:
        if not scheme.words:
            return ()
        ask = Ask(brand=brand.id, channel=Channel.GROUP, language=language)
        return self.checking.check(scheme.words, self.briefing.brief(Task.POST, ask, self.today())).findings


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Reward(_Strict):
    who: Thanked
    what: Annotated[str, Field(max_length=200)]
    kind: RewardKind = RewardKind.COUPON
    earned_by: EarnedBy = EarnedBy.PURCHASE
    level: Annotated[int, Field(ge=1, le=99)] = 1


class _Scheme(_Strict):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    rewards: Annotated[tuple[_Reward, ...], Field(max_length=MOST_REWARDS)] = ()
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    conditions: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    entry_fee: bool = False
    must_buy: bool = False


def read_scheme(text: str) -> ReferralScheme:
    """A scheme written as YAML or JSON. Raises `InvalidInput` (`scheme_unreadable`, fact `detail`)."""
    try:
        told: Any = yaml.safe_load(text)
        read = _Scheme.model_validate(told)
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidInput("not YAML", code="scheme_unreadable", detail="YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(str(error), code="scheme_unreadable", detail=f"{where} {first['msg']}".strip()) from error
    rewards = tuple(Reward(r.who, r.what, r.kind, r.earned_by, r.level) for r in read.rewards)
    return ReferralScheme(read.name, rewards, read.text, read.conditions, read.entry_fee, read.must_buy)
