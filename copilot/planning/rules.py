"""The planning rules as data: reading them, and what a brand changes about them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from copilot.domain.calendar import Purpose, SequenceKind
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.plan import Goal
from copilot.errors import InvalidInput, RulesInvalid
from copilot.planning.rule_forms import (
    ChannelCadence,
    DayWords,
    GoalRule,
    Idea,
    Kind,
    Limit,
    Lives,
    Occasions,
    PersonaRhythm,
    Promotion,
    PurposeRule,
    QuietHours,
    SequenceRule,
    Spacing,
    Strict,
)
from copilot.yaml_text import read_yaml

IDEA_WORDS = frozenset({"product", "occasion", "term", "offer", "until", "live_day", "live_time", "launch_day"})
OCCASION_TIP = "occasion_tip"
"""Ideas for a tip on a day of the calendar."""


class PlanningRules(Strict):
    """Everything the planner and its checker go by."""

    quiet_hours: QuietHours
    promotion: Promotion
    spacing: Spacing
    personas: PersonaRhythm
    lives: Lives
    occasions: Occasions
    rounds: dict[Step | Node, Annotated[int, Field(ge=1)]]
    """Nodes, and the steps of convert, in the order in which they are told, and how often each is in one round."""
    account_kind: str
    account_kinds: dict[str, dict[str, Limit]]
    """The platform's limits by the kind of official account."""
    channels: dict[Channel, ChannelCadence]
    purposes: dict[Purpose, PurposeRule]
    sequences: dict[SequenceKind, SequenceRule]
    goals: dict[Goal, GoalRule]
    ideas: dict[Language, dict[str, tuple[Idea, ...]]]
    words: dict[Language, DayWords]

    @model_validator(mode="after")
    def _nothing_is_missing(self) -> Self:
        for have, all_of in (
            (self.channels, Channel), (self.purposes, Purpose), (self.sequences, SequenceKind), (self.goals, Goal),
            (self.ideas, Language), (self.words, Language),
        ):  # fmt: skip
            missing = [one.value for one in all_of if one not in have]
            if missing:
                raise ValueError(f"no rule for {', '.join(missing)}")
        if self.account_kind not in self.account_kinds:
            raise ValueError(f"account_kind is none of {', '.join(self.account_kinds)}")
        if set(self.rounds) != {*Node, *Step} - {Node.CONVERT}:
            raise ValueError("rounds name each node but convert, and each step")
        return self

    @model_validator(mode="after")
    def _ideas_can_be_told(self) -> Self:
        known = {p.value for p in Purpose} | {OCCASION_TIP}
        known |= {f"{kind}.{part.part}" for kind, rule in self.sequences.items() for part in rule.parts}
        for language, ideas in self.ideas.items():
            if unknown := ideas.keys() - known:
                raise ValueError(f"ideas in {language} for nothing we know: {', '.join(sorted(unknown))}")
            for key, lines in ideas.items():
                words = {name for idea in lines for _, name, _, _ in Formatter().parse(idea.say) if name is not None}
                if words - IDEA_WORDS:
                    raise ValueError(f"ideas {language}.{key}: unknown word {', '.join(sorted(words - IDEA_WORDS))}")
        return self

    def open_places(self, channel: Channel) -> frozenset[Node | Step]:
        """The nodes and steps that everyday purposes can tell on a channel."""
        return frozenset(rule.step or rule.node for rule in self.purposes.values() if channel in rule.everyday)

    def limits(self, channel: Channel) -> tuple[Limit, ...]:
        """Every limit that holds on a channel."""
        own = tuple(self.channels[channel].limits.values())
        return own + tuple(self._account().values()) if channel is Channel.OFFICIAL_ACCOUNT else own

    def _account(self) -> Mapping[str, Limit]:
        return self.account_kinds[self.account_kind]


@cache
def load_planning_rules() -> PlanningRules:
    """Read and check the rules that ship. Raises `RulesInvalid`."""
    data = {
        **_yaml("general.yaml"),
        **_yaml("channels.yaml"),
        "purposes": _yaml("purposes.yaml"),
        "sequences": _yaml("sequences.yaml"),
        "goals": _yaml("goals.yaml"),
        "words": _yaml("words.yaml"),
        "ideas": {language.value: _yaml(f"ideas_{language}.yaml") for language in Language},
    }
    return checked_rules(data)


def checked_rules(data: Mapping[str, Any]) -> PlanningRules:
    """What the rule files say, checked. Raises `RulesInvalid`, whose `detail` names the rule."""
    try:
        return PlanningRules.model_validate(data)
    except ValidationError as error:
        detail = ": ".join(_first(error))
        raise RulesInvalid(f"planning/rules: {error}", file="planning/rules", detail=detail) from error


def with_changes(rules: PlanningRules, changes: Mapping[str, Any]) -> PlanningRules:
    """The rules with a brand's changes laid over them: tables are merged key by key, everything else is replaced.

    Raises `InvalidInput`: `planning_rule_refused` (facts `rule`, `detail`) for what cannot be, and
    `planning_limit_hard` (facts `rule`, `most`) for a platform's limit made wider than it is.
    """
    plain = rules.model_dump(mode="json")
    try:
        changed = PlanningRules.model_validate(_merged(plain, changes))
    except ValidationError as error:
        rule, detail = _first(error)
        raise InvalidInput(f"{rule}: {detail}", code="planning_rule_refused", rule=rule, detail=detail) from error
    _refuse_wider(rules, changed)
    return changed


def _refuse_wider(before: PlanningRules, after: PlanningRules) -> None:
    """A platform does not ask brands how much it lets through."""
    hard = {("channels", c.value): rule.limits for c, rule in before.channels.items()}
    hard |= {("account_kinds", name): limits for name, limits in before.account_kinds.items()}
    for (table, name), limits in hard.items():
        now = after.channels[Channel(name)].limits if table == "channels" else after.account_kinds.get(name, {})
        for key, limit in limits.items():
            if limit.kind is Kind.HARD and not _as_strict(now.get(key), limit):
                rule = f"{table}.{name}.{key}"
                raise InvalidInput(f"{rule} is the platform's", code="planning_limit_hard", rule=rule, most=limit.most)


def _as_strict(now: Limit | None, before: Limit) -> bool:
    if now is None or now.kind is not Kind.HARD or now.per is not before.per:
        return False
    least_month = 28
    if before.most == "days_in_month":
        return now.most == "days_in_month" or now.most <= least_month
    return now.most != "days_in_month" and now.most <= before.most


def _merged(plain: Any, changes: Any) -> Any:
    if not isinstance(plain, dict) or not isinstance(changes, Mapping):
        return changes
    return {**plain, **{str(key): _merged(plain.get(str(key)), value) for key, value in changes.items()}}


def _first(error: ValidationError) -> tuple[str, str]:
    """Where the first thing is that is wrong, and what."""
    one = error.errors()[0]
    return ".".join(str(part) for part in one["loc"]) or "rules", one["msg"]


def _yaml(name: str) -> Any:
    return read_yaml((files(__package__) / "rules" / name).read_text("utf-8"))
