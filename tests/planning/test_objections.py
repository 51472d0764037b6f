"""The checker finds every breach, says which slots make it, and leaves a good week alone."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from copilot.domain.calendar import Audience, Offer, Purpose, SequenceKind, SequencePlace, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node, Step
from copilot.domain.plan import Goal, PlannedFor, PlanRequest, PlanWarning
from copilot.planning.material import PlanMaterial
from copilot.planning.objections import blocks, objections
from copilot.planning.rules import load_planning_rules

RULES = load_planning_rules()
MONDAY = date(2026, 11, 30)
EVERY = tuple(Channel)
REGULARS = PlannedFor(Audience("regulars", "老客群", sender="小林"), EVERY)
NEWCOMERS = PlannedFor(Audience("newcomers", "新客2群", sender="小林"), (Channel.GROUP,))
REQUEST = PlanRequest(Goal.ORDINARY, MONDAY, 4, (REGULARS, NEWCOMERS), ("guijie", "taotao"))
OFFER = Offer("two", "两只九折", None, MONDAY, MONDAY + timedelta(days=5))
WEEK = (Purpose.TIP, Purpose.SCENE, Purpose.VOICES, Purpose.NEED)


def slot(id_: str, days: int = 0, at: str = "12:30", purpose: Purpose = Purpose.TIP, **changes: Any) -> Slot:
    rule = RULES.purposes[purpose]
    plain = Slot(
        id=id_,
        day=MONDAY + timedelta(days=days),
        time=time.fromisoformat(at),
        audience_id="regulars",
        channel=Channel.GROUP,
        node=rule.node,
        step=rule.step,
        purpose=purpose,
        idea=f"{id_}：怎么晒枕头",
        promotes=rule.promotes,
    )
    return replace(plain, **changes)


def good_week() -> tuple[Slot, ...]:
    days = (0, 1, 3, 4)
    return tuple(slot(f"w{day}", day, purpose=purpose) for day, purpose in zip(days, WEEK, strict=True))


def found(*slots: Slot, material: PlanMaterial | None = None, request: PlanRequest | None = None) -> list[PlanWarning]:
    audiences = (REGULARS, NEWCOMERS)
    return list(objections(slots, audiences, RULES, material or PlanMaterial(), request=request))


def codes(*slots: Slot, material: PlanMaterial | None = None, request: PlanRequest | None = None) -> set[str]:
    return {one.code for one in found(*slots, material=material, request=request)}


def test_a_good_week_stands_against_nothing() -> None:
    sale = slot("sale", 5, purpose=Purpose.OFFER, offer=OFFER)
    assert found(*good_week(), sale, request=REQUEST) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (slot("x", at="21:30"), "quiet_hours"),
        (slot("x", at="07:29"), "quiet_hours"),
        (slot("x", audience_id="nobody"), "unknown_audience"),
        (slot("x", audience_id="newcomers", channel=Channel.MOMENTS), "unknown_channel"),
        (slot("x", step=Step.NEED), "step_outside_convert"),
        (slot("x", purpose=Purpose.NEED, step=None), "step_missing"),
        (slot("x", purpose=Purpose.LIVE_NOTICE), "live_not_planned"),
        (slot("x", purpose=Purpose.LAST_CALL), "last_call_without_end"),
        (slot("x", 3, purpose=Purpose.LAST_CALL, offer=OFFER), "last_call_early"),
        (slot("x", 6, purpose=Purpose.OFFER, offer=OFFER), "offer_over"),
        (slot("x", -1, purpose=Purpose.OFFER, offer=OFFER), "offer_not_begun"),
        (slot("x", purpose=Purpose.OFFER, offer=OFFER), "promotion_share"),
    ],
)
def test_a_slot_that_is_wrong_by_itself_is_blocked(wrong: Slot, code: str) -> None:
    against = {one.code: one for one in found(wrong)}
    assert against[code].severity is Severity.BLOCK
    assert against[code].slots == ("x",)


@pytest.mark.parametrize("at", ["07:30", "21:29"])
def test_the_edges_of_the_quiet_hours_are_open(at: str) -> None:
    assert "quiet_hours" not in codes(slot("x", at=at))


def test_a_slot_before_today_is_past() -> None:
    assert "past_day" in codes(slot("x"), material=PlanMaterial(today=MONDAY + timedelta(days=1)))
    assert "past_day" not in codes(slot("x"), material=PlanMaterial(today=MONDAY))


def test_a_product_out_of_stock_is_blocked_by_itself_and_by_its_offer() -> None:
    gone = PlanMaterial(out_of_stock=frozenset({"荞麦枕"}))
    assert "out_of_stock" in codes(slot("x", product="荞麦枕"), material=gone)
    assert "out_of_stock" in codes(slot("x", offer=replace(OFFER, product="荞麦枕")), material=gone)


def test_an_offer_is_judged_by_what_the_knowledge_says_now() -> None:
    told = slot("x", 4, purpose=Purpose.OFFER, offer=OFFER)
    shorter = replace(OFFER, ends=MONDAY + timedelta(days=2))
    assert "offer_gone" in codes(told, material=PlanMaterial(offers=()))
    assert "offer_over" in codes(told, material=PlanMaterial(offers=(shorter,)))


def test_a_live_that_is_planned_may_be_told_of_some_days_before() -> None:
    notice = slot("notice", purpose=Purpose.LIVE_NOTICE)
    live = slot("live", 2, "20:00", Purpose.LIVE, channel=Channel.LIVE)
    assert "live_not_planned" not in codes(notice, live)
    assert "live_not_planned" in codes(notice, replace(live, day=MONDAY + timedelta(days=4)))
    assert "live_not_planned" in codes(replace(notice, day=live.day, time=time(20, 30)), live)
    assert "live_not_planned" not in codes(notice, material=PlanMaterial(lives=frozenset({MONDAY})))


def test_two_at_the_same_hour_of_one_channel_clash_and_on_two_channels_crowd() -> None:
    one, other = slot("one", at="12:30"), slot("other", at="13:20", purpose=Purpose.NEED)
    assert [(o.code, o.severity, o.slots) for o in found(one, other)] == [("clash", Severity.BLOCK, ("one", "other"))]
    assert codes(one, replace(other, channel=Channel.MOMENTS)) == {"crowded"}
    assert codes(one, replace(other, time=time(13, 30))) == set()


def test_one_sender_cannot_write_to_two_groups_at_once() -> None:
    one, other = slot("one"), slot("other", audience_id="newcomers")
    assert [(o.code, o.severity) for o in found(one, other)] == [("sender_clash", Severity.BLOCK)]
    assert [(o.code, o.severity) for o in found(one, replace(other, time=time(12, 33)))] == [
        ("sender_clash", Severity.WARN)
    ]


def test_the_platforms_limit_blocks_and_a_habit_warns() -> None:
    letters = [slot(f"l{n}", 3 * n + 1, channel=Channel.OFFICIAL_ACCOUNT) for n in range(5)]
    sends = [slot(f"m{n}", 3 * n + 1, channel=Channel.MASS_SEND) for n in range(5)]
    assert [(o.severity, o.facts["count"]) for o in found(*letters) if o.code == "over_quota"] == [(Severity.BLOCK, 5)]
    assert [(o.severity, o.facts["most"]) for o in found(*sends) if o.code == "over_quota"] == [(Severity.WARN, 4)]


def test_a_month_of_mass_sends_is_as_long_as_the_month() -> None:
    february = [
        replace(slot(f"f{n}", channel=Channel.MASS_SEND), day=date(2027, 2, 1 + n % 28), time=time(8 + n // 28, 0))
        for n in range(29)
    ]
    hard = [o for o in found(*february) if o.code == "over_quota" and o.facts["per"] == "month"]
    assert {o.facts["most"] for o in hard if o.severity is Severity.BLOCK} == {28}


def test_four_that_give_and_one_that_sells_is_a_fifth_and_two_that_sell_are_too_many() -> None:
    first = slot("first", 2, purpose=Purpose.OFFER, offer=OFFER)
    second = slot("second", 5, purpose=Purpose.OFFER, offer=OFFER)
    assert "promotion_share" not in codes(*good_week(), first)
    share = next(o for o in found(*good_week(), first, second) if o.code == "promotion_share")
    assert (share.facts["share"], share.facts["total"]) == (33, 6)


def test_what_sells_counts_though_its_mark_was_taken_off() -> None:
    hidden = slot("hidden", 2, purpose=Purpose.OFFER, offer=OFFER, promotes=False)
    assert "promotion_share" in codes(hidden)


def test_an_audience_that_hears_little_is_counted_over_four_weeks() -> None:
    letters = [slot(f"l{n}", 7 * n, channel=Channel.OFFICIAL_ACCOUNT, purpose=Purpose.SCENE) for n in range(3)]
    sale = slot("sale", 21, channel=Channel.OFFICIAL_ACCOUNT, purpose=Purpose.OFFER)
    assert "promotion_share" not in codes(*letters, sale)
    assert "promotion_share" in codes(*letters[:2], sale)


def test_two_that_sell_keep_three_days_apart() -> None:
    near = (slot("a", 2, purpose=Purpose.OFFER), slot("b", 4, purpose=Purpose.OFFER))
    far = (slot("a", 2, purpose=Purpose.OFFER), slot("b", 5, purpose=Purpose.OFFER))
    assert "promotion_gap" in codes(*near)
    assert "promotion_gap" not in codes(*far)


def test_newcomers_are_sold_nothing_for_a_week() -> None:
    welcome = slot("welcome", purpose=Purpose.WELCOME)
    early = [o for o in found(welcome, slot("x", 6, purpose=Purpose.OFFER)) if o.code == "promotion_newcomers"]
    assert [o.severity for o in early] == [Severity.WARN]
    assert "promotion_newcomers" not in codes(welcome, slot("x", 7, purpose=Purpose.OFFER))


def test_the_same_idea_comes_back_after_two_weeks_at_the_earliest() -> None:
    first = slot("first", idea="怎么晒枕头")
    again = slot("again", 13, idea="怎么晒枕头 ")
    assert [o.slots for o in found(first, again) if o.code == "duplicate"] == [("first", "again")]
    assert "duplicate" not in codes(first, replace(again, day=MONDAY + timedelta(days=14)))
    assert "duplicate" not in codes(first, replace(again, audience_id="newcomers"))


def test_a_holiday_is_kept_quiet_and_a_weekend_is_not_a_holiday() -> None:
    two = (slot("a", 5, "10:00"), slot("b", 5, "16:00", Purpose.NEED))
    days = [MONDAY + timedelta(days=n) for n in (5, 6, 7)]
    assert "busy_holiday" in codes(*two, material=PlanMaterial(rest_days=frozenset(days)))
    assert "busy_holiday" not in codes(*two, material=PlanMaterial(rest_days=frozenset(days[:2])))


def test_nobody_is_written_to_alone_twice_a_day() -> None:
    chat = slot("chat", channel=Channel.PRIVATE_CHAT)
    send = slot("send", at="16:00", purpose=Purpose.NEED, channel=Channel.MASS_SEND)
    assert "busy_day" in codes(chat, send)
    assert "busy_day" not in codes(chat, replace(send, channel=Channel.MOMENTS))


def test_a_group_has_a_day_without_a_message() -> None:
    week = [slot(f"d{n}", n) for n in range(7)]
    assert "no_quiet_day" in codes(*week)
    assert "no_quiet_day" not in codes(*week[:6])


def test_a_free_slot_waits_for_what_was_not_told_yet() -> None:
    early = [slot("a", 0), slot("b", 1, purpose=Purpose.QUESTION)]
    against = [o for o in found(*early, request=REQUEST) if o.code == "repeated_too_soon"]
    assert [o.slots for o in against] == [("b",)]
    assert "interest" in str(against[0].facts["missing"])


def test_a_day_of_the_calendar_comes_by_itself_and_repeats_nothing() -> None:
    early = [slot("a", 0), slot("b", 1, purpose=Purpose.TIP, occasion="start_of_winter")]
    assert "repeated_too_soon" not in codes(*early, request=REQUEST)


def test_one_voice_three_times_in_a_row_is_told_where_there_are_others() -> None:
    row = [slot(f"r{n}", n, persona_id="guijie") for n in range(3)]
    other = slot("o", 4, persona_id="taotao")
    assert [o.slots for o in found(*row, other) if o.code == "voice_in_a_row"] == [("r0", "r1", "r2")]
    assert "voice_in_a_row" not in codes(*row)


def test_parts_of_a_sequence_that_changed_places_are_told() -> None:
    first = slot("first", 4, sequence=SequencePlace("s", SequenceKind.LAUNCH, "teaser", 1, 2))
    second = slot("second", 1, purpose=Purpose.NEED, sequence=SequencePlace("s", SequenceKind.LAUNCH, "need", 2, 2))
    assert "sequence_order" in codes(first, second)


def test_only_what_touches_the_moved_slot_is_told_when_one_is_moved() -> None:
    old = (slot("a", at="22:00"), slot("b", 1, at="22:00"))
    moved = slot("moved", 1, at="21:30", purpose=Purpose.NEED)
    against = objections((*old, moved), (REGULARS,), RULES, about={"moved"})
    assert {o.code for o in against} == {"quiet_hours", "clash"}
    assert all("moved" in o.slots for o in against)


def test_blocks_come_first_and_can_be_asked_for_alone() -> None:
    against = found(slot("a", at="22:00"), slot("b", 1, purpose=Purpose.NEED, node=Node.CONVERT, step=Step.TRUST))
    assert [o.code for o in against] == ["quiet_hours", "purpose_misplaced"]
    assert [o.code for o in blocks(against)] == ["quiet_hours"]


def test_a_thousand_slots_with_everything_wrong_are_all_told_of() -> None:
    many = [slot(f"n{n:04}", n // 40, at="22:00", idea="一样的") for n in range(1000)]
    against = found(*many)
    assert sum(o.code == "quiet_hours" for o in against) == 1000
    assert sum(o.code == "duplicate" for o in against) == 999
