"""Which facts contradict each other, and which only seem to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from copilot.domain.conflict import Disputes, Settlement, Verdict
from copilot.domain.evidence import Fact, Field, Source
from copilot.knowledge.conflicts import find_conflicts, find_disputes, states

Days = tuple[str, str]
LIST, MEMBER, PROMOTION = Field.LIST_PRICE, Field.MEMBER_PRICE, Field.PROMOTION_PRICE


def fact(document: str, field: str, value: str, unit: str = "元", *, note: str = "", days: Days = ("", "")) -> Fact:
    begin, end = (date.fromisoformat(d) if d else None for d in days)
    return Fact("竹炭枕", field, value, unit, Source(document, document, 1, "L1"), begin, end, note)


def disagreeing(*facts: Fact) -> list[list[str]]:
    """By conflict, what each side says."""
    return [[side.said for side in conflict.sides] for conflict in find_conflicts(facts)]


def test_two_sources_with_two_prices_are_a_conflict_that_names_both() -> None:
    found = find_conflicts([fact("价格表", LIST, "399"), fact("手册", LIST, "369")])
    assert [c.told() for c in found] == ["价格表 399 元, 手册 369 元"]
    assert (found[0].product, found[0].field) == ("竹炭枕", LIST)


def test_sources_that_agree_stand_together_against_the_third() -> None:
    facts = [fact("价格表", LIST, "399"), fact("手册", LIST, "369"), fact("网页", LIST, "399.00")]
    assert len(find_conflicts(facts)) == 1
    settled = Settlement(find_conflicts(facts)[0].id, "竹炭枕", LIST, Verdict.RIGHT, "价格表")
    assert {f.source.document for f in find_disputes(facts, [settled]).wrong} == {"手册"}


def test_variants_sizes_and_conditions_are_no_conflict() -> None:
    assert disagreeing(fact("a", LIST, "239", note="低款"), fact("b", LIST, "259", note="高款")) == []
    assert disagreeing(fact("a", MEMBER, "219", note="低款；金卡"), fact("b", MEMBER, "209", note="低款；黑卡")) == []
    assert disagreeing(fact("a", LIST, "239", note="低款"), fact("b", LIST, "249", note="低款")) != []


def test_a_source_that_names_no_variant_disagrees_only_when_no_variant_costs_that() -> None:
    low, high = fact("表", LIST, "239", note="低款"), fact("表", LIST, "259", note="高款")
    assert disagreeing(low, high, fact("手册", LIST, "259")) == []
    assert disagreeing(low, high, fact("手册", LIST, "249")) == [["239 元 / 259 元", "249 元"]]
    assert disagreeing(low, high, fact("手册", LIST, "199", note="起")) == []
    assert disagreeing(low, high, fact("手册", LIST, "299", note="起")) != []


def test_different_periods_are_no_conflict_and_overlapping_ones_are() -> None:
    early = fact("a", PROMOTION, "199", days=("2026-11-01", "2026-11-11"))
    late = fact("b", PROMOTION, "209", days=("2026-11-20", "2026-11-30"))
    within = fact("b", PROMOTION, "209", days=("2026-11-11", "2026-11-30"))
    assert disagreeing(early, late) == []
    assert disagreeing(early, within) == [["199 元", "209 元"]]


def test_kinds_of_price_and_other_products_are_no_conflict() -> None:
    assert disagreeing(fact("a", LIST, "399"), fact("b", PROMOTION, "369")) == []
    assert disagreeing(fact("a", LIST, "399"), replace(fact("b", LIST, "499"), product="竹炭枕 Pro")) == []


def test_units_that_convert_to_the_same_agree() -> None:
    assert disagreeing(fact("a", "重量", "1.5", "kg"), fact("b", "净重", "1500", "g")) == []
    assert disagreeing(fact("a", "Weight", "14.8", "oz"), fact("b", "Weight", "420", "g")) == []
    assert disagreeing(fact("a", "重量", "1.5", "kg"), fact("b", "净重", "1.3", "kg")) == [["1.5 kg", "1.3 kg"]]
    assert disagreeing(fact("a", Field.UNIT_PRICE, "20", "元/kg"), fact("b", Field.UNIT_PRICE, "30", "元/只")) == []


def test_by_which_piece_a_price_is_may_be_left_out() -> None:
    assert disagreeing(fact("a", LIST, "399", "元/只"), fact("b", LIST, "399", "元")) == []
    assert disagreeing(fact("a", LIST, "399", "元/只"), fact("b", LIST, "369", "元")) != []
    assert disagreeing(fact("a", LIST, "399", "元/只"), fact("b", LIST, "699", "元/两只装")) == []


def test_a_field_with_several_values_or_in_other_words_is_no_conflict() -> None:
    several = [fact("手册", "克重", value, "kg") for value in ("1.5", "1.8", "2.5")]
    assert disagreeing(*several, fact("网页", "克重", "2.0", "kg")) == []
    assert disagreeing(fact("a", "面料", "棉100%", ""), fact("b", "面料", "纯棉布", "")) == []
    assert disagreeing(fact("a", "产地", "浙江", ""), fact("b", "产地", "江苏", "")) == [["浙江", "江苏"]]


def test_one_document_that_gives_two_prices_disagrees_with_itself() -> None:
    assert disagreeing(fact("表", LIST, "399"), fact("表", LIST, "429")) == [["399 元", "429 元"]]


def test_a_document_with_many_prices_for_one_name_tells_things_apart_that_were_not_read() -> None:
    assert disagreeing(*(fact("表", LIST, str(100 + n)) for n in range(5))) == []


def test_until_settled_neither_is_certain_and_afterwards_only_the_right_one() -> None:
    facts = [fact("价格表", LIST, "399"), fact("手册", LIST, "369"), fact("价格表", MEMBER, "359")]
    conflict = find_conflicts(facts)[0]
    assert find_disputes(facts).doubtful == frozenset(facts[:2])
    right = find_disputes(facts, [Settlement(conflict.id, "竹炭枕", LIST, Verdict.RIGHT, "手册")])
    assert (right.open, right.wrong, right.confirmed) == ((), frozenset(facts[:1]), frozenset(facts[1:2]))
    both = find_disputes(facts, [Settlement(conflict.id, "竹炭枕", LIST, Verdict.BOTH)])
    assert (both.wrong, both.confirmed) == (frozenset(), frozenset(facts[:2]))
    neither = find_disputes(facts, [Settlement(conflict.id, "竹炭枕", LIST, Verdict.NEITHER)])
    assert neither.wrong == frozenset(facts[:2])


def test_a_decision_lasts_while_the_sources_say_the_same_and_no_longer() -> None:
    listed, handbook = fact("价格表", LIST, "399"), fact("手册", LIST, "369")
    decision = Settlement(find_conflicts([listed, handbook])[0].id, "竹炭枕", LIST, Verdict.RIGHT, "价格表")
    moved = Fact("竹炭枕", LIST, "369", "元", Source("手册", "手册", 2, "L9"))
    assert find_disputes([handbook, listed], [decision]).open == ()
    assert find_disputes([listed, moved], [decision]).open == ()
    assert len(find_disputes([listed, fact("手册", LIST, "379")], [decision]).open) == 1


def test_a_conflict_whose_days_are_over_is_nothing_to_settle() -> None:
    days = ("2026-11-01", "2026-11-11")
    found = find_conflicts([fact("a", PROMOTION, "199", days=days), fact("b", PROMOTION, "189", days=days)])
    assert (found[0].alive(date(2026, 11, 11)), found[0].alive(date(2026, 11, 12))) == (True, False)


def test_a_text_states_a_value_only_as_a_figure_of_its_own() -> None:
    price = fact("a", LIST, "399")
    assert states("现在399元一只", price)
    assert not states("一共1399元，编号3990", price)


def test_the_one_conflict_among_ten_thousand_facts_is_found() -> None:
    fields = (LIST, MEMBER, "重量", "高度", "密度")
    facts: Sequence[Fact] = [
        replace(fact(f"d{i % 9}", fields[i // 2000], "100", note=f"v{i % 3}"), product=f"p{i % 2000}")
        for i in range(9998)
    ]
    facts = [*facts, fact("x", LIST, "399"), fact("y", LIST, "369")]
    assert len(find_conflicts(facts)) == 1
    assert isinstance(find_disputes(facts), Disputes)
