"""When a group is tired of what it hears."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from copilot.domain.calendar import Item, Purpose, Sent
from copilot.domain.fatigue import Fatigue, HeardWeek, Level, Listener, ListenerKind, SignKind
from copilot.strategy.fatigue import judge_weeks
from tests.support.calendar import a_slot

GROUP = Listener(ListenerKind.AUDIENCE, "g2", "老客群", 200)
FIRST = date(2026, 9, 21)


def item(name: str, *, sells: bool, muted: int | None = None, replies: int | None = None) -> Item:
    slot = replace(a_slot(name, FIRST, time(10)), promotes=sells, purpose=Purpose.OFFER if sells else Purpose.TIP)
    return Item(slot, "shanque", sent=Sent("x", datetime(2026, 9, 21, tzinfo=UTC), 100, replies, None, muted))


def week(number: int, sells: int = 1, of: int = 5, **counts: int | None) -> HeardWeek:
    items = tuple(item(f"{number}-{n}", sells=n < sells) for n in range(of))
    return HeardWeek(FIRST + timedelta(weeks=number), items, **counts)  # type: ignore[arg-type]


def judged(*weeks: HeardWeek) -> Fatigue:
    return judge_weeks(GROUP, weeks, 0.3)


def kinds(found: Fatigue) -> list[SignKind]:
    return [sign.kind for sign in found.signs]


def test_a_quiet_group_is_calm_and_one_of_which_nothing_is_known_is_unknown() -> None:
    assert judged(*(week(n, reached=100, replies=10, muted=1) for n in range(6))).level is Level.CALM
    assert judged(*(week(n, of=0, sells=0) for n in range(6))).level is Level.UNKNOWN


def test_much_promotion_and_more_leavings_than_usual_make_a_channel_and_name_the_items() -> None:
    """Before: 1 gone a week. Now 5, which is over 1.5 × 1 and 4 more; 4 of 10 items sell, over 30 %."""
    before = [week(n, muted=1) for n in range(4)]
    loud = [replace(week(n, muted=5), items=(item(f"{n}-a", sells=True, muted=4), item(f"{n}-b", sells=True, muted=1),
                                             *(item(f"{n}-t{k}", sells=False) for k in range(3)))) for n in (4, 5)]  # fmt: skip
    found = judged(*before, *loud)
    assert (found.level, kinds(found)) == (Level.CHANNEL, [SignKind.PROMOTION, SignKind.GONE])
    assert [one.id for one in found.did_it] == ["4-a", "5-a", "4-b", "5-b"]
    assert (found.signs[0].now, found.signs[0].usual, found.signs[0].base, found.signs[0].own) == (0.4, 0.3, 10, False)
    assert (found.signs[1].now, found.signs[1].usual, found.signs[1].own) == (5, 1, True)


def test_promotion_alone_is_watched_and_from_six_in_ten_on_it_is_a_channel() -> None:
    assert judged(week(0, sells=2), week(1, sells=2)).level is Level.WATCH
    assert judged(week(0, sells=3), week(1, sells=3)).level is Level.CHANNEL


def test_few_items_say_nothing_about_a_share() -> None:
    assert judged(week(0, sells=1, of=1), week(1, sells=2, of=2)).level is Level.CALM


def test_replies_count_only_against_enough_weeks_and_people_of_its_own() -> None:
    """Usual 20 of 100; now 10 of 100 is half of it, below 0.6."""
    before = [week(n, reached=100, replies=20) for n in range(3)]
    now = [week(3, reached=50, replies=5), week(4, reached=50, replies=5)]
    found = judged(*before, *now)
    assert (found.level, kinds(found)) == (Level.WATCH, [SignKind.REPLIES])
    assert (found.signs[0].now, found.signs[0].usual, found.signs[0].base) == (0.1, 0.2, 100)
    assert kinds(judged(*before[:2], *now)) == []
    few = [week(3, reached=10, replies=0), week(4, reached=10, replies=0)]
    assert kinds(judged(*before, *few)) == []


def test_typed_leavings_and_deletions_come_before_what_items_noted() -> None:
    assert week(0, muted=9, left=1, deleted=2).gone == 3
    assert week(0, muted=9).gone == 9
    assert week(0, muted=9, left=0).gone == 0
    assert week(0).gone is None


def test_one_more_person_leaving_is_no_sign_though_it_is_twice_as_many() -> None:
    assert kinds(judged(*(week(n, left=1) for n in range(4)), week(4, left=2), week(5, left=2))) == []


def test_complaints_are_a_sign_against_none_before() -> None:
    found = judged(*(week(n, complaints=0) for n in range(4)), week(4, complaints=1), week(5, complaints=1))
    assert kinds(found) == [SignKind.COMPLAINTS]
    assert found.signs[0].why.en == "More complaints than the group's own usual"
