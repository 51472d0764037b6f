"""The calendar while it is planned: what stands on each day, and whether one more message may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

from copilot.domain.calendar import Slot
from copilot.domain.channel import Channel
from copilot.planning.material import monday_of
from copilot.planning.rule_forms import Limit, Span
from copilot.planning.rules import PlanningRules
from copilot.planning.wants import Entry

_STAGGER_MINUTES = 5
_MOST_STAGGER = 90


class Board:
    """Entries by audience and day, with the counts that limits are about."""

    def __init__(self, rules: PlanningRules, senders: dict[str, str], rest: frozenset[date], holidays: frozenset[date]):
        self.rules = rules
        self.rest = rest
        self.holidays = holidays
        self._senders = senders
        self._days: dict[str, dict[date, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        self._counts: dict[tuple[str, Channel, Span, date], int] = defaultdict(int)
        self._sent: dict[tuple[str, date], list[int]] = defaultdict(list)

    def seed(self, kept: Iterable[Slot]) -> None:
        """Take in what stands already."""
        for slot in kept:
            self.add(Entry(slot.day, slot.time, slot.audience_id, slot.channel, kept=slot))

    def add(self, entry: Entry) -> None:
        """Put it on its day."""
        self._days[entry.audience_id][entry.day].append(entry)
        self._count(entry, 1)
        if sender := self._senders.get(entry.audience_id):
            self._sent[sender, entry.day].append(_minutes(entry.time))

    def remove(self, entry: Entry) -> None:
        """Take it off its day."""
        self._days[entry.audience_id][entry.day].remove(entry)
        self._count(entry, -1)
        if sender := self._senders.get(entry.audience_id):
            self._sent[sender, entry.day].remove(_minutes(entry.time))

    def on(self, audience_id: str, day: date) -> list[Entry]:
        """What the audience hears that day, in no order."""
        return self._days[audience_id].get(day, [])

    def of(self, audience_id: str) -> list[Entry]:
        """All that the audience hears, by time."""
        found = [entry for entries in self._days[audience_id].values() for entry in entries]
        return sorted(found, key=lambda e: (e.at, e.kept is None, e.channel))

    def in_week(self, audience_id: str, monday: date) -> Iterator[Entry]:
        """What the audience hears in that calendar week."""
        for n in range(7):
            yield from self.on(audience_id, monday + timedelta(days=n))

    def count(self, audience_id: str, channel: Channel, span: Span, day: date) -> int:
        """Messages on that channel in the day, week or month of `day`."""
        return self._counts.get((audience_id, channel, span, _first_of(span, day)), 0)

    def admits(self, audience_id: str, channel: Channel, day: date) -> bool:
        """Whether one more message may stand there, by every limit and rule but promotion's."""
        spacing = self.rules.spacing
        there = len(self.on(audience_id, day))
        if there >= spacing.audience_a_day or (day in self.holidays and there >= spacing.holiday_a_day):
            return False
        channels = self.rules.channels
        alone = sum(channels[entry.channel].one_voice for entry in self.on(audience_id, day))
        if channels[channel].one_voice and alone >= spacing.one_to_one_a_day:
            return False
        if any(self.count(audience_id, channel, limit.per, day) >= most(limit, day) for limit in self._limits(channel)):
            return False
        return self._leaves_quiet_days(audience_id, channel, day)

    def free_time(self, audience_id: str, day: date, wanted: Iterable[time]) -> time | None:
        """The first of the wanted times, or some minutes after it, that collides with nothing; else None."""
        taken = [_minutes(e.time) for e in self.on(audience_id, day)]
        sent = self._sent.get((self._senders.get(audience_id, ""), day), [])
        spacing = self.rules.spacing
        wanted = tuple(wanted)
        for late in range(0, _MOST_STAGGER, _STAGGER_MINUTES):
            for first in wanted:
                moment = _minutes(first) + late
                if moment >= 24 * 60 or self.rules.quiet_hours.holds(_time(moment)):
                    continue
                apart = all(abs(moment - other) >= spacing.audience_minutes for other in taken)
                if apart and all(abs(moment - other) >= spacing.sender_minutes for other in sent):
                    return _time(moment)
        return None

    def _limits(self, channel: Channel) -> tuple[Limit, ...]:
        return self.rules.limits(channel)

    def _leaves_quiet_days(self, audience_id: str, channel: Channel, day: date) -> bool:
        quiet = self.rules.channels[channel].quiet_days
        if not quiet or self.count(audience_id, channel, Span.DAY, day):
            return True
        monday = monday_of(day)
        week = (monday + timedelta(days=n) for n in range(7))
        return sum(self.count(audience_id, channel, Span.DAY, d) > 0 for d in week) < 7 - quiet

    def _count(self, entry: Entry, by: int) -> None:
        for span in Span:
            self._counts[entry.audience_id, entry.channel, span, _first_of(span, entry.day)] += by


def most(limit: Limit, day: date) -> int:
    """What a limit comes to in the month of `day`."""
    if limit.most != "days_in_month":
        return limit.most
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - day.replace(day=1)).days


def _first_of(span: Span, day: date) -> date:
    if span is Span.MONTH:
        return day.replace(day=1)
    return monday_of(day) if span is Span.WEEK else day


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
