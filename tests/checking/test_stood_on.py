"""Which facts a text stands on: those in force whose figures it says of what it speaks of."""

from dataclasses import replace
from datetime import date

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, FACTS


def asked(text: str, at: date = AT) -> CheckRequest:
    form = channel_forms()[Channel.GROUP]
    return CheckRequest(text, BRAND, form, Language.ZH, at, facts=FACTS)


STOOD = [
    ("听松枕 399 元一只", ["399"]),
    ("听松枕三百九十九元", ["399"]),
    ("听松枕 399，会员 359", ["399", "359"]),
    ("荞麦枕活动价 149 元，平时 199 元", ["149", "199"]),
    ("听松枕 299 元", []),
    ("听松枕 389 元", []),
    ("今天起风了", []),
    ("可以试睡 30 天", ["30"]),
    ("听松枕密度 55D", ["55"]),
    ("来了 55 位客人", []),
    ("满300减50", ["满300减50"]),
]


@pytest.mark.parametrize(("text", "values"), STOOD)
def test_a_text_stands_on_the_facts_whose_figures_it_says(checker: Checker, text: str, values: list[str]) -> None:
    assert [fact.value for fact in checker.stood_on(asked(text)).facts] == values


def test_a_fact_of_another_day_is_stood_on_that_day(checker: Checker) -> None:
    later = checker.stood_on(asked("听松枕 279 元", date(2026, 12, 11)))
    assert [(f.field, f.value) for f in later.facts] == [("promotion_price", "279")]


def test_only_facts_that_were_asked_with_are_given(checker: Checker) -> None:
    assert checker.stood_on(replace(asked("听松枕 399 元"), facts=())).facts == ()


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("听松枕 399 元，会员 359", ("399 元", "359")),
        ("满300减50，九折", ("满300减50", "九折")),
        ("60 天试睡", ()),
        ("把枕头对折着睡", ()),
        ("今天对折", ("对折",)),
        ("今天起风了", ()),
    ],
)
def test_sums_of_money_are_told_as_they_are_written(checker: Checker, text: str, prices: tuple[str, ...]) -> None:
    assert checker.stood_on(asked(text)).prices == prices
