"""What a plan looks like to a person: enough to read, quiet days, sequences in order, offers on their days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count, pairwise
from typing import Any

import pytest

from copilot.domain.calendar import Audience, AudienceKind, Offer, Purpose, SequenceKind, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.plan import Goal, PlannedFor, PlanRequest
from copilot.planning.material import PlanMaterial, PlanPart
from copilot.planning.planner import make_slots
from copilot.planning.rules import load_planning_rules, with_changes
from tests.planning.requests import material_for

RULES = load_planning_rules()
MONDAY = date(2026, 11, 2)
GROUP = PlannedFor(Audience("regulars", "老客群", sender="小林"), (Channel.GROUP,))
SECOND = PlannedFor(Audience("newer", "新客2群", sender="小林"), (Channel.GROUP,))
SEGMENT = PlannedFor(Audience("side", "侧睡", AudienceKind.SEGMENT), (Channel.MASS_SEND, Channel.PRIVATE_CHAT))
EVERYWHERE = PlannedFor(
    Audience("fans", "粉丝", AudienceKind.FOLLOWERS),
    (Channel.MOMENTS, Channel.OFFICIAL_ACCOUNT, Channel.VIDEO_CHANNEL, Channel.LIVE),
)
PRODUCTS = ("云朵枕", "荞麦枕", "水洗棉四件套")
STANDING = Offer("standing", "满 399 包邮")
DATED = Offer("dated", "两只九折", "荞麦枕", MONDAY + timedelta(days=8), MONDAY + timedelta(days=17))


def asked(*audiences: PlannedFor, goal: Goal = Goal.ORDINARY, **changes: Any) -> PlanRequest:
    plain = PlanRequest(goal, MONDAY, 4, audiences or (GROUP,), ("guijie", "taotao"), PRODUCTS)
    return replace(plain, **changes)


def planned(
    request: PlanRequest, kept: Sequence[Slot] = (), part: PlanPart | None = None, **known: Any
) -> tuple[Slot, ...]:
    numbers = count(1)
    material = replace(material_for(request), **known)
    return make_slots(
        request, RULES, kept, new_id=lambda: f"s{len(kept)}-{next(numbers)}", material=material, part=part or PlanPart()
    )


def weeks_of(slots: Sequence[Slot]) -> list[list[Slot]]:
    mondays = sorted({slot.day - timedelta(days=slot.day.weekday()) for slot in slots})
    return [[slot for slot in slots if 0 <= (slot.day - monday).days < 7] for monday in mondays]


def parts(slots: Sequence[Slot], kind: SequenceKind, audience_id: str = "regulars") -> list[tuple[str, int]]:
    return [
        (slot.sequence.part, (slot.day - MONDAY).days)
        for slot in slots
        if slot.sequence and slot.sequence.kind is kind and slot.audience_id == audience_id
    ]


@pytest.mark.parametrize("goal", list(Goal))
def test_a_group_hears_three_to_six_messages_a_week_and_has_a_quiet_day(goal: Goal) -> None:
    weeks = weeks_of(planned(asked(goal=goal, offers=(STANDING, DATED))))
    assert len(weeks) == 4
    assert all(3 <= len(week) <= 6 for week in weeks)
    assert all(len({slot.day for slot in week}) <= 6 for week in weeks)


def test_an_ordinary_week_sells_once_at_most_and_says_until_when() -> None:
    slots = planned(asked(offers=(STANDING, DATED)))
    assert [sum(slot.promotes for slot in week) <= 1 for week in weeks_of(slots)] == [True] * 4
    last = next(slot for slot in slots if slot.purpose is Purpose.LAST_CALL)
    assert last.day in (DATED.ends, date(2026, 11, 18))
    assert "11月19日" in last.idea


def test_without_an_offer_nothing_is_sold() -> None:
    assert not any(slot.promotes for slot in planned(asked()))


def test_every_step_and_node_a_group_can_hear_comes_before_any_comes_again() -> None:
    first = planned(asked(), occasions=())[:7]
    places = [slot.step or slot.node for slot in first if slot.purpose is not Purpose.VIDEO]
    assert len(set(places)) == len(places)
    heard = {slot.step or slot.node for slot in planned(asked())}
    assert heard == {*Step, Node.OPERATE, Node.REPURCHASE, Node.REFER}


def test_no_idea_is_told_twice_to_the_same_group_in_a_month() -> None:
    told = Counter(slot.idea for slot in planned(asked(offers=(STANDING,))))
    assert [idea for idea, times in told.items() if times > 1] == []


def test_two_groups_of_one_sender_hear_other_things_at_other_times() -> None:
    slots = planned(asked(GROUP, SECOND))
    moments = [slot.at for slot in slots]
    assert len(set(moments)) == len(moments)
    first, second = ([s.idea for s in slots if s.audience_id == one][:3] for one in ("regulars", "newer"))
    assert first != second


def test_a_launch_leads_up_to_its_day_and_thanks_afterwards() -> None:
    offer = Offer("new", "首周立减 30", "云朵枕", MONDAY + timedelta(days=11), MONDAY + timedelta(days=16))
    slots = planned(asked(goal=Goal.LAUNCH, day=MONDAY + timedelta(days=11), offers=(offer,)))
    assert parts(slots, SequenceKind.LAUNCH) == [
        ("teaser", 5), ("need", 7), ("proof", 9), ("offer", 11), ("last_call", 16), ("thanks", 19),
    ]  # fmt: skip
    numbers = [slot.sequence.number for slot in slots if slot.sequence]
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert len({slot.sequence.id for slot in slots if slot.sequence}) == 1


def test_a_launch_soon_has_its_proof_the_day_before() -> None:
    slots = planned(asked(goal=Goal.LAUNCH, day=MONDAY + timedelta(days=1)))
    assert parts(slots, SequenceKind.LAUNCH)[:2] == [("proof", 0), ("offer", 1)]


def test_nobody_praises_a_product_before_its_launch() -> None:
    day = MONDAY + timedelta(days=11)
    slots = planned(asked(goal=Goal.LAUNCH, day=day))
    before = [slot for slot in slots if slot.day < day and slot.sequence is None]
    assert before
    assert not [slot.idea for slot in before if "云朵枕" in slot.idea]


def test_a_launch_reaches_customers_who_get_four_messages_a_month() -> None:
    slots = planned(asked(SEGMENT, goal=Goal.LAUNCH, day=MONDAY + timedelta(days=11), offers=(STANDING,)))
    told = [part for part, _ in parts(slots, SequenceKind.LAUNCH, "side")]
    assert told == ["teaser", "need", "proof", "offer", "thanks"]


def test_newcomers_are_met_on_day_0_1_3_and_7_and_sold_nothing_for_a_week() -> None:
    slots = planned(asked(newcomers=True, offers=(STANDING,)))
    assert parts(slots, SequenceKind.NEW_MEMBERS) == [("day_0", 0), ("day_1", 1), ("day_3", 3), ("day_7", 7)]
    assert min(slot.day for slot in slots if slot.promotes) >= MONDAY + timedelta(days=7)


def test_those_who_went_silent_are_asked_helped_and_offered_something_once() -> None:
    slots = planned(asked(SEGMENT, goal=Goal.WIN_BACK, offers=(STANDING,)))
    assert [part for part, _ in parts(slots, SequenceKind.WIN_BACK, "side")] == ["ask", "help", "invite", "offer"]
    assert all(slot.offer is None for slot in slots if not slot.promotes)


def test_stored_value_is_told_only_where_an_offer_is_about_it() -> None:
    stored = Offer("stored", "储值 1000 送 50", None, MONDAY + timedelta(days=18), MONDAY + timedelta(days=40))
    assert parts(planned(asked(goal=Goal.MEMBERS_DAY, offers=(STANDING,))), SequenceKind.STORED_VALUE) == []
    told = parts(planned(asked(goal=Goal.MEMBERS_DAY, offers=(STANDING, stored))), SequenceKind.STORED_VALUE)
    assert [part for part, _ in told] == ["explain", "offer"]


def test_a_referral_pays_nobody_unless_the_brand_says_so_and_never_for_forwarding() -> None:
    reward = Offer("friends", "老带新各得 20 元券")
    without, with_it = (planned(asked(goal=Goal.REFERRAL, offers=offers)) for offers in ((), (reward,)))
    assert not [slot.idea for slot in without if "买了才算" in slot.idea or "怎么谢" in slot.idea]
    rules = next(slot for slot in with_it if slot.sequence and slot.sequence.part == "rules")
    assert "只算一层" in rules.idea
    assert "转发不算" in rules.idea


def test_each_live_is_held_once_and_told_of_before_it() -> None:
    slots = planned(asked(GROUP, EVERYWHERE, live_weekday=2))
    lives = [slot for slot in slots if slot.purpose is Purpose.LIVE]
    notices = [slot for slot in slots if slot.purpose is Purpose.LIVE_NOTICE and slot.audience_id == "regulars"]
    assert [(slot.day.weekday(), slot.time) for slot in lives] == [(2, time(20, 0))] * 4
    assert [(live.day - notice.day).days for live, notice in zip(lives, notices, strict=True)] == [1, 1, 1, 1]
    assert {slot.sequence.id for slot in lives if slot.sequence} == {s.sequence.id for s in notices if s.sequence}


def test_a_weekly_live_stands_in_the_calendar_though_nobody_was_asked_for_on_that_channel() -> None:
    lives = [slot for slot in planned(asked(GROUP, SECOND, live_weekday=2)) if slot.purpose is Purpose.LIVE]
    assert [(slot.audience_id, slot.channel) for slot in lives] == [("regulars", Channel.LIVE)] * 4


def test_a_live_that_was_taken_out_is_not_told_of_when_another_group_is_planned_again() -> None:
    request = asked(GROUP, SECOND, live_weekday=2)
    kept = [slot for slot in planned(request) if slot.audience_id == "regulars" and slot.purpose is not Purpose.LIVE]
    again = planned(request, kept, PlanPart(audience_id="newer"))
    assert not [slot for slot in again if slot.purpose is Purpose.LIVE_NOTICE]


def test_without_a_live_nothing_promises_one_and_a_video_takes_its_place() -> None:
    slots = planned(asked(GROUP))
    assert {Purpose.LIVE, Purpose.LIVE_NOTICE}.isdisjoint(slot.purpose for slot in slots)
    assert [sum(slot.purpose is Purpose.VIDEO for slot in week) for week in weeks_of(slots)] == [1, 1, 1, 1]


def test_the_start_of_winter_is_spoken_of_on_its_day() -> None:
    tip = next(slot for slot in planned(asked()) if slot.occasion == "start_of_winter")
    assert (tip.day, tip.promotes) == (date(2026, 11, 7), False)


def test_a_long_holiday_holds_one_greeting_and_no_everyday_message() -> None:
    request = asked(start=date(2026, 9, 28), offers=(STANDING,))
    holiday = [slot for slot in planned(request) if date(2026, 10, 1) <= slot.day <= date(2026, 10, 7)]
    assert [slot.occasion for slot in holiday] == ["national_day"]


def test_a_working_saturday_has_the_times_of_a_working_day() -> None:
    saturday = date(2026, 10, 10)
    slots = planned(asked(GROUP, SECOND, EVERYWHERE, start=date(2026, 9, 28)))
    times = {slot.time for slot in slots if slot.day == saturday and slot.channel is Channel.GROUP}
    assert times <= set(RULES.channels[Channel.GROUP].times) | {time(8, 45)}


def test_what_is_out_of_stock_is_not_spoken_of() -> None:
    slots = planned(asked(offers=(DATED,)), out_of_stock=frozenset({"荞麦枕"}))
    assert not [slot for slot in slots if "荞麦枕" in (slot.product, slot.offer and slot.offer.product)]
    assert not [slot.idea for slot in slots if "荞麦枕" in slot.idea]


def test_an_offer_the_knowledge_no_longer_has_is_not_told() -> None:
    assert not any(slot.promotes for slot in planned(asked(offers=(STANDING,)), offers=()))


def test_nothing_is_planned_for_days_that_are_past() -> None:
    slots = planned(asked(), today=MONDAY + timedelta(days=9))
    assert min(slot.day for slot in slots) >= MONDAY + timedelta(days=9)


def test_voices_take_turns_in_a_group_and_stay_the_same_in_a_chat() -> None:
    slots = planned(asked(GROUP, SEGMENT))
    group = [slot.persona_id for slot in slots if slot.channel is Channel.GROUP]
    assert all(one != next_ for one, next_ in pairwise(group))
    assert len({slot.persona_id for slot in slots if slot.audience_id == "side"}) == 1


def test_pictures_and_links_are_asked_for_and_not_made_up() -> None:
    slots = planned(asked(offers=(STANDING,)))
    requests = [request for slot in slots for request in slot.requests]
    assert "小程序链接" in requests
    assert not [slot.idea for slot in slots if "http" in slot.idea]


def test_english_weeks_are_in_english() -> None:
    slots = planned(asked(language=Language.EN, products=("Fogline Mug",), offers=(Offer("o", "Two for $50"),)))
    assert all(slot.idea.isascii() or "’" in slot.idea for slot in slots)


def test_the_same_request_gives_the_same_plan() -> None:
    request = asked(GROUP, SEGMENT, EVERYWHERE, offers=(STANDING, DATED), live_weekday=3, newcomers=True)
    assert planned(request) == planned(request)


def test_the_next_month_begins_with_other_ideas() -> None:
    november, december = planned(asked()), planned(asked(start=MONDAY + timedelta(weeks=4)))
    assert [slot.idea for slot in november[:3]] != [slot.idea for slot in december[:3]]


def test_a_week_made_again_leaves_the_others_as_they_are() -> None:
    request = asked(GROUP, SECOND, offers=(STANDING, DATED))
    whole = planned(request)
    part = PlanPart(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13), "regulars")
    kept = [slot for slot in whole if not (slot.audience_id == "regulars" and part.holds(slot.day))]
    again = planned(request, kept, part)
    assert {slot.audience_id for slot in again} == {"regulars"}
    assert all(part.holds(slot.day) for slot in again)
    assert 3 <= len(again) <= 6


def test_a_sequence_made_again_goes_on_with_the_parts_that_were_kept() -> None:
    request = asked(goal=Goal.LAUNCH, day=MONDAY + timedelta(days=11))
    whole = planned(request)
    kept = [slot for slot in whole if slot.day < MONDAY + timedelta(days=10)]
    again = planned(request, kept)
    before = next(slot.sequence.id for slot in kept if slot.sequence)
    assert [(s.sequence.part, s.sequence.id == before, s.sequence.number) for s in again if s.sequence] == [
        ("offer", True, 4), ("thanks", True, 5),
    ]  # fmt: skip


def test_a_full_calendar_gets_nothing_more() -> None:
    request = asked(offers=(STANDING,))
    whole = planned(request)
    assert len(planned(request, whole)) <= 1


def test_a_brand_that_wants_less_gets_less() -> None:
    fewer = with_changes(RULES, {"channels": {"group": {"pace": {"a_week": 3}}}})
    numbers = count(1)
    slots = make_slots(asked(), fewer, new_id=lambda: f"f{next(numbers)}", material=PlanMaterial())
    assert [len(week) for week in weeks_of(slots)] == [3, 3, 3, 3]
