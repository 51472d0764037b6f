"""A chat is read the way a rep would: where the customer stands, what holds them, what is still owed."""

from pathlib import Path
from typing import Any

import pytest

from copilot.conversation.meanings import About, Prototypes
from copilot.conversation.parsing import parse_chat
from copilot.conversation.reader import ConversationReader, settled
from copilot.conversation.speakers import focus
from copilot.conversation.standing import Standing
from copilot.domain.brand import Brand, Product
from copilot.domain.conversation import Objection, Stand
from copilot.domain.ladder import Step
from copilot.evaluation.reading import evaluate_reading, load_cases

CASES = Path(__file__).parent / "data" / "reading"
BRAND = Brand(
    "yunmian", "眠云", products=(Product("云朵记忆枕", ("云朵枕",)), Product("荞麦枕"), Product("Cloud Pillow"))
)


def test_most_of_the_invented_cases_are_read_as_labelled(reader: ConversationReader) -> None:
    report = evaluate_reading(CASES, reader)
    assert report.cases >= 60
    assert report.accuracy >= 0.85
    assert report.macro_f1 >= 0.85


def test_without_an_embedder_words_alone_still_tell_most() -> None:
    assert evaluate_reading(CASES, ConversationReader()).accuracy >= 0.7


def test_of_two_the_one_that_most_blocks_the_purchase_is_read(reader: ConversationReader) -> None:
    chat = parse_chat("客户：这个枕头多少钱呀，感觉有点贵\n我：399\n客户：脖子老疼，怕买了没用")
    reading = reader.read(chat, BRAND)
    assert (reading.stand, reading.step) == (Stand.CONVERT, Step.TRUST)
    assert reading.why == "怕买了没用"
    assert reading.objection is Objection.EFFECT


def test_price_and_doubt_in_one_message_is_doubt(reader: ConversationReader) -> None:
    assert reader.read(parse_chat("399能接受，就是怕质量不行，是正品吗")).step is Step.TRUST


def test_a_short_answer_to_a_question_about_wishes_tells_a_need(reader: ConversationReader) -> None:
    chat = parse_chat("客户：枕头怎么选\n我：您平时侧睡还是仰睡？\n客户：侧睡")
    assert reader.read(chat).step is Step.NEED


def test_the_same_words_are_about_the_order_once_there_is_one(reader: ConversationReader) -> None:
    before = parse_chat("客户：周五能到吗")
    after = parse_chat("客户：我的订单填错地址了，帮我改一下\n我：您的订单已经改好了\n客户：周五能到吗")
    assert reader.read(before).step is Step.ACTION
    assert reader.read(after).stand is Stand.SERVICE


def test_who_says_stop_is_let_go(reader: ConversationReader) -> None:
    reading = reader.read(parse_chat("我：今晚八点有活动\n客户：别再给我发这些了"))
    assert reading.says_stop
    assert (reading.stand, reading.step, reading.objection) == (Stand.OTHER, None, Objection.DISTURBED)


def test_why_is_always_in_the_customers_words(reader: ConversationReader) -> None:
    for case in load_cases(CASES / "cases.jsonl"):
        assert reader.read(case.conversation).why in case.text


def test_a_picture_alone_is_read_without_pretending(reader: ConversationReader) -> None:
    reading = reader.read(parse_chat("小鱼儿 10:21\n[图片]"))
    assert reading.stand is Stand.OTHER
    assert reading.confidence < 0.5


def test_in_a_group_only_the_chosen_customer_is_read(reader: ConversationReader) -> None:
    chat = parse_chat("眠云客服 10:00\n晚上直播\n老周 10:01\n多少钱一只\n小鱼儿 10:02\n会不会有异味啊")
    assert reader.read(focus(chat, "老周")).step is Step.ACTION
    assert reader.read(focus(chat, "小鱼儿")).step is Step.TRUST


def test_products_are_found_by_alias_and_by_pronoun(reader: ConversationReader) -> None:
    named = parse_chat("客户：云朵枕和荞麦枕哪个好")
    meant = parse_chat("客户：云朵枕有货吗\n我：云朵枕有的\n客户：这个多少钱")
    assert reader.read(named, BRAND).products == ("云朵记忆枕", "荞麦枕")
    assert reader.read(meant, BRAND).products == ("云朵记忆枕",)


def test_prototypes_are_encoded_once(encoder: Any) -> None:
    fresh = Prototypes.load()
    first = ConversationReader(encoder, fresh)
    first.read(parse_chat("多少钱"))
    calls = encoder.calls
    first.read(parse_chat("包邮吗"))
    assert encoder.calls == calls + 1


def test_every_meaning_has_prototypes() -> None:
    assert all(len(Prototypes.load().sentences[about]) >= 20 for about in About)


def test_doubt_said_outright_outweighs_a_step_that_is_only_guessed() -> None:
    guessed, sure = Standing(About.NEED, "", 0.2, {}), Standing(About.NEED, "", 0.9, {})
    assert settled(guessed, Objection.DISTRUST) is About.TRUST
    assert settled(guessed, Objection.PRICE) is About.NEED
    assert settled(sure, Objection.EFFECT) is About.NEED
    assert settled(Standing(About.SERVICE, "", 0.2, {}), Objection.DISTRUST) is About.SERVICE


@pytest.mark.parametrize("words", ["软了硬了总有一个不乐意，你说怎么弄", "He drinks a lot of coffee. Any ideas?"])
def test_leaving_the_choice_to_us_is_no_question_to_look_up(words: str) -> None:
    assert ConversationReader().read(parse_chat(words)).questions == ()


def test_a_friend_who_wants_one_too_is_a_referral(reader: ConversationReader) -> None:
    assert reader.read(parse_chat("我同事看我用得挺好也想买一个，有优惠吗")).stand is Stand.REFER
