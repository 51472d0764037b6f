"""Every calculator against figures worked by hand, at its edges, and against whatever anybody may type."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.domain.calculators import FigureFrom, ProblemCode, Unit, Worked
from copilot.domain.language import Language
from copilot.strategy.calculators import load_calculators, work_out
from copilot.strategy.calculators.expressions import parse
from copilot.strategy.calculators.numbers import read_number, show_number

NAMES = tuple(load_calculators())


def worked(name: str, **typed: object) -> Worked:
    return work_out(load_calculators()[name], {key: str(value) for key, value in typed.items()})


def value(found: Worked, result_id: str) -> Decimal | None:
    result = found.result(result_id)
    assert result is not None
    return result.value


def shown(found: Worked, *result_ids: str) -> list[str]:
    return [next(r.shown for r in found.results if r.id == result_id) for result_id in result_ids]


def codes(found: Worked) -> set[str]:
    return {warning.id for warning in found.warnings}


def test_referral_by_hand() -> None:
    """One round: 1 + 0.3 = 1.3 people for 100 + 0.3 × 20 = 106, so 106 ÷ 1.3 = 81.538….

    Three rounds: 1 + 0.3 + 0.09 + 0.027 = 1.417 people for 100 + 0.417 × 20 = 108.34, so 108.34 ÷ 1.417 = 76.457….
    100 bought customers become 141.7 for 10,834; saved are 23.543 of 100, which is 23.5 %.
    """
    one = worked("referral_cost", bought=100, cost=100, brings="0.3", reward=20, rounds=1)
    assert shown(one, "chain", "spent", "blended") == ["1.3", "106", "81.54"]
    three = worked("referral_cost", bought=100, cost=100, brings="0.3", reward=20, rounds=3)
    assert value(three, "chain") == Decimal("1.417")
    assert value(three, "spent") == Decimal("108.340")
    assert shown(three, "blended", "saved_share", "people", "total") == ["76.46", "23.5%", "141.7", "10,834"]


def test_one_or_more_brought_by_each_is_said_and_reckoned_for_the_rounds_only() -> None:
    """k = 1 over 3 rounds is 1 + 1 + 1 + 1 = 4 people; without thanks 100 ÷ 4 = 25. k = 2: 1 + 2 + 4 + 8 = 15."""
    one = worked("referral_cost", cost=100, brings=1, reward=0, rounds=3)
    assert [value(one, "chain"), value(one, "blended")] == [4, 25]
    assert "endless" in codes(one)
    assert value(worked("referral_cost", brings=2, rounds=3), "chain") == 15
    assert "endless" not in codes(worked("referral_cost", brings="0.99"))


def test_thanks_above_the_cost_make_referral_dearer_and_the_share_below_zero_is_explained() -> None:
    """100 + 0.5 × 250 = 225 for 1.5 people is 150 each: 50 more than buying, −50 %."""
    found = worked("referral_cost", cost=100, brings="0.5", reward=250, rounds=1)
    assert shown(found, "blended", "saved", "saved_share") == ["150", "−50", "−50%"]
    result = found.result("saved_share")
    assert result is not None
    assert "比投放还贵" in result.notes[0].zh
    assert "dear_thanks" in codes(found)


def test_what_costs_nothing_saves_nothing() -> None:
    found = worked("referral_cost", cost=0, reward=0)
    assert value(found, "blended") == 0
    result = found.result("saved_share")
    assert result is not None
    assert (result.value, result.shown) == (None, "")
    assert result.notes[0].en == "Bought customers cost nothing, so nothing can be saved."


def test_lifetime_value_by_hand() -> None:
    """A year: 250 × 40 % × 3 − 60 = 240; over 2.5 years 600; less 150 is 450; 600 ÷ 150 = 4 times.

    Paid back: 150 ÷ (240 ÷ 12) = 150 ÷ 20 = 7.5 months.
    """
    found = worked("lifetime_value", order_value=250, margin=40, orders=3, years="2.5", service=60, cost=150)
    assert shown(found, "yearly", "value", "left", "times", "payback") == ["240", "600", "450", "4", "7.5"]
    assert codes(found) == set()


def test_a_customer_that_leaves_nothing_is_never_paid_back() -> None:
    """100 × 10 % × 1 − 20 = −10 a year, −30 in three."""
    found = worked("lifetime_value", order_value=100, margin=10, orders=1, years=3, service=20, cost=50)
    assert [value(found, "value"), value(found, "payback")] == [-30, None]
    assert "loss" in codes(found)
    free = worked("lifetime_value", cost=0)
    assert value(free, "times") is None
    assert value(free, "payback") == 0


def test_membership_by_hand() -> None:
    """Pays back at 120 ÷ 10 % = 1,200. Before 1,000 × 50 % = 500. After 120 + 1,000 × 1.2 × (50 % − 10 %) − 40 = 560.

    Each member leaves 60 more; 200 members 12,000, less 4,500 is 7,500. Needed 4,500 ÷ 60 = 75 members, 75 ÷ 1,000 =
    7.5 %. They have to buy (500 + 40 − 120) ÷ (1,000 × 40 %) − 1 = 420 ÷ 400 − 1 = 5 % more.
    """
    found = worked(
        "membership", customers=1000, share=20, fee=120, discount=10, perks=40, spends=1000, more=20, margin=50,
        fixed=4500,
    )  # fmt: skip
    assert shown(found, "must_buy", "members", "before", "after") == ["1,200", "200", "500", "560"]
    assert shown(found, "gain", "total", "needed", "needed_share", "needed_more") == ["60", "7,500", "75", "7.5%", "5%"]


def test_membership_that_needs_more_members_than_customers_says_so() -> None:
    """As above with 50 customers and 20 %: 75 ÷ 50 = 150 %."""
    found = worked(
        "membership", customers=50, share=20, fee=120, discount=10, perks=40, spends=1000, more=20, margin=50,
        fixed=4500,
    )  # fmt: skip
    result = found.result("needed_share")
    assert result is not None
    assert (result.shown, result.notes[0].en[:21]) == ("150%", "Over 100 %: it takes ")


def test_a_discount_as_large_as_the_margin_and_none_at_all() -> None:
    eats = worked("membership", discount=50, margin=50, fee=10)
    assert "below_cost" in codes(eats)
    assert value(eats, "needed_more") is None
    assert value(worked("membership", discount=0), "must_buy") is None


def test_stored_value_by_hand() -> None:
    """1,000 with 250 on top is 1,250 of goods: 250 ÷ 1,250 = 20 % off. 40 people pay 40,000 in.

    A quarter used leaves 40 × 1,250 × 75 % = 37,500 owed. All of it costs 40 × 1,250 × (1 − 60 %) = 20,000; 40,000 −
    20,000 = 20,000, which is 50 % of the cash.
    """
    found = worked("stored_value", pays=1000, bonus=250, people=40, margin=60, used=25)
    assert shown(found, "discount", "cash", "owed", "goods", "profit", "margin_left") == [
        "20%", "40,000", "37,500", "20,000", "20,000", "50%",
    ]  # fmt: skip
    assert {"card_limits", "owed_is_debt"} <= codes(found)


def test_stored_value_of_nothing() -> None:
    found = worked("stored_value", pays=0, bonus=0)
    assert [value(found, r) for r in ("discount", "cash", "margin_left")] == [None, 0, None]
    gift = worked("stored_value", pays=0, bonus=50)
    assert value(gift, "discount") == 1
    assert "only_bonus" in codes(gift)


def test_trial_by_hand() -> None:
    """One costs 15 + 10 − 5 = 20, 300 of them 6,000. 60 buy (20 %): 20 ÷ 20 % = 100 a buyer.

    5 % would anyway, so 45 are extra: 6,000 ÷ 45 = 133.33. They leave 45 × 160 = 7,200, gain 1,200. Break-even at
    5 % + 20 ÷ 160 = 17.5 %.
    """
    found = worked("trial", people=300, price=5, goods=15, postage=10, turns=20, anyway=5, profit=160)
    assert shown(found, "each", "spent", "buyers", "per_buyer") == ["20", "6,000", "60", "100"]
    assert shown(found, "extra", "per_extra", "gain", "must_turn") == ["45", "133.33", "1,200", "17.5%"]


def test_a_trial_that_cannot_pay_for_itself_and_one_without_effect() -> None:
    """20 ÷ 10 = 200 %, and 5 % on top: 205 % of the people would have to buy."""
    never = worked("trial", price=5, goods=15, postage=10, anyway=5, profit=10)
    result = never.result("must_turn")
    assert result is not None
    assert (result.shown, len(result.notes)) == ("205%", 1)
    idle = worked("trial", turns=5, anyway=5)
    assert value(idle, "per_extra") is None
    assert "no_effect" in codes(idle)
    assert value(worked("trial", turns=0), "per_buyer") is None


def test_promotion_by_hand() -> None:
    """Usually 300 × 98 % − 120 = 174. Paid 300 × 75 % = 225; points 225 × 4 % × 50 % = 4.50.

    225 × 98 % − 4.5 − 120 − 15 − 9 = 220.5 − 148.5 = 72, which is 32 % of 225. 100 × 174 ÷ 72 = 241.67 sales, 141.7 %
    more.
    """
    found = worked(
        "promotion", price=300, goods=120, discount=25, points=4, redeemed=50, gift=15, postage=9, fee=2, usual=100
    )
    assert shown(found, "usual_profit", "paid", "points_cost", "profit", "margin") == ["174", "225", "4.5", "72", "32%"]
    assert shown(found, "must_sell", "must_grow") == ["241.7", "141.7%"]
    grow = found.result("must_grow")
    assert grow is not None
    assert "翻一倍" in grow.notes[0].zh


def test_a_promotion_below_cost_and_one_that_gives_the_goods_away() -> None:
    loss = worked("promotion", price=100, goods=90, discount=20, gift=0, points=0, postage=0, fee=0)
    assert [value(loss, "profit"), value(loss, "must_sell"), value(loss, "must_grow")] == [-10, None, None]
    assert "loss" in codes(loss)
    assert value(worked("promotion", discount=100), "margin") is None


def test_the_formula_is_shown_in_words_of_both_languages_and_with_its_numbers() -> None:
    found = worked("referral_cost", cost=100, brings="0.3", reward=0, rounds=2).result("blended")
    assert found is not None
    assert found.formula.zh == "为这些人一共花的钱 ÷ 一位投放客户最后变成几位"
    assert found.formula.en == "Spent on all of them ÷ People per bought customer"
    assert found.filled == "100 ÷ 1.39"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ProblemCode.MISSING), ("   ", ProblemCode.MISSING), ("abc", ProblemCode.NOT_A_NUMBER),
        ("NaN", ProblemCode.NOT_A_NUMBER), ("Infinity", ProblemCode.NOT_A_NUMBER), ("1e400", ProblemCode.NOT_A_NUMBER),
        ("-1", ProblemCode.BELOW), ("－1", ProblemCode.BELOW), ("9" * 39, ProblemCode.ABOVE),
    ],
)  # fmt: skip
def test_a_bad_figure_is_a_coded_problem_and_nothing_is_reckoned(typed: str, code: ProblemCode) -> None:
    found = worked("referral_cost", cost=typed)
    assert [(p.input_id, p.code) for p in found.problems] == [("cost", code)]
    assert (found.results, found.warnings) == ((), ())
    assert found.inputs["cost"] == typed


def test_rounds_are_whole() -> None:
    assert worked("referral_cost", rounds="1.5").problems[0].code is ProblemCode.NOT_WHOLE


def test_figures_of_ones_own_come_before_examples_unless_they_are_out_of_bounds() -> None:
    rules = load_calculators()["lifetime_value"]
    found = work_out(rules, {"orders": "4"}, {"order_value": Decimal("318.50")})
    assert (found.inputs["order_value"], found.origins["order_value"]) == ("318.5", FigureFrom.OWN)
    assert (found.origins["orders"], found.origins["years"]) == (FigureFrom.TYPED, FigureFrom.EXAMPLE)
    odd = work_out(rules, {}, {"order_value": Decimal(-5)})
    assert odd.origins["order_value"] is FigureFrom.EXAMPLE


@pytest.mark.parametrize(
    ("typed", "number"),
    [("１２３", "123"), ("¥1,200.50", "1200.50"), ("30%", "30"), ("200 元", "200"), ("-3", "-3"), (".5", "0.5"), ("1.2.3", None), ("--1", None), ("一百", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(typed: str, number: str | None) -> None:
    assert read_number(typed) == (None if number is None else Decimal(number))


def test_a_small_number_is_not_shown_as_none() -> None:
    assert show_number(Decimal("0.0004"), Unit.MONEY) == "0.0004"
    assert show_number(Decimal("-0.335"), Unit.PERCENT) == "−33.5%"
    assert show_number(Decimal(0), Unit.MONEY) == "0"


@pytest.mark.parametrize(
    "text", ["__import__('os')", "a ** b", "a.b", "[a]", "f(a)", "chain(a)", "a if b else c", "'x'"]
)
def test_a_formula_is_arithmetic_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        parse(text)


def test_parentheses_stay_where_they_matter() -> None:
    assert parse("a - (b - c)").told(str) == "a − (b − c)"
    assert parse("(a + b) * c / (d * e)").told(str) == "(a + b) × c ÷ (d × e)"
    assert parse("(a - b) + c").told(str) == "a − b + c"


EXTREME = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.sampled_from(["0", "-0", "1", "100", "1000000000", "0.0000000001", "-1000000000", "", "x", "12", "50"]),
    st.text(max_size=12),
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_no_input_breaks_a_calculator_and_no_share_is_odd_without_a_word(name: str, data: st.DataObject) -> None:
    rules = load_calculators()[name]
    ids = [one.id for one in rules.calculator.inputs]
    typed = data.draw(st.dictionaries(st.sampled_from(ids), EXTREME))
    found = work_out(rules, typed)
    assert bool(found.problems) != bool(found.results)
    for result in found.results:
        if result.value is None:
            assert result.notes
            continue
        assert result.value.is_finite()
        assert result.shown
        if result.unit is Unit.PERCENT and not 0 <= result.value <= 1:
            assert result.notes


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_figures_within_their_bounds_are_always_reckoned(name: str, data: st.DataObject) -> None:
    rules = load_calculators()[name]
    typed = {}
    for one in rules.calculator.inputs:
        places = 0 if one.whole else 4
        drawn = data.draw(
            st.one_of(st.sampled_from([one.least, one.most]), st.decimals(one.least, one.most, places=places))
        )
        typed[one.id] = f"{drawn:f}"
    found = work_out(rules, typed)
    assert found.problems == ()
    assert {r.id for r in found.results if r.value is None and not r.notes} == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_calculator_speaks_both_languages_differently(name: str) -> None:
    calculator = load_calculators()[name].calculator
    for words in (calculator.name, calculator.asks, calculator.assumes, *(i.name for i in calculator.inputs)):
        assert words.of(Language.ZH) != words.of(Language.EN)
