"""Cutting of texts into search terms."""

import sys

import pytest

from copilot.knowledge.search.cutting import Cutter, sentences


def test_a_brands_own_name_is_cut_out_whole() -> None:
    assert "小云枕" in Cutter(["小云枕"]).cut("小云枕多少钱").words
    assert "小云枕" not in Cutter().cut("小云枕多少钱").words


def test_words_of_latin_letters_are_stemmed_and_full_width_ones_made_plain() -> None:
    assert Cutter().cut("Batteries ＩＮＣＬＵＤＥＤ").words == Cutter().cut("battery includes").words


def test_who_writes_in_latin_letters_needs_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    cutter = Cutter(["Mini Grinder"])
    cutter.warm()
    assert cutter.cut("two grinders").words == ("two", "grinder")
    assert [word.text for word in cutter.words("two grinders")] == ["two", "grinders"]
    with pytest.raises(ImportError):
        cutter.cut("磨豆机")


def test_pairs_and_characters_stand_in_where_the_dictionary_fails() -> None:
    terms = Cutter().cut("退起来麻烦")
    assert terms.pairs == ("退起", "起来", "来麻", "麻烦")
    assert terms.chars == ("退", "起", "来", "麻", "烦")


def test_a_text_of_one_sentence_has_no_parts_and_a_long_one_at_most_so_many() -> None:
    assert sentences("净重 3.5 公斤，含包装。", 3) == []
    assert sentences("先洗外套。再晒芯子！然后收好。最后装袋。", 3) == [
        "先洗外套。",
        "再晒芯子！",
        "然后收好。 最后装袋。",
    ]


def test_a_question_is_searched_by_what_it_is_about() -> None:
    cutter = Cutter()
    assert cutter.asked("can I put it in the dishwasher").words == cutter.cut("put dishwasher").words
    assert cutter.asked("what is it").words == cutter.cut("what is it").words
