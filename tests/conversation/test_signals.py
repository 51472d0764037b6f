"""Objections, escalations, stops, questions and promises are told by the words customers and reps use."""

import pytest

from copilot.conversation.parsing import parse_chat
from copilot.conversation.signals import (
    find_escalation,
    find_mood,
    find_objection,
    is_question,
    open_promises,
    open_questions,
    says_stop,
)
from copilot.domain.conversation import Escalation, Objection


@pytest.mark.parametrize(
    ("words", "objection"),
    [
        ("有点贵，能便宜点吗", Objection.PRICE),
        ("That's too expensive for me", Objection.PRICE),
        ("我再考虑考虑", Objection.LATER),
        ("等双十一再说吧", Objection.LATER),
        ("let me think about it", Objection.LATER),
        ("最近太忙了，没时间弄", Objection.NO_TIME),
        ("I'm too busy this week", Objection.NO_TIME),
        ("不会是骗人的吧", Objection.DISTRUST),
        ("is it legit?", Objection.DISTRUST),
        ("拼多多上才卖一半的价", Objection.COMPETITOR),
        ("I saw it cheaper on Amazon", Objection.COMPETITOR),
        ("我跟老公商量一下", Objection.ASK_OTHERS),
        ("I need to check with my wife", Objection.ASK_OTHERS),
        ("怕买了没用", Objection.EFFECT),
        ("does it really work?", Objection.EFFECT),
        ("回头我得问问我老婆", Objection.ASK_OTHERS),
        ("80 seems a lot for a cup", Objection.PRICE),
        ("他家才卖 99", Objection.COMPETITOR),
        ("想问问我家能不能送货上门", None),
        ("别发了，天天发", Objection.DISTURBED),
        ("please stop messaging me", Objection.DISTURBED),
        ("这个是什么材质", None),
        ("What colors do you have?", None),
    ],
)
def test_objections(words: str, objection: Objection | None) -> None:
    assert find_objection(words) is objection


@pytest.mark.parametrize(
    ("words", "escalation"),
    [
        ("你们这什么态度，我要投诉", Escalation.COMPLAINT),
        ("I want to speak to a manager, terrible service", Escalation.COMPLAINT),
        ("用了之后脸上起疹子很痒", Escalation.MEDICAL),
        ("我高血压能用这个吗", Escalation.MEDICAL),
        ("盖了两天，身上出了一片红疹，痒得睡不着", Escalation.MEDICAL),
        ("皮肤容易过敏，会起疹子吗", None),
        ("对羽毛过敏的人能用吗", None),
        ("孕妇能用吗", None),
        ("这个能治颈椎病吗", Escalation.MEDICAL),
        ("I got a rash after using it", Escalation.MEDICAL),
        ("再不处理我就打12315了", Escalation.LEGAL),
        ("I'll call my lawyer", Escalation.LEGAL),
        ("你们是不是骗子", None),
        ("骗子，再也不来了", Escalation.COMPLAINT),
        ("凭什么不给我退款", Escalation.REFUND_DISPUTE),
        ("you are keeping my deposit and I want my money back", Escalation.REFUND_DISPUTE),
        ("I'm disputing the charge with my bank", Escalation.REFUND_DISPUTE),
        ("我上四年级，用妈妈手机付钱行吗", Escalation.MINOR),
        ("I'm in 6th grade, can I use my mom's card", Escalation.MINOR),
        ("我女儿上四年级了，睡多高的", None),
        ("我今年十五岁，用压岁钱买的", Escalation.MINOR),
        ("孩子偷偷用我手机下单的", Escalation.MINOR),
        ("my son ordered it without asking", Escalation.MINOR),
        ("给三岁的孩子用行吗", None),
        ("脖子老疼，怕买了没用", None),
        ("不合适能退吗", None),
        ("退款一般几天到", None),
        ("Can I return it if it doesn't fit?", None),
        ("我家孩子15岁了，用多高的枕头", None),
        ("医院附近的小区有吗", None),
    ],
)
def test_escalations_are_found_and_ordinary_questions_are_not(words: str, escalation: Escalation | None) -> None:
    assert find_escalation(words) is escalation


@pytest.mark.parametrize(
    "words", ["别发了", "不要再给我发消息了", "退订", "TD", "再发拉黑", "unsubscribe", "Please stop texting me"]
)
def test_wishes_to_be_left_alone(words: str) -> None:
    assert says_stop(words)


@pytest.mark.parametrize(
    "words", ["别发圆通", "别发错颜色了", "我想退订会员", "订单取消了", "don't stop", "不要发货了先"]
)
def test_orders_and_couriers_are_no_stop(words: str) -> None:
    assert not says_stop(words)


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("到底什么时候发！！！", "annoyed"),
        ("挺着急的，尽快吧", "anxious"),
        ("好纠结", "hesitant"),
        ("哈哈太好了", "happy"),
        ("有灰色吗", "calm"),
    ],
)
def test_moods(words: str, mood: str) -> None:
    assert find_mood(words) == mood


@pytest.mark.parametrize(
    "clause",
    [
        "能退吗",
        "多少钱",
        "有没有大一号的",
        "怎么洗",
        "What about pets",
        "is it quiet",
        "哪个好呢",
        "发圆通还是中通",
        "and how big is it",
    ],
)
def test_questions_need_no_question_mark(clause: str) -> None:
    assert is_question(clause)


@pytest.mark.parametrize(
    "clause", ["在吗", "你好？", "好的", "我要灰色的", "没什么", "Hello?", "thanks", "我想了想还是算了", "你们抢钱呢"]
)
def test_greetings_and_statements_are_no_questions(clause: str) -> None:
    assert not is_question(clause)


def test_only_questions_after_the_reps_last_words_are_open() -> None:
    chat = parse_chat("客户：多少钱\n我：399\n客户：包邮吗？能退吗\n客户：好吧")
    assert open_questions(chat) == ("包邮吗？", "能退吗")


def test_being_told_to_wait_leaves_a_question_open() -> None:
    assert open_questions(parse_chat("客户：能换低的吗\n我：稍等，我去问下\n客户：好的")) == ("能换低的吗",)
    assert open_questions(parse_chat("客户：能换低的吗\n我：能的，稍等发您\n客户：好的")) == ()


def test_being_asked_back_leaves_a_question_open() -> None:
    asked_back = parse_chat(
        "Customer: How much is it?\nMe: Hi Sarah, which size are you after?\nCustomer: the small one"
    )
    assert open_questions(asked_back) == ("How much is it?",)
    answered = parse_chat("Customer: How much is it?\nMe: It's $60. Which size?\nCustomer: the small one")
    assert open_questions(answered) == ()


def test_many_is_no_question_of_how_many() -> None:
    assert not is_question("换了好几个枕头都不行了")


def test_a_promise_stays_open_until_the_rep_comes_back_with_it() -> None:
    owed = "客户：有检测报告吗\n我：我查一下，稍后发您\n客户：好的"
    kept = owed + "\n我：查到了，[文件] 您查收\n客户：谢谢"
    assert open_promises(parse_chat(owed)) == ("我查一下，稍后发您",)
    assert open_promises(parse_chat(kept)) == ()


def test_promises_in_english() -> None:
    chat = parse_chat("Customer: Any discount?\nMe: I'll check with my manager and get back to you.\nCustomer: ok")
    assert open_promises(chat) == ("I'll check with my manager and get back to you.",)
