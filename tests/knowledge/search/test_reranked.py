"""The order of a reranking endpoint, and our own where it does not help."""

import threading
from collections.abc import Callable, Sequence

import pytest

from copilot.domain.evidence import Role, SearchHit
from copilot.domain.ladder import Step
from copilot.domain.why import Why
from copilot.errors import ModelFailed, ModelUnreachable
from copilot.knowledge.search.patience import Patience
from copilot.knowledge.search.reranked import SENT, Reranking
from tests.knowledge.search.conftest import make


class Scores:
    """A reranker that gives these scores."""

    name = "test"

    def __init__(self, *scores: float | None, work: Callable[[], object] = lambda: None) -> None:
        self._scores = scores
        self._work = work
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def rerank(self, question: str, texts: Sequence[str]) -> Sequence[float | None]:
        self.asked.append((question, tuple(texts)))
        self._work()
        return self._scores or [0.5] * len(texts)


def fail() -> None:
    raise ModelUnreachable("down", model="test")


def hits(*roles: Role) -> list[SearchHit]:
    """Hits a, b, c… of those roles, the first with the highest score."""
    return [SearchHit(make(chr(97 + n), f"第{n}段", role), 0.9 - n / 100) for n, role in enumerate(roles)]


FAQS = hits(Role.FAQ, Role.FAQ, Role.FAQ)


def order(reranker: Scores, given: Sequence[SearchHit] = FAQS, step: Step | None = None) -> str:
    found = Reranking(reranker, 1).order("问", given, step, Patience(1))
    return "".join(hit.passage.id for hit in found)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((0.1, 0.2, 0.9), "cba"),
        ((-3.0, 8.5, 2.0), "bca"),
        ((0.5, 0.5, 0.5), "abc"),
        ((None, 0.1, 0.9), "cba"),
        ((0.2, 0.9), "abc"),
    ],
)
def test_what_it_scores_comes_in_its_order_and_the_rest_behind(scores: tuple[float | None, ...], expected: str) -> None:
    assert order(Scores(*scores)) == expected


def test_scores_stay_on_our_scale_and_the_former_place_is_told() -> None:
    explained = [SearchHit(h.passage, h.score, why=Why()) for h in FAQS]
    found = Reranking(Scores(0.1, 0.2, 0.9), 1).order("问", explained, None, Patience(1))
    assert [h.score for h in found] == [0.9, 0.89, 0.88]
    assert [h.why and h.why.reranked_from for h in found] == [3, 2, 1]


def test_the_step_s_role_stays_preferred_where_scores_are_near() -> None:
    given = hits(Role.FAQ, Role.SPEC, Role.PROOF)
    assert order(Scores(0.70, 0.20, 0.68), given) == "acb"
    assert order(Scores(0.70, 0.20, 0.68), given, Step.TRUST) == "cab"


def test_only_the_best_are_sent() -> None:
    many = hits(*[Role.FAQ] * (SENT + 5))
    reranker = Scores()
    assert len(order(reranker, many)) == SENT + 5
    ((question, texts),) = reranker.asked
    assert (question, len(texts)) == ("问", SENT)


def test_a_failure_leaves_our_order_is_told_and_rests_a_moment() -> None:
    reranker = Scores(0.1, 0.2, 0.9, work=fail)
    reranking = Reranking(reranker, 1)
    for _ in range(3):
        assert reranking.order("问", FAQS, None, Patience(1)) == tuple(FAQS)
    assert len(reranker.asked) == 1
    assert isinstance(reranking.trouble, ModelUnreachable)
    reranking.outage.rest_is_over()
    reranking.order("问", FAQS, None, Patience(1))
    assert len(reranker.asked) == 2


def test_one_that_hangs_is_left_behind() -> None:
    released = threading.Event()
    reranking = Reranking(Scores(0.1, 0.2, 0.9, work=lambda: released.wait(20)), 1)
    assert reranking.order("问", FAQS, None, Patience(0.05)) == tuple(FAQS)
    released.set()
    assert isinstance(reranking.trouble, ModelUnreachable)


def test_patience_is_used_up_over_several_waits() -> None:
    now = iter([0.0, 3.0, 3.0, 4.5, 4.5, 4.5])
    patience = Patience(4, clock=lambda: next(now))
    assert patience.wait_for(lambda: "first") == "first"
    assert patience.wait_for(lambda: "second") == "second"
    with pytest.raises(ModelUnreachable):
        patience.wait_for(lambda: "third")


def test_what_the_work_raises_comes_through() -> None:
    with pytest.raises(ModelFailed):
        Patience(1).wait_for(fail)
