"""Pastes of every shape become the turns a person would read in them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from copilot.conversation.parsing import parse_chat, parse_turns, read_paste
from copilot.conversation.signals import open_questions
from copilot.conversation.speakers import chosen, flip, focus, with_rep
from copilot.domain.conversation import Conversation, PasteChoices, Speaker
from copilot.errors import InvalidInput, UnknownName

PASTES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data" / "pastes.yaml").read_text("utf-8"))
GROUP = next(p["text"] for p in PASTES if p["id"] == "a group with two customers")


def as_rows(conversation: Conversation) -> list[list[str]]:
    return [["r" if t.speaker is Speaker.REP else "c", t.name, t.at, t.text] for t in conversation.turns]


def test_the_table_has_the_promised_breadth() -> None:
    assert len(PASTES) >= 65


@pytest.mark.parametrize("paste", PASTES, ids=[p["id"] for p in PASTES])
def test_a_paste_is_read_exactly(paste: dict[str, Any]) -> None:
    conversation = parse_chat(paste["text"], rep_names=paste.get("reps", ()))
    assert as_rows(conversation) == paste["turns"]


@pytest.mark.parametrize("paste", PASTES, ids=[p["id"] for p in PASTES])
def test_windows_line_ends_change_nothing(paste: dict[str, Any]) -> None:
    text = paste["text"].replace("\n", "\r\n")
    assert as_rows(parse_chat(text, rep_names=paste.get("reps", ()))) == paste["turns"]


@pytest.mark.parametrize("text", ["", "  \n ", "—————  2026-11-20  —————", "以上是打招呼的内容"])
def test_nothing_said_is_an_error_with_its_code(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_chat(text)
    assert caught.value.code == "chat_empty"


def test_flip_exchanges_the_sides_and_twice_is_the_same() -> None:
    chat = parse_chat("客户：在吗\n我：在")
    assert [t.speaker for t in flip(chat).turns] == [Speaker.REP, Speaker.CUSTOMER]
    assert flip(flip(chat)) == chat


def test_a_person_can_say_who_the_rep_is() -> None:
    chat = with_rep(parse_chat(GROUP), "老周")
    assert [t.name for t in chat.turns if t.speaker is Speaker.REP] == ["老周"]


def test_in_a_group_the_chosen_customer_is_answered_and_the_rest_is_context() -> None:
    chat = focus(parse_chat(GROUP), "老周")
    assert chat.names == ("眠云福利官", "小鱼儿", "老周")
    assert chat.customer_words == "荞麦枕还有吗"
    assert len(chat.turns) == 4


def test_a_name_nobody_has_cannot_be_chosen() -> None:
    with pytest.raises(UnknownName, match="小鱼儿"):
        focus(parse_chat(GROUP), "张三")


def test_json_turns_are_read_and_merged() -> None:
    chat = parse_turns(
        '[{"role":"customer","text":"hi"},{"role":"customer","text":"price?"},{"role":"rep","text":"$5"}]'
    )
    assert as_rows(chat) == [["c", "", "", "hi\nprice?"], ["r", "", "", "$5"]]


def test_json_of_another_shape_says_what_was_expected() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_turns('[{"role":"boss","text":"hi"}]')
    assert caught.value.code == "chat_unreadable"


def test_read_paste_decides_by_the_look() -> None:
    assert as_rows(read_paste('[{"role":"rep","text":"在的"}]')) == [["r", "", "", "在的"]]
    assert as_rows(read_paste("[图片] 这个有吗")) == [["c", "", "", "[图片] 这个有吗"]]


@pytest.mark.parametrize(
    ("rep", "ours"), [("Dana Trailkettle", "Dana"), ("Dana Trailkettle", "Trailkettle"), ("陶然@眠云", "陶然")]
)
def test_a_nickname_that_holds_one_of_our_names_as_a_word_is_the_reps(rep: str, ours: str) -> None:
    chat = f"11/22/26, 9:12 AM - Kim: it came in the wrong color\n11/22/26, 9:40 AM - {rep}: when do you need it?"
    turns = parse_chat(chat, rep_names=[ours]).turns
    assert [(t.name, t.speaker) for t in turns] == [("Kim", Speaker.CUSTOMER), (rep, Speaker.REP)]


def test_a_nickname_that_only_begins_like_one_of_our_names_is_not_the_reps() -> None:
    chat = "11/22/26, 9:12 AM - Danae: how much is it?\n11/22/26, 9:40 AM - Shop: $20"
    assert parse_chat(chat, rep_names=["Dana"]).turns[0].speaker is Speaker.CUSTOMER


def test_choices_are_made_in_their_order_rep_then_sides_then_whom_to_answer() -> None:
    chat = parse_chat(GROUP)
    assert chosen(chat, PasteChoices()) == replace(chat, answering="小鱼儿")
    assert chosen(chat, PasteChoices(rep="老周", answering="小鱼儿")).reps == ("老周",)
    assert chosen(chat, PasteChoices(answering="老周")).answering == "老周"
    flipped = chosen(chat, PasteChoices(swapped=True))
    assert (flipped.reps, flipped.customers) == (("小鱼儿", "老周"), ("眠云福利官",))


def test_of_several_customers_the_one_who_wrote_last_is_answered_unless_another_was_chosen() -> None:
    chat = parse_chat(GROUP)
    again = chosen(chosen(chat, PasteChoices(answering="老周")), PasteChoices())
    assert (chosen(chat, PasteChoices()).answering, again.answering) == ("小鱼儿", "老周")


def test_what_an_answer_quotes_is_not_what_its_writer_asks() -> None:
    chat = parse_chat("客户：「我：这款 399，您要哪个颜色？」\n- - - - -\n灰色吧\n我：好")
    assert open_questions(Conversation(chat.turns[:1])) == ()


def test_a_nickname_may_end_like_a_day() -> None:
    chat = read_paste("小熊3号 2026/11/22 20:14\n在吗\n\n桂姐 2026/11/22 20:15\n在的")
    assert chat.names == ("小熊3号", "桂姐")


@pytest.mark.parametrize("name", ["Ivy Marlow", "April", "May Decker", "Jan Novak"])
def test_a_name_that_begins_like_a_month_is_no_day(name: str) -> None:
    chat = read_paste(f"{name} 10:01\nIs it waterproof?\nMe 10:02\nI will check\n{name} 10:03\nThanks")
    assert (chat.customers, [turn.name for turn in chat.turns]) == ((name,), [name, "Me", name])
    dated = read_paste("Ivy Marlow March 3, 2026 10:01\nIs it waterproof?\nMe Mar 3 10:02\nI will check")
    assert [(turn.name, turn.at) for turn in dated.turns] == [
        ("Ivy Marlow", "March 3, 2026 10:01"), ("Me", "Mar 3 10:02"),
    ]  # fmt: skip
