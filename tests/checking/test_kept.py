from datetime import date

from copilot.checking.kept import Kept
from copilot.checking.known import standing_of, unchanged_since
from copilot.domain.evidence import Fact, Source


class Maker:
    """Makes something of a word, and remembers of which."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, word: str) -> str:
        self.made.append(word)
        return word.upper()


def test_equal_arguments_are_made_something_of_once() -> None:
    kept = Kept(maker := Maker())
    assert [kept(word) for word in ("a", "a", "b", "a")] == ["A", "A", "B", "A"]
    assert maker.made == ["a", "b"]


def test_of_what_is_kept_the_least_used_goes_first() -> None:
    kept = Kept(maker := Maker(), most=2)
    for word in ("a", "b", "a", "c", "a", "b"):
        kept(word)
    assert maker.made == ["a", "b", "c", "b"]


def test_days_between_two_changes_of_the_facts_count_as_one() -> None:
    nowhere = Source("d", "价格.xlsx", 1, "A1")
    begins, ends = date(2026, 11, 20), date(2026, 11, 30)
    facts = (Fact("云朵枕", "promotion_price", "199", "元", nowhere, begins, ends),)
    days = [date(2026, 11, 19), begins, date(2026, 11, 25), ends, date(2026, 12, 1), date(2026, 12, 24)]
    first = [unchanged_since(facts, day) for day in days]
    assert first == [date.min, begins, begins, begins, date(2026, 12, 1), date(2026, 12, 1)]
    assert [standing_of(facts[0], day) for day in days[1:]] == [standing_of(facts[0], day) for day in first[1:]]
