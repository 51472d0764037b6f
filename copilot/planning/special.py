"""What a week has beside its everyday messages: the live or the video, and a day of the calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from copilot.domain.calendar import AudienceKind, Purpose, SequenceKind
from copilot.domain.channel import Channel
from copilot.domain.occasion import Occasion
from copilot.domain.plan import PlannedFor, PlanRequest
from copilot.planning.material import PlanMaterial, monday_of
from copilot.planning.placing import Placing
from copilot.planning.rules import OCCASION_TIP, PlanningRules
from copilot.planning.wants import Want


@dataclass(frozen=True, slots=True)
class Special:
    """The special days of one plan."""

    request: PlanRequest
    rules: PlanningRules
    material: PlanMaterial
    lives: tuple[date, ...]
    """Days of the weekly live, by day."""
    held: Mapping[date, time]
    """Days and times of lives that stand already; one at another time than the rules' is not told of by the planner."""

    def put_lives(self, places: Sequence[Placing]) -> tuple[date, ...]:
        """Each live once, at its very time: for the first audience that watches lives, else the first of followers, else
        the first. Returns the days whose live stands in the calendar; only those may be told of."""
        host = next((placing for placing in places if placing.planned_for is self._host()), None)
        found = []
        for day in self.lives:
            stands = self.held.get(day) == self.rules.lives.at
            if day not in self.held and host:
                stands = host.put_live(self._live(Purpose.LIVE, "live", day), day) is not None
            if stands:
                found.append(day)
        return tuple(found)

    def put_notices(self, placing: Placing, lives: Sequence[date]) -> None:
        """The notice of each live, where an audience hears enough for one more message a week."""
        rules = self.rules
        channels = [c for c in rules.sequences[SequenceKind.LIVE].channels if self._paced(c)]
        for day in lives:
            if self._noticed(placing, day):
                continue
            for n in rules.lives.notice_days:
                want = self._live(Purpose.LIVE_NOTICE, "notice", day, on_the_day=n == 0)
                if placing.put(want, (day - timedelta(days=n),), channels):
                    break

    def put_video(self, placing: Placing) -> None:
        """A video in each week without a live, for an audience that hears enough."""
        if not self._hears_enough(placing):
            return
        channels = placing.channels(self.rules.purposes[Purpose.VIDEO].channels)
        want = Want(Purpose.VIDEO, Purpose.VIDEO.value)
        for monday in self._mondays():
            heard = [e.kept.purpose if e.kept else e.want and e.want.purpose for e in
                     placing.board.in_week(placing.audience_id, monday)]  # fmt: skip
            if {Purpose.LIVE, Purpose.LIVE_NOTICE, Purpose.VIDEO} & set(heard):
                continue
            for channel in channels:
                pattern = self.rules.channels[channel].weekdays
                days = pattern[(monday.toordinal() // 7 + placing.place) % len(pattern)]
                workdays = [monday + timedelta(days=n) for n in days]
                if placing.put(want, [d for d in workdays if d not in placing.board.holidays], (channel,)):
                    break

    def put_occasions(self, placing: Placing) -> None:
        """The weightiest day of each week, as many as the rules have."""
        rule = self.rules.occasions
        least = 1 if self._hears_enough(placing) else rule.weight_when_sparse
        for monday in self._mondays():
            told = sum(1 for e in placing.board.in_week(placing.audience_id, monday) if e.kept and e.kept.occasion)
            for occasion in self._weightiest(monday, least):
                if told >= rule.a_week:
                    break
                told += placing.put(self._occasion(occasion), (occasion.day,), rule.channels) is not None

    def _weightiest(self, monday: date, least: int) -> list[Occasion]:
        rules = self.rules.occasions.days
        week = [
            one for one in self.material.occasions
            if one.end is None and monday <= one.day < monday + timedelta(weeks=1)
            and one.id in self.material.occasion_names and one.id in rules and rules[one.id].weight >= least
        ]  # fmt: skip
        return sorted(week, key=lambda one: (-rules[one.id].weight, one.day))

    def _occasion(self, occasion: Occasion) -> Want:
        rule = self.rules.occasions
        purpose = rule.days[occasion.id].purpose
        key = OCCASION_TIP if purpose is Purpose.TIP else purpose.value
        return Want(purpose, key, occasion=occasion.id, at=rule.at)

    def _live(self, purpose: Purpose, part: str, day: date, *, on_the_day: bool = False) -> Want:
        at = self.rules.lives.at if purpose is Purpose.LIVE else self.rules.lives.notice_at if on_the_day else None
        return Want(
            purpose, purpose.value, sequence=SequenceKind.LIVE, instance=day.isoformat(), part=part, live_day=day, at=at
        )

    def _host(self) -> PlannedFor:
        def rank(one: PlannedFor) -> tuple[bool, bool]:
            return Channel.LIVE not in one.channels, one.audience.kind is not AudienceKind.FOLLOWERS

        return min(self.request.audiences, key=rank)

    def _noticed(self, placing: Placing, day: date) -> bool:
        days = (day - timedelta(days=n) for n in range(self.rules.lives.longest_notice_days + 1))
        return any(
            e.kept and e.kept.purpose is Purpose.LIVE_NOTICE for d in days for e in
            placing.board.on(placing.audience_id, d)
        )  # fmt: skip

    def _paced(self, channel: Channel) -> bool:
        return self.rules.channels[channel].pace.a_week >= self.rules.lives.from_pace

    def _hears_enough(self, placing: Placing) -> bool:
        paces = (self.rules.channels[c].pace.a_week for c in placing.planned_for.channels)
        return sum(paces) >= self.rules.lives.from_pace

    def _mondays(self) -> Iterator[date]:
        monday = monday_of(self.request.start)
        while monday <= self.request.end:
            yield monday
            monday += timedelta(weeks=1)
