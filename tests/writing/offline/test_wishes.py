"""Replies as wished: clearly shorter, or warmer by address, particles and a word for how the customer feels."""

import re

import pytest

from copilot.domain.conversation import Conversation, Escalation, Move, Objection, Reading, Speaker, Stand, Turn
from copilot.domain.draft import Brief, Candidate, Task, Wish, without_marks
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.writing.offline import load_phrases
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import faultless
from tests.writing.offline.shops import ZH, Shop
from tests.writing.offline.test_replies import SAYS

SITUATIONS = [
    Reading(Stand.CONVERT, Step.ACTION, objection=Objection.PRICE),
    Reading(Stand.CONVERT, Step.TRUST, objection=Objection.EFFECT),
    Reading(Stand.CONVERT, Step.TRUST, objection=Objection.DISTRUST),
    Reading(Stand.CONVERT, Step.ACTION, objection=Objection.LATER),
]


def asked(shop: Shop, reading: Reading, wish: Wish | None, said: tuple[str, ...] = ()) -> Brief:
    words = SAYS[reading.objection][0 if shop is ZH else 1] if reading.objection else "…"
    chat = Conversation((Turn(Speaker.CUSTOMER, words),))
    return shop.brief(Task.REPLY, conversation=chat, reading=reading, step=reading.step, wish=wish, said=said)


def length(candidate: Candidate) -> int:
    return sum(len(without_marks(v.text)) for v in candidate.variants)


def test_shorter_replies_are_clearly_shorter_and_still_three_moves(shop: Shop, write: Write) -> None:
    usual, shorter = 0, 0
    for reading in SITUATIONS:
        usual += length(write(asked(shop, reading, None), shop.evidence))
        brief = asked(shop, reading, Wish.SHORTER)
        candidate = write(brief, shop.evidence)
        faultless(candidate, brief, shop.evidence)
        shorter += length(candidate)
        assert len({v.idea for v in candidate.variants}) == 3
    assert shorter <= 0.7 * usual


def test_warmer_replies_begin_with_how_the_customer_feels(shop: Shop, write: Write) -> None:
    phrases = load_phrases().of(Language.ZH if shop is ZH else Language.EN)
    for reading in SITUATIONS:
        brief = asked(shop, reading, Wish.WARMER)
        candidate = write(brief, shop.evidence)
        faultless(candidate, brief, shop.evidence)
        begins = [re.split(r"\{", b.replace("{you}", "您"))[0] for b in phrases.warm[f"objection_{reading.objection}"]]
        assert len(candidate.variants) == 3
        assert all(any(v.text.startswith(begin) for begin in begins) for v in candidate.variants)


def test_warmth_is_no_rain_of_exclamation_marks_or_particles(write: Write) -> None:
    for reading in SITUATIONS:
        for variant in write(asked(ZH, reading, Wish.WARMER), ZH.evidence).variants:
            assert "！" not in variant.text
            assert "哈" in variant.text or "呀" in variant.text
            assert variant.text.count("哈") <= 1


@pytest.mark.parametrize("escalation", list(Escalation))
def test_a_holding_reply_may_be_warmer_and_still_promises_nothing(
    shop: Shop, escalation: Escalation, write: Write
) -> None:
    brief = asked(shop, Reading(Stand.SERVICE, None, escalation=escalation), Wish.WARMER)
    candidate = write(brief, shop.evidence)
    assert [v.idea for v in candidate.variants] == [Move.HOLD] * 3
    faultless(candidate, brief, shop.evidence)


@pytest.mark.parametrize("wish", [None, *Wish])
def test_who_says_stop_gets_one_farewell_whatever_is_wished(wish: Wish | None, write: Write) -> None:
    reading = Reading(Stand.OTHER, None, objection=Objection.DISTURBED, says_stop=True)
    assert [v.idea for v in write(asked(ZH, reading, wish), ZH.evidence).variants] == [Move.LET_GO]


def test_written_again_no_reply_is_one_that_was_offered(shop: Shop, write: Write) -> None:
    for reading in SITUATIONS:
        offered: tuple[str, ...] = ()
        for _ in range(4):
            texts = [v.text for v in write(asked(shop, reading, None, offered), shop.evidence).variants]
            assert len(texts) == 3
            assert not set(texts) & set(offered)
            offered = (*texts, *offered)


def test_an_answer_the_rep_gave_in_the_chat_is_in_none_of_the_replies(write: Write) -> None:
    told = [v.text for v in write(asked(ZH, SITUATIONS[1], None), ZH.evidence).variants]
    for answer in map(without_marks, told):
        chat = Conversation(
            (
                Turn(Speaker.CUSTOMER, SAYS[Objection.EFFECT][0]),
                Turn(Speaker.REP, answer),
                Turn(Speaker.CUSTOMER, SAYS[Objection.EFFECT][0]),
            )
        )
        brief = ZH.brief(Task.REPLY, conversation=chat, reading=SITUATIONS[1], step=Step.TRUST)
        again = [without_marks(v.text) for v in write(brief, ZH.evidence).variants]
        assert len(again) == 3
        assert answer not in again
        sentences = {s for s in re.split(r"[。？]", answer) if len(s) > 7}
        assert not any(s in text for s in sentences for text in again)
