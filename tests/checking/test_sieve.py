"""A pattern may only be passed over where it could not have matched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.checking.sieve import grams_of, joined, may_match, needed, needed_by_any

PATTERNS = (
    "最(?:好|佳|棒)",
    "(?:根|彻底)(?:治|除)",
    "满[0-9]{1,4}(?:元|块)?减",
    r"\bfree shipping\b",
    "a?b+c*(?=d)d",
    "(?<!不)含糖|无.{0,3}糖",
    "[^，。]{2,6}(?P<what>冠军|第一)的?",
    "(?:全|本)?(?:国|市)",
    "(?P<a>好)(?P=a)吃",
    "满[0-9]{1,4}减.{0,3}(?:free|第一|[abc]{2}d)",
    "(?:最(?:好|佳)的?.{0,3}(?:国|市)|(?:free|ship) (?:no|in)g?)",
)


def test_the_rarest_part_of_a_pattern_is_what_it_needs() -> None:
    assert needed(re.compile("最(?:好|佳|棒)")) == (frozenset({"最好", "最佳", "最棒"}),)
    assert needed(re.compile(r"[^，]{0,4}(?:冠军|第一)的?")) == (frozenset({"冠军", "第一"}),)
    assert needed(re.compile(r"\d+\s?元")) == (frozenset({"元"}),)


def test_each_part_of_a_pattern_is_needed_the_rarest_first() -> None:
    parts = re.compile(r"满(?:\d{1,4})(?:元|块)?减.{2,4}(?:\bfree\b|\boff\b)")
    assert needed(parts) == (frozenset({"fre", "off"}), frozenset({"满"}))
    assert not may_match(needed(parts), grams_of("满300减50"))
    assert may_match(needed(parts), grams_of("满300减50, 20 off"))


def test_nothing_is_said_of_a_pattern_that_can_match_without_any_character_of_its_own() -> None:
    assert needed(re.compile(r"\d+")) == ()
    assert needed(re.compile("最好|.x?")) == ()
    assert needed(re.compile("best", re.IGNORECASE)) == ()


def test_several_patterns_need_what_any_of_them_needs() -> None:
    best, first, day = frozenset({"最好"}), frozenset({"第一"}), frozenset({"天"})
    assert joined([(best, day), (first, best)]) == (best | first, day | best)
    assert joined([(best, day), (first,)]) == (best | first,)
    assert joined([(best,), ()]) == ()
    assert needed_by_any(["最好的", "顶", "top ten"]) == (frozenset({"最好", "顶", "top"}),)


def test_a_text_without_what_is_needed_is_passed_over() -> None:
    assert may_match((frozenset({"最好"}),), grams_of("这是最好的"))
    assert not may_match((frozenset({"最好"}),), grams_of("最近很好"))
    assert may_match((), grams_of(""))


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="最好佳根彻底治除满减元块含不无糖冠军第一的全国市吃，abcd19 freshipng", max_size=40))
def test_no_text_that_matches_is_passed_over(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    assert may_match(needed(compiled), grams_of(text)) or not compiled.search(text)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.data())
def test_no_text_made_for_a_pattern_is_passed_over(pattern: str, data: st.DataObject) -> None:
    compiled = re.compile(pattern)
    text = data.draw(st.from_regex(compiled))
    assert may_match(needed(compiled), grams_of(text))
