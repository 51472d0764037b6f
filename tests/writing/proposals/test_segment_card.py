"""A segment's card is proposed from customers' clauses, those that say the same grouped."""

from collections.abc import Sequence

from copilot.domain.language import Language
from copilot.domain.proposal import Proposed, Sample, SegmentProposal
from copilot.knowledge.nearness import QuestionNearness
from copilot.writing.proposals.segment_card import propose_segment
from tests.support.shop import encoder

REVIEWS = (
    "下午老犯困，泡茶太麻烦。",
    "上班犯困得受不了，朋友推荐才买的。",
    "泡茶好麻烦呀，一杯一包省事。",
    "给我妈买的，她怕喝了睡不着。",
    "别老催我下单，烦人。",
)


def proposed(texts: Sequence[str], language: Language = Language.ZH) -> SegmentProposal:
    samples = [Sample(n, text) for n, text in enumerate(texts, 1)]
    return propose_segment(samples, language, QuestionNearness(encoder()))


def test_clauses_are_sorted_by_what_they_tell() -> None:
    card = proposed(REVIEWS)
    assert Proposed("给我妈买的", (4,)) in card.situation
    assert [p.text for p in card.convinces] == ["朋友推荐才买的"]
    assert [p.text for p in card.repels] == ["别老催我下单"]


def test_what_several_say_comes_first_with_everybody_who_said_it() -> None:
    first = proposed(REVIEWS).pains[0]
    assert first.samples == (1, 3)
    assert "麻烦" in first.text
    wordings = {p.text for p in (*proposed(REVIEWS).words, first)}
    assert {"泡茶太麻烦", "泡茶好麻烦呀"} <= wordings


def test_english_reviews_are_read() -> None:
    card = proposed(("My kids fight over the mug, it leaks.", "Stop sending me ads.", "Bought a second one."), Language.EN)  # fmt: skip
    assert [p.text for p in card.situation] == ["My kids fight over the mug"]
    assert [p.text for p in card.repels] == ["Stop sending me ads"]
    assert [p.text for p in card.convinces] == ["Bought a second one"]


def test_texts_that_tell_nothing_propose_nothing() -> None:
    card = proposed(("好。", "收到。", "嗯。"))
    assert (card.situation, card.pains, card.words, card.convinces, card.repels) == ((), (), (), (), ())
