"""Whether what was found answers a question."""

import pytest

from copilot.domain.evidence import Passage, Role, SearchHit, Source
from copilot.knowledge.answered import answers


def hit(text: str, meaning: float = 0.0) -> SearchHit:
    return SearchHit(Passage("p", text, Role.FAQ, Source("d", "faq.md", 1, "L1")), 1.0, 1.0, meaning)


def test_what_is_near_in_meaning_answers_whatever_its_words() -> None:
    assert answers("能退吗", hit("七天无理由", meaning=0.9))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how long is the warranty", "Warranties run for five years."),
        ("E27能用吗", "灯座是 E27 的。"),
        ("能开发票吗", "开发票在订单里点。"),
    ],
)
def test_what_shares_the_matter_of_a_question_answers_it(question: str, text: str) -> None:
    assert answers(question, hit(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what is the wifi password", "What is the return window? 45 days from delivery."),
        ("wifi密码是多少", "云朵记忆枕是多少克重？"),
    ],
)
def test_what_only_is_asked_in_the_same_way_does_not_answer(question: str, text: str) -> None:
    assert not answers(question, hit(text))
