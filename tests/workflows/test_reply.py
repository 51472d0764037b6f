"""Replying to pasted chats: where the customer stands, three moves, and nobody's data given away."""

import json
import logging

import pytest

from copilot.conversation.spotting import Kind
from copilot.domain.conversation import Move, Objection, PasteChoices, Stand
from copilot.domain.draft import Draft, NoticeCode, Wish
from copilot.domain.ladder import Step
from copilot.errors import InvalidInput, ModelUnreachable, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from copilot.workflows.reply import Understood
from tests.support.shop import CHAT, STOP_CHAT, written_by

PHONE, NAME = "13812345678", "周晓雯"


def test_where_the_customer_stands_is_told_with_her_own_words(known_shop: Copilot) -> None:
    replied = known_shop.reply(CHAT)
    assert (replied.reading.stand, replied.reading.objection) == (Stand.CONVERT, Objection.PRICE)
    assert replied.reading.why in CHAT
    assert replied.reading.products == ("高山白茶",)
    assert (replied.draft.product, replied.draft.step) == ("高山白茶", replied.reading.step)


def test_three_replies_make_three_different_moves(known_shop: Copilot) -> None:
    draft = known_shop.reply(CHAT).draft
    assert len({v.idea for v in draft.variants}) == 3
    assert all(isinstance(v.idea, Move) for v in draft.variants)
    assert known_shop.store.drafts.get(draft.id) == draft


def test_json_turns_are_a_chat_too(known_shop: Copilot) -> None:
    turns = [{"role": "customer", "text": "桂花乌龙里的桂花是真的吗"}]
    replied = known_shop.reply(json.dumps(turns))
    assert replied.reading.products == ("桂花乌龙",)
    assert any("金桂" in v.plain for v in replied.draft.variants)


def test_who_says_stop_gets_one_farewell(known_shop: Copilot) -> None:
    replied = known_shop.reply(STOP_CHAT)
    assert replied.reading.says_stop
    assert [v.idea for v in replied.draft.variants] == [Move.LET_GO]


@pytest.mark.parametrize(
    ("chat", "code"), [("  ", "chat_empty"), ('[{"role": "boss", "text": "嗨"}]', "chat_unreadable")]
)
def test_what_is_no_chat_is_refused(known_shop: Copilot, chat: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        known_shop.reply(chat)
    assert refused.value.code == code


GROUP = """\
小满 10:00
今天上新，想问什么直接说
老周 10:05
桂花乌龙里的桂花是真的吗
阿May 10:06
高山白茶怎么泡
小满 10:07
@老周 是当年的金桂
阿May 10:08
在吗
"""


def test_in_a_group_the_one_chosen_is_read_searched_for_and_answered(known_shop: Copilot) -> None:
    chat = known_shop.read_chat(GROUP, choices=PasteChoices(answering="阿May"))
    replied = known_shop.reply(chat)
    assert (chat.reps, chat.customers) == (("小满",), ("老周", "阿May"))
    assert replied.reading.products == ("高山白茶",)
    assert replied.reading.questions == ("高山白茶怎么泡",)
    assert replied.draft.product == "高山白茶"
    assert any("九十度" in v.plain for v in replied.draft.variants)
    assert not any("金桂" in v.plain for v in replied.draft.variants)
    theirs = known_shop.understand(known_shop.read_chat(GROUP, choices=PasteChoices(answering="老周"))).reading
    assert (theirs.products, theirs.questions) == (("桂花乌龙",), ())


def test_choosing_somebody_who_is_not_in_the_chat_is_refused(known_shop: Copilot) -> None:
    with pytest.raises(UnknownName, match="阿May"):
        known_shop.read_chat(GROUP, choices=PasteChoices(rep="张三"))


def test_the_person_sees_the_customer_s_words_as_they_were_and_what_was_masked(known_shop: Copilot) -> None:
    understood = known_shop.understand("阿May：我电话13812345678，多少钱？\n小满：在的")
    assert "13812345678" in understood.chat.turns[0].text
    assert "⟦" not in "".join((understood.told.why, *understood.told.questions))
    assert understood.masked.mask.counts == {Kind.NAME: 1, Kind.PHONE: 1}


def test_a_named_product_outranks_the_one_that_was_read(known_shop: Copilot) -> None:
    assert known_shop.reply(CHAT, Ask(product="乌龙")).draft.product == "桂花乌龙"


def test_a_person_s_own_reading_outranks_ours(known_shop: Copilot) -> None:
    from dataclasses import replace

    ours = known_shop.understand(CHAT).reading
    theirs = replace(ours, step=Step.TRUST, objection=Objection.EFFECT)
    draft = outcome(known_shop.reply_events(CHAT, reading=theirs), Draft)
    assert draft.step is Step.TRUST


def test_a_phone_and_a_name_never_reach_the_model_and_come_back_in_the_text(
    known_shop: Copilot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mask = known_shop.understand(CHAT).masked.mask
    phone, name = mask.placeholder(PHONE), mask.placeholder(NAME)
    assert PHONE not in phone
    assert NAME not in name
    copilot, model = written_by(
        known_shop, f"【1｜直接回答】{name}您好，样品寄到，联系{phone}。\n【2｜先问】您平时几点喝？\n【3｜接住】不急。"
    )
    draft = copilot.reply(CHAT).draft
    sent = "\n".join(m.content for r in model.requests for m in r.messages)
    assert (phone in sent, PHONE in sent, NAME in sent) == (True, False, False)
    assert (PHONE in caplog.text, NAME in caplog.text) == (False, False)
    assert draft.variants[0].plain == "周晓雯您好，样品寄到，联系13812345678。"


def test_one_customer_s_data_is_not_in_what_the_model_is_told_for_the_next(known_shop: Copilot) -> None:
    answer = "【1｜直接回答】⟦称呼A⟧您好。\n【2｜先问】⟦电话A⟧是您的吗？\n【3｜接住】不急。"
    copilot, model = written_by(known_shop, answer, answer)
    copilot.reply(CHAT)
    copilot.reply("王小明：白茶怎么泡")
    sent = "\n".join(m.content for m in model.requests[-1].messages)
    assert (PHONE in sent, NAME in sent) == (False, False)


def test_a_customer_s_data_is_not_in_the_words_looked_up_or_the_gaps(known_shop: Copilot) -> None:
    draft = known_shop.reply(CHAT).draft
    assert not any(PHONE in gap.about or NAME in gap.about for gap in draft.gaps)


def test_what_was_understood_comes_before_any_text(known_shop: Copilot) -> None:
    assert isinstance(next(known_shop.reply_events(CHAT)), Understood)


def test_a_model_that_is_down_leaves_offline_replies_and_a_notice(known_shop: Copilot) -> None:
    copilot, model = written_by(known_shop, *[ModelUnreachable("down")] * 3)
    draft = copilot.reply(CHAT).draft
    assert [(n.code, n.reason) for n in draft.notices] == [(NoticeCode.OFFLINE_FALLBACK, "model_unreachable")]
    assert (draft.model, len(draft.variants), len(model.requests)) == ("offline", 3, 3)


def test_a_wish_reaches_the_model_with_the_shorter_limit(known_shop: Copilot) -> None:
    copilot, model = written_by(
        known_shop, *["【1｜先问】几点喝？\n【2｜拿证据】有人回购两次。\n【3｜降门槛】先少量试。"] * 3
    )
    for wish in (None, Wish.SHORTER, Wish.WARMER):
        copilot.reply(CHAT, Ask(wish=wish))
    usual, shorter, warmer = (r.messages[-1].content for r in model.requests)
    assert ("这次要更短" in shorter, "这次要更有人情味" in warmer) == (True, True)
    assert "这次要" not in usual
    assert ("每条不超过60字" in usual, "每条不超过30字" in shorter) == (True, True)


def test_what_was_offered_before_is_masked_for_the_model_and_not_offered_again(known_shop: Copilot) -> None:
    first = f"周晓雯您好，样品寄到，联系{PHONE}。"
    mask = known_shop.understand(CHAT).masked.mask
    copilot, model = written_by(
        known_shop,
        f"【1｜先问】{mask.placeholder(NAME)}您好，样品寄到，联系{mask.placeholder(PHONE)}。\n【2｜拿证据】有人回购两次。",
        "【3｜降门槛】先少量试。",
    )
    draft = copilot.reply(CHAT, Ask(offered=(first,))).draft
    sent = "\n".join(m.content for r in model.requests for m in r.messages)
    assert (PHONE in sent, NAME in sent) == (False, False)
    assert [v.plain for v in draft.variants] == ["有人回购两次。", "先少量试。"]


def test_a_model_that_says_again_what_the_rep_said_is_not_heard(known_shop: Copilot) -> None:
    chat = "客户：白茶怎么泡\n我：九十度的水，第一泡等二十秒就好。\n客户：那第二泡呢"
    copilot, _ = written_by(
        known_shop,
        "【1｜直接回答】九十度的水，第一泡等二十秒就好[1]。\n【2｜先问】您喝淡还是喝浓？\n【3｜接住】不急，慢慢试。",
        "【1｜直接回答】第二泡可以再久一点。",
    )
    draft = copilot.reply(chat).draft
    assert [v.plain for v in draft.variants] == ["您喝淡还是喝浓？", "不急，慢慢试。", "第二泡可以再久一点。"]
