"""Ideas that questions and passages share without sharing a word."""

import pytest
from pydantic import ValidationError

from copilot.knowledge.search.ideas import load_ideas, read_ideas
from copilot.knowledge.search.spelling import plain

SAYINGS = """
_nothing: {said: "会不会"}
pregnancy: {said: "孕妇, pregnant", asked: "怀上, with child", told: "孕期"}
beginner: {asked: "不会"}
price: {asked: "多少钱, how much", shows: '\\d\\s*元'}
delivery: {said: "deliver"}
""".encode()


def asked(question: str) -> set[str]:
    return set(load_ideas().asked.ideas_in(plain(question)))


def told(passage: str) -> set[str]:
    return set(load_ideas().told.ideas_in(plain(passage)))


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("怀上了还能吃吗", "孕妇及哺乳期女士请遵医嘱。"),
        ("邮费谁掏", "退货运费由我们承担。"),
        ("脏了咋洗", "外套可拆卸，30度以下机洗。"),
        ("is it dear", "Three-seater sofa 899 dollars."),
        ("it turned up smashed", "Damage in transit is refunded."),
    ],
)
def test_a_colloquial_question_and_its_formal_answer_share_an_idea(question: str, passage: str) -> None:
    assert asked(question) & told(passage)


def test_what_customers_say_is_not_looked_for_in_files_nor_the_other_way() -> None:
    ideas = read_ideas(SAYINGS)
    assert ideas.asked.ideas_in("怀上了") == ("pregnancy",)
    assert ideas.told.ideas_in("怀上了") == ()
    assert ideas.asked.ideas_in("孕期") == ()


def test_of_two_sayings_the_longer_counts_and_some_only_hide_others() -> None:
    ideas = read_ideas(SAYINGS)
    assert ideas.asked.ideas_in("我不会") == ("beginner",)
    assert ideas.asked.ideas_in("会不会坏") == ()


def test_english_sayings_are_found_in_any_form_and_never_inside_a_word() -> None:
    ideas = read_ideas(SAYINGS)
    assert ideas.told.ideas_in("we delivered it") == ("delivery",)
    assert ideas.told.ideas_in("undeliverable") == ()


def test_a_pattern_tells_what_a_passage_shows() -> None:
    assert read_ideas(SAYINGS).told.ideas_in("每盒 199 元") == ("price",)


def test_sayings_can_be_left_out_of_what_is_asked() -> None:
    ideas = read_ideas(SAYINGS, without=["怀上"])
    assert ideas.asked.ideas_in("怀上了") == ()


def test_another_list_is_another_field_of_the_index() -> None:
    assert read_ideas(SAYINGS).fingerprint != read_ideas(SAYINGS + b"\n").fingerprint


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_ideas(b'price: {asks: "how much"}')


def test_a_saying_is_told_with_its_place() -> None:
    sayings = read_ideas(SAYINGS)
    assert list(sayings.asked.places("她怀上了")) == [(("pregnancy",), 1, 3)]
    assert list(sayings.asked.places("so how much is it")) == [(("price",), 3, 11)]
    assert list(sayings.told.places("每盒 199 元")) == [(("price",), 5, 8)]
