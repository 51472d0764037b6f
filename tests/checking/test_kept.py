from copilot.checking.kept import Kept


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
