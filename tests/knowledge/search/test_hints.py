"""What was learned of customers' questions for the built-in encoder."""

import numpy as np
import pytest

from copilot.knowledge.search import BuiltInEmbedder
from copilot.knowledge.search.hints import MOST_IDEAS, hints_for
from copilot.knowledge.search.ideas import load_ideas


def test_another_encoder_gets_no_hints() -> None:
    assert hints_for("some-other-model") is None


def test_the_hints_are_for_the_ideas_that_ship() -> None:
    hints = hints_for(BuiltInEmbedder().fingerprint)
    assert hints is not None
    assert hints.ideas == load_ideas().names


@pytest.mark.parametrize(
    ("question", "idea"), [("我肚里有小孩了行不行", "pregnancy"), ("the thing arrived all smashed to bits", "damaged")]
)
def test_a_question_in_words_of_its_own_hints_at_what_it_means(
    embedder: BuiltInEmbedder, question: str, idea: str
) -> None:
    hints = hints_for(embedder.fingerprint)
    assert hints is not None
    near = hints.near(embedder.embed([question])[0])
    assert idea in near
    assert len(near) <= MOST_IDEAS
    assert sum(near.values()) <= 1.001


def test_a_turned_question_comes_nearer_to_its_answer_than_to_a_passage_that_suits_any_question(
    embedder: BuiltInEmbedder,
) -> None:
    hints = hints_for(embedder.fingerprint)
    assert hints is not None
    question, answer, other = embedder.embed(
        ["刚买完就便宜了怎么办", "收到货后30天内降价可申请价保，退还差额。", "评价：枕头有点高。"]
    )
    turned = hints.turned(question)
    before = float(np.dot(question, answer) - np.dot(question, other))
    after = float(np.dot(turned, answer) - np.dot(turned, other))
    assert after > before


def test_a_passage_about_what_the_question_means_shares_more_with_it_than_another(embedder: BuiltInEmbedder) -> None:
    hints = hints_for(embedder.fingerprint)
    assert hints is not None
    passages = ["Step free entrance, lift to all floors, accessible toilet.", "Gift cards are valid for two years."]
    question, *told = embedder.embed(["my dad can't manage stairs", *passages])
    shared = hints.shared(question, np.stack(told))
    assert shared.shape == (2,)
    assert shared[0] > shared[1] + 1
