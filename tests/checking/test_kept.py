from copilot.checking.kept import Kept


def test_equal_arguments_are_made_something_of_once() -> None:
    made: list[tuple[str, ...]] = []
    kept = Kept(lambda texts: made.append(texts) or len(made))
    assert [kept(("a",)), kept(("a",)), kept(("b",)), kept(("a",))] == [1, 1, 2, 1]


def test_what_was_not_asked_for_lately_is_made_anew() -> None:
    kept = Kept(str.upper, most=2)
    first = kept("a" * 3)
    assert kept("a" * 3) is first
    kept("b")
    kept("c")
    assert kept("a" * 3) is not first


def test_of_what_is_kept_the_least_used_goes_first() -> None:
    made: list[str] = []
    kept = Kept(lambda name: made.append(name) or name, most=2)
    for name in ("a", "b", "a", "c", "a"):
        kept(name)
    assert made == ["a", "b", "c"]
