"""What was found for a question and for its rewordings, in one list."""

from collections.abc import Sequence

from copilot.domain.evidence import SearchHit
from copilot.domain.why import Why
from copilot.knowledge.search.joined import Rewritten, join
from tests.knowledge.search.conftest import make

TEXTS = {"a": "枕套可以机洗", "b": "三十天内退货", "c": "杭州发货", "d": "父亲是木匠"}


def found(*scored: tuple[str, float]) -> list[SearchHit]:
    return [SearchHit(make(name, TEXTS[name]), score, why=Why()) for name, score in scored]


def names(hits: Sequence[SearchHit]) -> str:
    return "".join(hit.passage.id for hit in hits)


def test_without_rewordings_nothing_changes() -> None:
    own = found(("a", 0.9), ("b", 0.2))
    assert join(own, []) == tuple(own)
    assert join(own, [Rewritten("x", [])]) == tuple(own)


def test_what_both_find_rises_and_what_only_a_rewording_finds_is_there_too() -> None:
    own = found(("a", 0.5), ("b", 0.4))
    joined = join(own, [Rewritten("退货政策", found(("b", 0.9), ("c", 0.8)))])
    assert (names(joined)[0], sorted(names(joined))) == ("b", ["a", "b", "c"])
    assert joined[0].why is not None
    assert joined[0].why.found_by == "退货政策"


def test_a_rewording_that_went_astray_does_not_push_out_what_the_question_found() -> None:
    own = found(("a", 0.95), ("b", 0.3))
    assert names(join(own, [Rewritten("木匠", found(("d", 0.9)))]))[0] == "a"


def test_the_best_of_several_rewordings_counts() -> None:
    own = found(("a", 0.5), ("b", 0.45))
    astray, right = Rewritten("木匠", found(("d", 0.5))), Rewritten("退货", found(("b", 0.95)))
    assert names(join(own, [astray, right]))[0] == "b"
    assert names(join(own, [right, astray])) == names(join(own, [astray, right]))
