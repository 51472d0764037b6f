"""Objections to when something is said: past days, quiet hours, collisions, limits, holidays."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from copilot.domain.calendar import Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.plan import PlanWarning
from copilot.planning.reading import Reading, objection
from copilot.planning.rule_forms import Limit, Span

BLOCK, WARN = Severity.BLOCK, Severity.WARN


def time_objections(reading: Reading) -> Iterator[PlanWarning]:
    """All of them."""
    yield from _each(reading)
    yield from _collisions(reading)
    yield from _busy_days(reading)
    yield from _over_limits(reading)
    yield from _no_quiet_day(reading)


def _each(reading: Reading) -> Iterator[PlanWarning]:
    quiet, today = reading.rules.quiet_hours, reading.material.today
    for slot in reading.slots:
        if today and slot.day < today:
            yield objection("past_day", BLOCK, [slot], day=slot.day.isoformat(), today=today.isoformat())
        late, early = slot.time >= quiet.begin, slot.time < quiet.end
        inside = late or early if quiet.begin > quiet.end else late and early
        if inside:
            yield objection(
                "quiet_hours", quiet.severity, [slot], time=f"{slot.time:%H:%M}", begin=f"{quiet.begin:%H:%M}",
                end=f"{quiet.end:%H:%M}",
            )  # fmt: skip


def _collisions(reading: Reading) -> Iterator[PlanWarning]:
    spacing = reading.rules.spacing
    hour, paste = timedelta(minutes=spacing.audience_minutes), timedelta(minutes=spacing.sender_minutes)
    for audience_id, slots in reading.by_audience.items():
        name = reading.called(audience_id)
        for one, next_ in pairwise(slots):
            if next_.at - one.at < hour:
                same = one.channel is next_.channel
                code, severity = ("clash", BLOCK) if same or one.at == next_.at else ("crowded", WARN)
                yield objection(code, severity, [one, next_], audience=name, minutes=spacing.audience_minutes)
    for sender, slots in reading.by_sender.items():
        for one, next_ in pairwise(slots):
            if one.audience_id != next_.audience_id and next_.at - one.at < paste:
                severity = BLOCK if one.at == next_.at else WARN
                yield objection("sender_clash", severity, [one, next_], sender=sender, minutes=spacing.sender_minutes)


def _busy_days(reading: Reading) -> Iterator[PlanWarning]:
    for audience_id, slots in reading.by_audience.items():
        for day, there in _grouped(slots, Span.DAY).items():
            yield from _busy_day(reading, reading.called(audience_id), day, there)


def _busy_day(reading: Reading, audience: str, day: date, there: list[Slot]) -> Iterator[PlanWarning]:
    spacing = reading.rules.spacing
    alone = [slot for slot in there if reading.rules.channels[slot.channel].one_voice]
    for code, slots, most in (
        ("busy_day", there, spacing.audience_a_day),
        ("busy_day", alone, spacing.one_to_one_a_day),
        ("busy_holiday", there if day in reading.holidays else [], spacing.holiday_a_day),
    ):
        if len(slots) > most:
            yield objection(code, WARN, slots, audience=audience, day=day.isoformat(), count=len(slots), most=most)


def _over_limits(reading: Reading) -> Iterator[PlanWarning]:
    for audience_id, channel, slots in _streams(reading):
        for limit in reading.rules.limits(channel):
            for first, there in _grouped(slots, limit.per).items():
                most = _most(limit, first)
                if len(there) > most:
                    yield objection(
                        "over_quota", limit.severity, there, audience=reading.called(audience_id), channel=channel.value,
                        count=len(there), most=most, per=limit.per.value, first=first.isoformat(), source=limit.source,
                    )  # fmt: skip


def _no_quiet_day(reading: Reading) -> Iterator[PlanWarning]:
    for audience_id, channel, slots in _streams(reading):
        quiet = reading.rules.channels[channel].quiet_days
        for monday, there in _grouped(slots, Span.WEEK).items():
            if len({slot.day for slot in there}) > 7 - quiet:
                yield objection(
                    "no_quiet_day", WARN, there, audience=reading.called(audience_id), channel=channel.value, days=quiet,
                    week=monday.isoformat(),
                )  # fmt: skip


def _streams(reading: Reading) -> Iterator[tuple[str, Channel, list[Slot]]]:
    for audience_id, slots in reading.by_audience.items():
        streams: dict[Channel, list[Slot]] = defaultdict(list)
        for slot in slots:
            streams[slot.channel].append(slot)
        for channel, there in streams.items():
            yield audience_id, channel, there


def _grouped(slots: list[Slot] | tuple[Slot, ...], span: Span) -> dict[date, list[Slot]]:
    """Slots by the first day of their day, week or month."""
    groups: dict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        day = slot.day
        if span is Span.WEEK:
            day -= timedelta(days=day.weekday())
        elif span is Span.MONTH:
            day = date(day.year, day.month, 1)
        groups[day].append(slot)
    return groups


def _most(limit: Limit, first: date) -> int:
    return monthrange(first.year, first.month)[1] if limit.most == "days_in_month" else limit.most
