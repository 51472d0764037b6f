"""The reply page: paste, read, write, edit, save."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from copilot.errors import ModelUnreachable
from copilot.workflows.copilot import Copilot
from tests.support.shop import CHAT, STOP_CHAT, written_by
from tests.ui.conftest import Visit, words

CHAT_KEY = "replies.shanque.1.chat"
WRITE_KEY = "replies.shanque.1.write"
ANSWER = "【1｜直接回答】没拆封的七天内可以退，您先少量试试[5]。\n【2｜问一句】平时什么时候喝？\n【3｜拿证据】有位客人说不涩。"


def pasted(at: AppTest, chat: str) -> AppTest:
    return at.text_area(key=CHAT_KEY).set_value(chat).run()


def written(at: AppTest, chat: str = CHAT) -> AppTest:
    return pasted(at, chat).button(key=WRITE_KEY).click().run()


def card_keys(at: AppTest, part: str) -> list[str]:
    return [str(b.key) for b in at.button if str(b.key).startswith("card.") and str(b.key).endswith(part)]


@pytest.mark.usefixtures("shop")
def test_a_pasted_chat_is_read_at_once_with_the_customers_own_words(visit: Visit) -> None:
    at = pasted(visit("replies"), CHAT)
    assert "bf-reading" in words(at)
    assert "购买前" in words(at)
    assert card_keys(at, ".edit") == []


@pytest.mark.usefixtures("shop")
def test_personal_data_is_masked_in_what_goes_to_the_writer(visit: Visit) -> None:
    at = pasted(visit("replies"), CHAT)
    assert any("已遮住" in c.value for c in at.caption)
    turns = [m.value for m in at.markdown if m.value.startswith("**客户**")]
    assert turns
    assert all("13812345678" not in t for t in turns)


@pytest.mark.usefixtures("shop")
def test_writing_gives_three_cards_and_says_who_wrote_them(visit: Visit) -> None:
    at = written(visit("replies"))
    assert len(card_keys(at, ".edit")) == 3
    assert "没有设置模型，由离线写手写成" in words(at)


@pytest.mark.usefixtures("shop")
def test_a_customer_who_wants_no_more_messages_gets_one_line(visit: Visit) -> None:
    at = written(visit("replies"), STOP_CHAT)
    assert len(card_keys(at, ".edit")) == 1
    assert any("不想再收到消息" in w.value for w in at.warning)


@pytest.mark.usefixtures("shop")
def test_writing_without_a_chat_says_what_is_missing(visit: Visit) -> None:
    at = visit("replies").button(key=WRITE_KEY).click().run()
    assert [w.value for w in at.warning] == ["没看到聊天内容。把和客户的对话粘贴进来再试。"]


@pytest.mark.usefixtures("shop")
def test_what_was_typed_and_written_is_there_after_a_page_switch_and_in_a_new_visit(visit: Visit) -> None:
    at = written(visit("replies"))
    cards = card_keys(at, ".edit")
    at.switch_page("screens/posts.py").run().switch_page("screens/replies.py").run()
    assert (at.text_area(key=CHAT_KEY).value, card_keys(at, ".edit")) == (CHAT, cards)
    again = visit("replies")
    assert (again.text_area(key=CHAT_KEY).value, card_keys(again, ".edit")) == (CHAT, cards)


@pytest.mark.usefixtures("shop")
def test_replies_to_an_earlier_chat_stay_and_are_called_so(visit: Visit) -> None:
    at = pasted(written(visit("replies")), STOP_CHAT)
    assert len(card_keys(at, ".edit")) == 3
    assert any("改动之前写的" in i.value for i in at.info)


def test_an_edit_survives_a_refresh_and_is_checked_when_saved(visit: Visit, shop: Copilot) -> None:
    at = written(visit("replies"))
    edit = card_keys(at, ".edit")[0]
    card = edit.removesuffix(".edit")
    at.button(key=edit).click().run()
    at.text_area(key=f"{card}.text").set_value("这款白茶全国第一，只要 9 块钱。").run()
    again = visit("replies")
    assert again.text_area(key=f"{card}.text").value == "这款白茶全国第一，只要 9 块钱。"
    again.button(key=f"{card}.save").click().run()
    draft = shop.store.drafts.get(card.split(".")[1])
    assert draft is not None
    assert draft.variants[0].plain == "这款白茶全国第一，只要 9 块钱。"
    assert draft.variants[0].findings
    assert 'class="bf-block"' in words(again)


@pytest.mark.usefixtures("shop")
def test_an_empty_edit_is_refused_with_a_sentence_and_can_be_discarded(visit: Visit) -> None:
    at = written(visit("replies"))
    edit = card_keys(at, ".edit")[0]
    card = edit.removesuffix(".edit")
    at.button(key=edit).click().run()
    at.text_area(key=f"{card}.text").set_value("").run()
    at.button(key=f"{card}.save").click().run()
    assert [e.value for e in at.error] == ["还没有文字。先写点什么再试。"]
    at.button(key=f"{card}.undo").click().run()
    assert len(card_keys(at, ".edit")) == 3


def test_a_model_that_fails_leaves_a_notice_and_offline_replies(
    visit: Visit, shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    down = ModelUnreachable("down")
    serve(written_by(shop, down, down, down)[0])
    at = written(visit("replies"))
    assert any("换成离线写手写了" in w.value and "连不上模型" in w.value for w in at.warning)
    assert len(card_keys(at, ".edit")) == 3


def test_a_model_that_answers_is_named_and_its_marks_open_sources(
    visit: Visit, shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    serve(written_by(shop, ANSWER)[0])
    at = written(visit("replies"))
    assert 'class="bf-cite" role="button"' in words(at)
    assert any("scripted" in c.value for c in at.caption)
