"""Weeks of a listener to signs of fatigue: recent weeks against its own weeks before, by thresholds that are data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated

from pydantic import Field

from copilot.domain.calendar import Item
from copilot.domain.fatigue import Fatigue, HeardWeek, Level, Listener, Sign, SignKind
from copilot.strategy.data_files import Strict, Words, checked, read_file

FILE = "fatigue.yaml"
Share = Annotated[float, Field(gt=0, le=1)]


class _Baseline(Strict):
    weeks: Annotated[int, Field(ge=1)]
    least: Annotated[int, Field(ge=1)]


class _Rule(Strict):
    why: Words
    source: Words


class _Promotion(_Rule):
    few: Annotated[int, Field(ge=1)]
    alone: Share


class _Replies(_Rule):
    falls_to: Share
    least_reached: Annotated[int, Field(ge=1)]


class _Growth(_Rule):
    grows_to: Annotated[float, Field(ge=1)]
    least_more: Annotated[float, Field(ge=0)]


class FatigueRules(Strict):
    """`fatigue.yaml`."""

    recent_weeks: Annotated[int, Field(ge=1)]
    baseline: _Baseline
    promotion: _Promotion
    replies: _Replies
    gone: _Growth
    complaints: _Growth

    def sign(self, kind: SignKind, now: float, usual: float, base: int, *, count: int = 0) -> Sign:
        """A sign with the words of its rule; only promotion is held against a rule of thumb."""
        rules: dict[SignKind, _Rule] = {
            SignKind.PROMOTION: self.promotion,
            SignKind.REPLIES: self.replies,
            SignKind.GONE: self.gone,
            SignKind.COMPLAINTS: self.complaints,
        }
        why, source = rules[kind].why, rules[kind].source
        own = kind is not SignKind.PROMOTION
        return Sign(kind, now, usual, own, base, why.in_both(), source.in_both(), count)


@cache
def load_fatigue_rules() -> FatigueRules:
    """The thresholds that ship. Raises `RulesInvalid`."""
    return checked(FILE, lambda: FatigueRules.model_validate(read_file(FILE)))


def judge_weeks(listener: Listener, weeks: Sequence[HeardWeek], most_promotion: float) -> Fatigue:
    """How the listener took its weeks, oldest first. `most_promotion` is the share 0..1 that the brand's planning rules
    allow. A reaction is a sign only against weeks of its own; the share of promotion also without any."""
    rules = load_fatigue_rules()
    recent = tuple(weeks[-rules.recent_weeks :])
    before = tuple(w for w in weeks[: -rules.recent_weeks][-rules.baseline.weeks :] if _told(w))
    found = Fatigue(listener, tuple(weeks), len(recent), baseline_weeks=len(before))
    if not any(_told(week) for week in recent):
        return found
    usual = before if len(before) >= rules.baseline.least else ()
    signs = tuple(_signs(rules, recent, usual, most_promotion))
    return replace(found, level=_level(rules, signs), signs=signs, did_it=_did_it(recent) if signs else ())


def _told(week: HeardWeek) -> bool:
    return bool(week.items) or week.chats > 0 or week.gone is not None or week.complaints is not None


def _signs(
    rules: FatigueRules, recent: Sequence[HeardWeek], before: Sequence[HeardWeek], most_promotion: float
) -> Iterator[Sign]:
    sent, sold = sum(w.sent for w in recent), sum(w.promotions for w in recent)
    if sent >= rules.promotion.few and sold / sent > most_promotion:
        yield rules.sign(SignKind.PROMOTION, sold / sent, most_promotion, sent, count=sold)
    yield from _replies_fell(rules, recent, before)
    if grown := _grown(rules.gone, recent, before, lambda week: week.gone):
        yield rules.sign(SignKind.GONE, *grown)
    if grown := _grown(rules.complaints, recent, before, lambda week: week.complaints):
        yield rules.sign(SignKind.COMPLAINTS, *grown)


def _replies_fell(rules: FatigueRules, recent: Sequence[HeardWeek], before: Sequence[HeardWeek]) -> Iterator[Sign]:
    now, usual = _reply_rate(recent), _reply_rate(before)
    if now is None or usual is None or usual[0] == 0:
        return
    enough = min(now[1], usual[1]) >= rules.replies.least_reached
    if enough and now[0] < rules.replies.falls_to * usual[0]:
        yield rules.sign(SignKind.REPLIES, now[0], usual[0], now[1])


def _reply_rate(weeks: Sequence[HeardWeek]) -> tuple[float, int] | None:
    """Replies of those reached, and how many were reached, over the weeks in which both are known."""
    known = [(w.replies, w.reached) for w in weeks if w.replies is not None and w.reached]
    reached = sum(r for _, r in known)
    return (sum(r for r, _ in known) / reached, reached) if reached else None


def _grown(
    rule: _Growth,
    recent: Sequence[HeardWeek],
    before: Sequence[HeardWeek],
    count: Callable[[HeardWeek], int | None],
) -> tuple[float, float, int] | None:
    """So many a week now, before, and over how many weeks, where they are clearly more than before."""
    now = [n for week in recent if (n := count(week)) is not None]
    then = [n for week in before if (n := count(week)) is not None]
    if not now or not then:
        return None
    each, usual = sum(now) / len(now), sum(then) / len(then)
    return (each, usual, len(now)) if each > rule.grows_to * usual and each - usual >= rule.least_more else None


def _level(rules: FatigueRules, signs: Sequence[Sign]) -> Level:
    """Much promotion and a bad echo together, or promotion alone where there is little else, is a channel."""
    promotion = next((sign for sign in signs if sign.kind is SignKind.PROMOTION), None)
    if promotion is not None and (len(signs) > 1 or promotion.now >= rules.promotion.alone):
        return Level.CHANNEL
    return Level.WATCH if signs else Level.CALM


def _did_it(recent: Sequence[HeardWeek]) -> tuple[Item, ...]:
    """The items that sold, those after which most turned away first, then those fewest answered, then the newest."""

    def echo(item: Item) -> tuple[int, int, int]:
        muted, replies = (item.sent.muted, item.sent.replies) if item.sent else (None, None)
        return (-(muted or 0), replies or 0, -item.slot.day.toordinal())

    return tuple(sorted((i for week in recent for i in week.items if i.slot.promotes), key=echo))
