"""Putting wants and free places on the board, where every rule lets them stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.plan import PlannedFor, PlanRequest
from copilot.planning.board import Board
from copilot.planning.material import PlanPart, monday_of
from copilot.planning.promoting import may_promote
from copilot.planning.rules import PlanningRules
from copilot.planning.wants import Entry, Want


@dataclass(frozen=True, slots=True)
class Placing:
    """Places for one audience. `place` is the audience's place in the request: the plan of each starts elsewhere in the
    patterns, so that two groups do not hear the same at the same hour."""

    board: Board
    request: PlanRequest
    rules: PlanningRules
    planned_for: PlannedFor
    place: int
    first_day: date
    part: PlanPart

    @property
    def audience_id(self) -> str:
        """Whom it is for."""
        return self.planned_for.audience.id

    def may_stand(self, day: date) -> bool:
        """Whether that day is in the plan, not past, and in the part that is asked for."""
        return self.first_day <= day <= self.request.end and self.part.holds(day)

    def channels(self, wanted: Iterable[Channel]) -> tuple[Channel, ...]:
        """The wanted channels that the audience has, in the order they are wanted."""
        return tuple(channel for channel in wanted if channel in self.planned_for.channels)

    def put(self, want: Want, days: Sequence[date], channels: Iterable[Channel]) -> Entry | None:
        """Put a want on the first of its days and channels that will have it; None where none will."""
        fitting = [c for c in self.channels(channels) if c in self.rules.purposes[want.purpose].channels]
        for day in days:
            if not self.may_stand(day) or (want.promotes and not may_promote(self.board, self.audience_id, day)):
                continue
            if want.offer and (want.offer.ends or day) < day:
                continue
            if want.offer and want.promotes and not want.offer.in_force(day):
                continue
            for channel in fitting:
                if entry := self._try(channel, day, want):
                    return entry
        return None

    def put_live(self, want: Want, day: date) -> Entry | None:
        """A live, whether or not the audience was asked for on that channel: a weekly live was."""
        return self._try(Channel.LIVE, day, want) if self.may_stand(day) else None

    def put_free(self, channel: Channel, day: date) -> Entry | None:
        """A free place on that day, where it may be; none on a holiday."""
        if not self.may_stand(day) or day in self.board.holidays:
            return None
        return self._try(channel, day, None)

    def thin_out(self, monday: date) -> bool:
        """Add one message that does not sell to that week; whether there was room. Nobody is chatted up for it."""
        for channel in self.planned_for.channels:
            if not self._everyday(channel) or self.rules.channels[channel].one_voice:
                continue
            for day in self._days_by_load(monday, channel):
                if self.put_free(channel, day):
                    return True
        return False

    def fill(self) -> None:
        """Free places until each channel has what its pace asks for."""
        for channel in self.planned_for.channels:
            if self._everyday(channel):
                self._fill_channel(channel)

    def _fill_channel(self, channel: Channel) -> None:
        pace = self.rules.channels[channel].pace.a_week * self.rules.goals[self.request.goal].pace
        owed = 0.5 + 0.25 * (self.place % 2)
        monday = monday_of(self.request.start)
        while monday <= self.request.end:
            days = [d for n in range(7) if self.request.start <= (d := monday + timedelta(days=n)) <= self.request.end]
            owed += pace * len(days) / 7
            there = sum(entry.channel is channel for entry in self.board.in_week(self.audience_id, monday))
            missing = int(owed) - there
            owed -= int(owed)
            for day in self._days_by_load(monday, channel):
                if missing > 0 and self.put_free(channel, day):
                    missing -= 1
            monday += timedelta(weeks=1)

    def _days_by_load(self, monday: date, channel: Channel) -> list[date]:
        """The days of a week for a channel: those of its pattern first, the less is said on them the better."""
        patterns = self.rules.channels[channel].weekdays
        week = (monday - monday_of(self.request.start)).days // 7
        pattern = patterns[(week + self.place) % len(patterns)]
        rank = {weekday: n for n, weekday in enumerate(pattern)}
        used = {entry.day for entry in self.board.in_week(self.audience_id, monday) if entry.channel is channel}
        days = [d for n in range(7) if (d := monday + timedelta(days=n)) not in used]
        load = {d: len(self.board.on(self.audience_id, d)) for d in days}
        return sorted(days, key=lambda d: (d.weekday() not in rank, load[d], rank.get(d.weekday(), d.weekday())))

    def _try(self, channel: Channel, day: date, want: Want | None) -> Entry | None:
        if not self.board.admits(self.audience_id, channel, day):
            return None
        moment = self.board.free_time(self.audience_id, day, self._times(channel, day, want))
        if want and want.live_day == day and moment and not self._in_time(want, moment):
            return None
        if moment is None:
            return None
        entry = Entry(day, moment, self.audience_id, channel, want)
        self.board.add(entry)
        return entry

    def _in_time(self, want: Want, moment: time) -> bool:
        """Whether a live is at the time that is told, and its notice before it."""
        at = self.rules.lives.at
        return moment == at if want.purpose is Purpose.LIVE else moment < at

    def _times(self, channel: Channel, day: date, want: Want | None) -> tuple[time, ...]:
        cadence = self.rules.channels[channel]
        times = cadence.rest_times if day in self.board.rest else cadence.times
        turn = (day.toordinal() + 2 * self.place) % len(times)
        turned = times[turn:] + times[:turn]
        if want and want.purpose is Purpose.LIVE:
            return (self.rules.lives.at,)
        if want and want.live_day == day:
            before = [moment for moment in turned if moment < self.rules.lives.at]
            return (*((want.at,) if want.at else ()), *before)
        if want and want.at:
            return (want.at, *turned)
        if want and (want.promotes or want.live_day):
            best_from = self.rules.promotion.best_from
            return tuple(sorted(turned, key=lambda moment: moment < best_from))
        return turned

    def _everyday(self, channel: Channel) -> bool:
        return any(channel in rule.everyday for rule in self.rules.purposes.values())
