"""Which angle comes next for one product and audience."""

from datetime import datetime, timedelta

from copilot.domain.angles import Place, fresh_first, near, spread
from copilot.domain.draft import Angle

DAY = datetime(2026, 11, 23, 9)
SERVING = (Angle.OFFER, Angle.NUMBER, Angle.OBJECTION)


def place(name: str, days: int, serving: tuple[Angle, ...] = SERVING, written: Angle | None = None) -> Place:
    return Place(name, DAY + timedelta(days=days), serving, written)


def test_what_was_not_told_comes_first_then_what_was_told_longest_ago() -> None:
    told = (Angle.OFFER, Angle.NUMBER)
    wanted = (Angle.OFFER, Angle.NUMBER, Angle.TIP, Angle.STORY)
    assert fresh_first(wanted, told) == (Angle.TIP, Angle.STORY, Angle.NUMBER, Angle.OFFER)
    assert fresh_first(wanted, ()) == wanted


def test_texts_within_two_weeks_tell_by_different_angles_whoever_asks() -> None:
    places = [place("c", 9), place("a", 0), place("b", 4)]
    assert spread(places) == {"a": Angle.OFFER, "b": Angle.NUMBER, "c": Angle.OBJECTION}
    assert spread(list(reversed(places))) == spread(places)


def test_after_two_weeks_an_angle_may_come_again() -> None:
    assert spread([place("a", 0), place("b", 14)]) == {"a": Angle.OFFER, "b": Angle.OFFER}


def test_what_is_written_stays_and_the_others_keep_away_from_it_before_and_after() -> None:
    places = [place("a", 0), place("b", 4, written=Angle.OFFER), place("c", 6)]
    assert spread(places) == {"a": Angle.NUMBER, "b": Angle.OFFER, "c": Angle.OBJECTION}


def test_where_all_were_used_the_one_farthest_away_comes_again() -> None:
    two = (Angle.OFFER, Angle.NUMBER)
    assert spread([place("a", 0, two), place("b", 2, two), place("c", 4, two)])["c"] is Angle.OFFER


def test_those_near_in_time_are_named_the_nearest_first() -> None:
    places = [place("a", 0), place("b", 3), place("c", 4), place("d", 30)]
    angles = {"a": Angle.OFFER, "b": Angle.NUMBER, "c": Angle.TIP, "d": Angle.STORY}
    assert near(places[1], places, angles) == (Angle.TIP, Angle.OFFER)
