"""Personal data is hidden in every shape it comes in, ordinary figures are not, and everything comes back."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.conversation.masking import Mask, mask_conversation, mask_text, restore_conversation
from copilot.conversation.parsing import parse_chat
from copilot.conversation.speakers import focus
from copilot.conversation.spotting import Kind
from copilot.domain.brand import Brand, Product
from copilot.domain.language import Language

DATA = Path(__file__).parent / "data"


def read_lines(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


PLANTED = read_lines("planted.txt")
ROUNDS = ("masking_round1", "masking_round2")
INNOCENTS = read_lines("innocents.txt")
BRAND = Brand("yunmian", "眠云", products=(Product("云朵枕"),), contacts=("400-820-8820", "yunmian_service"))


def test_the_tables_have_the_promised_breadth() -> None:
    assert len(PLANTED) >= 120
    assert len(INNOCENTS) >= 100


@pytest.mark.parametrize("line", PLANTED)
def test_planted_data_is_hidden_and_comes_back(line: str) -> None:
    text = line.replace("«", "").replace("»", "")
    secret = line[line.index("«") + 1 : line.index("»")]
    masked = mask_text(text)
    assert secret not in masked.text
    assert not any(run in masked.text for run in _runs(secret))
    assert masked.mask.restore(masked.text) == text


@pytest.mark.parametrize("folder", ROUNDS)
def test_nearly_all_that_was_planted_in_lists_written_unseen_is_hidden(folder: str) -> None:
    marked = re.compile("«(.*?)»", re.DOTALL)
    seen: list[str] = []
    planted = 0
    for line in read_lines(f"{folder}/planted.txt"):
        text = line.replace("\\n", "\n")
        masked = mask_text(marked.sub(r"\1", text)).text
        planted += len(marked.findall(text))
        seen += [s for s in marked.findall(text) if s in masked or any(run in masked for run in _runs(s))]
    assert planted >= 300
    assert len(seen) <= planted * 0.01, seen


@pytest.mark.parametrize("folder", ROUNDS)
def test_hardly_any_innocent_text_of_lists_written_unseen_is_touched(folder: str) -> None:
    texts = [line.replace("\\n", "\n") for line in read_lines(f"{folder}/innocents.txt")]
    touched = [text for text in texts if mask_text(text).text != text]
    assert len(texts) >= 300
    assert len(touched) <= len(texts) * 0.01, touched


@pytest.mark.parametrize("text", INNOCENTS)
def test_ordinary_words_and_figures_stay(text: str) -> None:
    assert mask_text(text).text == text


def test_what_the_brand_lists_as_its_own_stays() -> None:
    text = "你们电话是400 820 8820吗，微信号：yunmian_service"
    assert mask_text(text, brand=BRAND).text == text


def test_the_same_number_gets_the_same_placeholder_and_another_gets_another() -> None:
    first = mask_text("打13800138000")
    second = mask_text("13800138000不通就13912345678", first.mask)
    assert first.text == "打⟦电话A⟧"
    assert second.text == "⟦电话A⟧不通就⟦电话B⟧"


def test_placeholders_hold_no_digit_and_no_citation_bracket() -> None:
    masked = mask_text("13800138000 a@b.com 京A12345 我叫张丽")
    assert not any(c.isdigit() or c in "[]" for item in masked.mask.items for c in item.placeholder)


def test_a_model_may_change_the_brackets() -> None:
    mask = mask_text("打13800138000").mask
    assert mask.restore("好的，打【电话A】或 [[电话 A]]") == "好的，打13800138000或 13800138000"


def test_english_chats_get_english_placeholders() -> None:
    masked = mask_text("call 415-555-2671", Mask(Language.EN))
    assert masked.text == "call ⟦phone A⟧"
    assert masked.mask.items[0].kind is Kind.PHONE


def test_nicknames_are_hidden_as_speakers_and_in_what_is_said() -> None:
    chat = parse_chat("小鱼儿 10:21\n在吗\n林姐 10:22\n小鱼儿您好，您要哪款\n", rep_names=["林姐"])
    masked = mask_conversation(chat, BRAND)
    assert masked.conversation.names == ("⟦姓名A⟧", "林姐")
    assert masked.conversation.turns[1].text == "⟦姓名A⟧您好，您要哪款"
    assert restore_conversation(masked.conversation, masked.mask) == chat


def test_a_name_given_once_is_hidden_everywhere() -> None:
    chat = parse_chat("客户：我叫张丽丽\n我：张丽丽您好\n客户：林姐好")
    masked = mask_conversation(chat, BRAND).conversation
    assert [t.text for t in masked.turns][:2] == ["我叫⟦姓名A⟧", "⟦姓名A⟧您好"]


def test_roles_are_not_names_and_a_chosen_customer_stays_chosen() -> None:
    chat = parse_chat("眠云客服 10:00\n晚上直播\n老周 10:01\n几点\n小鱼儿 10:02\n看啥")
    masked = mask_conversation(focus(chat, "小鱼儿"), BRAND)
    assert masked.conversation.customer_words == "看啥"
    assert masked.conversation.answering == "⟦姓名B⟧"
    roles = parse_chat("客户：在吗\n我：在")
    assert mask_conversation(roles, BRAND).conversation == roles


FRAGMENTS = [line.replace("«", "").replace("»", "") for line in PLANTED] + INNOCENTS
FRAGMENTS += ["⟦电话A⟧", "[phone B]", "【姓名A】", "[[电话 A]]", "[", "]]", "⟦", "\n", "[1]", "。"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=6))
def test_what_is_masked_comes_back_the_same(pieces: list[str]) -> None:
    mask = Mask()
    for text in ("".join(pieces), " ".join(reversed(pieces))):
        masked = mask_text(text, mask, names=["小鱼儿"])
        mask = masked.mask
        assert mask.restore(masked.text) == text


def _runs(secret: str) -> list[str]:
    """Pieces of six signs: a secret is not hidden when half of it shows."""
    return [secret[i : i + 6] for i in range(len(secret) - 5)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("⟦电话A⟧", "13800138000"),
        ("【电话A】", "13800138000"),
        ("⟦ 电话 a ⟧", "13800138000"),
        ("⟦电话A", "13800138000"),
        ("电话A⟧", "13800138000"),
        ("电话A", "13800138000"),
        ("⟦电话A⟧⟦电话A⟧", "1380013800013800138000"),
        ("⟦电话B⟧", "⟦电话B⟧"),
        ("电话AB", "电话AB"),
    ],
)
def test_what_a_model_makes_of_a_placeholder_is_still_known(said: str, meant: str) -> None:
    mask = mask_text("打13800138000").mask
    assert mask.restore(f"好的，{said} 可以") == f"好的，{meant} 可以"


def test_ordinary_words_are_no_placeholders() -> None:
    mask = mask_text("call 415-555-2671, my name is Anna Lee", Mask(Language.EN)).mask
    text = "name a price, phone a friend, order a kettle"
    assert mask.restore(text) == text
    assert mask.restore("Hi ⟦Name A⟧, I'll call ⟦PHONE A⟧") == "Hi Anna Lee, I'll call 415-555-2671"


def test_an_address_that_begins_like_a_placeholder_is_hidden_all_the_same() -> None:
    masked = mask_text("地址A栋3单元501")
    assert "3单元501" not in masked.text
    assert masked.mask.restore(masked.text) == "地址A栋3单元501"


WAYS = ("same", "dropped", "twice", "lower", "other")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PLANTED), min_size=1, max_size=4), st.data())
def test_a_careless_model_still_gives_back_what_it_was_given(lines: list[str], data: st.DataObject) -> None:
    masked = mask_text("\n".join(line.replace("«", "").replace("»", "") for line in lines))
    originals = {item.placeholder: item.original for item in masked.mask.items}
    answer, expected = "", ""
    for piece in re.split("(⟦[^⟦⟧]+⟧)", masked.text):
        original = originals.get(piece, piece)
        way = data.draw(st.sampled_from(WAYS)) if piece in originals else "same"
        answer += {"dropped": "", "twice": piece * 2, "lower": piece.lower(), "other": f"【{piece[1:-1]}】"}.get(
            way, piece
        )
        expected += {"dropped": "", "twice": original * 2}.get(way, original)
    assert masked.mask.restore(answer) == expected


def test_what_was_hidden_is_told_by_kind_without_what_only_looked_alike() -> None:
    chat = parse_chat("小鱼儿 10:21\n13800138000 和 13912345678，[电话A]\n林姐 10:22\n好的您", rep_names=["林姐"])
    assert mask_conversation(chat, BRAND).mask.counts == {Kind.NAME: 1, Kind.PHONE: 2}
