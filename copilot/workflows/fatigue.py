"""Trust and fatigue: how each group and segment took the last weeks, what people note about it, and a quiet week."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.fatigue import Fatigue, HeardWeek, Level, Listener, ListenerKind, WeekNote
from copilot.domain.review import Actor, Duty
from copilot.domain.sending import Outcome, Sending
from copilot.errors import InvalidInput
from copilot.planning.material import monday_of
from copilot.store import Store
from copilot.strategy.fatigue import judge_weeks
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.members import require
from copilot.workflows.plan import Planning

WEEKS, MOST_WEEKS = 10, 52
MOST_CHATS = 20_000
MOST_PEOPLE = 100_000_000
WORST_FIRST = (Level.CHANNEL, Level.WATCH, Level.CALM, Level.UNKNOWN)


@dataclass(frozen=True, slots=True)
class FatigueWatching:
    """Looks at what went out and what came of it. What nobody marked as sent counts for nothing."""

    store: Store
    planning: Planning
    audiences: AudienceKeeping
    today: Callable[[], date]

    def look(self, brand: Brand, weeks: int = WEEKS) -> tuple[Fatigue, ...]:
        """Every audience and every segment that heard anything, the most tired first; the last week is the present one.

        Raises `InvalidInput` (`weeks_wrong`) for fewer than 1 or more than 52 weeks.
        """
        if not 1 <= weeks <= MOST_WEEKS:
            raise InvalidInput(f"{weeks} weeks", code="weeks_wrong", most=MOST_WEEKS)
        mondays = self._mondays(weeks)
        most = self.planning.rules(brand).promotion.share
        heard = self._audiences(brand, mondays)
        found = [judge_weeks(listener, theirs, most) for listener, theirs in heard.items()]
        found += [judge_weeks(one, theirs, most) for one, theirs in self._segments(brand, mondays, heard).items()]
        return tuple(sorted(found, key=lambda one: WORST_FIRST.index(one.level)))

    def of_audience(self, brand: Brand, name: str, weeks: int = WEEKS) -> Fatigue:
        """One audience, by id or name. Raises `UnknownName`, `InvalidInput`."""
        audience = self.audiences.get(brand, name)
        is_it = (ListenerKind.AUDIENCE, audience.id)
        return next(one for one in self.look(brand, weeks) if (one.listener.kind, one.listener.id) == is_it)

    def note(self, brand: Brand, note: WeekNote, actor: Actor) -> WeekNote | None:
        """Keep what was counted about an audience's week, any of whose days may be given; without any figure what was
        kept is taken away. Returns what was kept before, which, noted again, takes this back.

        Raises `InvalidInput` (`count_negative`, `count_too_large`, `week_in_future`), `UnknownName`.
        """
        require(actor, Duty.AUTHOR)
        audience = self.audiences.get(brand, note.audience_id)
        counts = [count for count in (note.left, note.deleted, note.complaints) if count is not None]
        if any(count < 0 for count in counts):
            raise InvalidInput("below 0", code="count_negative")
        if any(count > MOST_PEOPLE for count in counts):
            raise InvalidInput("too many", code="count_too_large", most=f"{MOST_PEOPLE:,}")
        week = monday_of(note.week)
        if week > self.today():
            raise InvalidInput(f"{week} has not begun", code="week_in_future")
        kept = replace(note, audience_id=audience.id, week=week, by=actor.name or actor.id)
        before = self.store.fatigue.note(brand.id, kept)
        return before if before is not None else WeekNote(audience.id, week)

    def _mondays(self, weeks: int) -> list[date]:
        this = monday_of(self.today())
        return [this - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]

    def _audiences(self, brand: Brand, mondays: Sequence[date]) -> dict[Listener, tuple[HeardWeek, ...]]:
        end = mondays[-1] + timedelta(days=6)
        items: dict[tuple[str, date], list[Item]] = defaultdict(list)
        for item in self.store.calendar.of(brand.id, mondays[0], end):
            if item.sent is not None:
                items[item.slot.audience_id, monday_of(item.slot.day)].append(item)
        noted = {(n.audience_id, n.week): n for n in self.store.fatigue.notes(brand.id, mondays[0], end)}
        return {
            Listener(ListenerKind.AUDIENCE, one.id, one.name, one.size): tuple(
                _heard(week, items[one.id, week], noted.get((one.id, week))) for week in mondays
            )
            for one in self.audiences.all(brand)
        }

    def _segments(
        self, brand: Brand, mondays: Sequence[date], heard: Mapping[Listener, Sequence[HeardWeek]]
    ) -> dict[Listener, tuple[HeardWeek, ...]]:
        """Segments whose audiences or customers heard anything."""
        of_segment: dict[str, list[Sequence[HeardWeek]]] = defaultdict(list)
        segment_ids = {one.id: one.segment_id for one in self.audiences.all(brand)}
        for listener, weeks in heard.items():
            if segment_id := segment_ids[listener.id]:
                of_segment[segment_id].append(weeks)
        since = datetime.combine(mondays[0], time(), UTC)
        for segment_id, chats in _by_segment(self.store.sendings.recent(brand.id, since, limit=MOST_CHATS)).items():
            of_segment[segment_id].append([_chatted(week, chats[week]) for week in mondays])
        names = {one.id: one.name for one in self.store.brands.segments(brand.id, retired=True)}
        summed = {s: tuple(map(_together, zip(*parts, strict=True))) for s, parts in of_segment.items()}
        return {
            Listener(ListenerKind.SEGMENT, segment_id, names.get(segment_id, segment_id)): weeks
            for segment_id, weeks in summed.items()
            if any(week.items or week.chats for week in weeks)
        }


def _heard(week: date, items: Sequence[Item], note: WeekNote | None) -> HeardWeek:
    told = [item.sent for item in items if item.sent is not None]
    # A rate needs both counts of the same item.
    both = [one for one in told if one.reached is not None and one.replies is not None]
    return HeardWeek(
        week,
        tuple(items),
        reached=_sum(one.reached for one in both),
        replies=_sum(one.replies for one in both),
        muted=_sum(one.muted for one in told),
        left=note.left if note else None,
        deleted=note.deleted if note else None,
        complaints=note.complaints if note else None,
    )


def _by_segment(sendings: Iterable[Sending]) -> dict[str, dict[date, list[Sending]]]:
    found: dict[str, dict[date, list[Sending]]] = defaultdict(lambda: defaultdict(list))
    for sending in sendings:
        if sending.segment_id:
            found[sending.segment_id][monday_of(sending.at.astimezone().date())].append(sending)
    return found


def _chatted(week: date, sendings: Sequence[Sending]) -> HeardWeek:
    """Replies whose outcome somebody marked: who answered, and who asked to stop."""
    marked = [sending.outcome for sending in sendings if sending.outcome is not None]
    stops = sum(outcome is Outcome.STOP for outcome in marked)
    answered = sum(outcome.good for outcome in marked)
    known = (len(marked), answered, stops) if marked else (None, None, None)
    return HeardWeek(week, chats=len(sendings), reached=known[0], replies=known[1], muted=known[2])


def _together(parts: Sequence[HeardWeek]) -> HeardWeek:
    return HeardWeek(
        week=parts[0].week,
        items=tuple(item for part in parts for item in part.items),
        chats=sum(part.chats for part in parts),
        reached=_sum(part.reached for part in parts),
        replies=_sum(part.replies for part in parts),
        muted=_sum(part.muted for part in parts),
        left=_sum(part.left for part in parts),
        deleted=_sum(part.deleted for part in parts),
        complaints=_sum(part.complaints for part in parts),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
