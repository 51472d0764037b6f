"""Comments on a stretch of a text, in threads, that stay with their words."""

import pytest

from copilot.domain.anchors import Place, anchored, gone
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.copilot import Copilot
from copilot.workflows.review_talk import About, Talk
from tests.support.calendar import LIN, MEI, PLAIN, written

CAT = About("门口的猫", PLAIN.index("门口的猫"))


@pytest.fixture
def talk(shop: Copilot) -> Talk:
    written(shop.store, "a")
    return shop.calendar.review.talk


def test_a_comment_stays_with_its_words_when_the_text_is_edited(shop: Copilot, talk: Talk) -> None:
    comment = talk.add("a", "猫叫什么？", LIN, CAT)
    assert (comment.quote, comment.start, comment.end, comment.draft_version) == ("门口的猫", 11, 15, 1)
    shop.calendar.review.edit("a", 1, f"降温了。{PLAIN}", MEI)
    now = shop.store.drafts.get("draft-a")
    assert now is not None
    assert anchored(now.text, comment) == Place(15, 19)


def test_a_comment_whose_words_are_gone_says_so(talk: Talk) -> None:
    comment = talk.add("a", "猫叫什么？", LIN, CAT)
    assert anchored("今天起风了。", comment) is None
    assert gone("今天起风了。", comment)


def test_of_two_places_the_one_nearest_to_where_it_was_is_meant(talk: Talk) -> None:
    comment = talk.add("a", "猫叫什么？", LIN, CAT)
    assert anchored("门口的猫。12345门口的猫", comment) == Place(10, 14)


def test_words_that_do_not_stand_there_cannot_be_commented(talk: Talk) -> None:
    with pytest.raises(InvalidInput) as refused:
        talk.add("a", "?", LIN, About("门口的狗", 12))
    assert refused.value.code == "quote_gone"


def test_an_answer_joins_the_thread_and_the_thread_is_settled_once(talk: Talk) -> None:
    first = talk.add("a", "猫叫什么？", LIN, CAT)
    answer = talk.add("a", "叫咪咪", MEI, About(answers=first.id))
    assert (answer.answers, answer.by) == (first.id, "mei@example.com")
    assert talk.resolve("a", first.id, LIN)
    assert not talk.resolve("a", first.id, MEI)
    with pytest.raises(UnknownName):
        talk.resolve("a", answer.id, MEI)


def test_a_comment_changes_nothing_of_the_item(shop: Copilot, talk: Talk) -> None:
    talk.add("a", "写得好", LIN)
    assert shop.store.calendar.get("a").version == 1


def test_a_comment_needs_words(talk: Talk) -> None:
    with pytest.raises(InvalidInput) as refused:
        talk.add("a", "  ", LIN)
    assert refused.value.code == "text_empty"
