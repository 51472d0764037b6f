"""Findings and decisions out of leaks, fit and fatigue."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml

from copilot.domain.insight import Chosen, DeedDone, InsightKind, Target
from copilot.domain.ladder import Node
from copilot.domain.plan import Goal
from copilot.domain.text_form import InBoth
from copilot.domain.wings import LEFT, RIGHT, Crossing, Leak, Period, Place
from copilot.errors import RulesInvalid
from copilot.strategy.advice import FILE, checked_advice, load_advice
from copilot.strategy.insights import Grounds, figure_of, find_insights, outcome_of
from tests.support.insights import FULL_GROUP, GROUNDS, NOVEMBER, REFER_LEAK, TODAY, TRUST_LEAK, crossing

DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))


def shipped() -> dict[str, Any]:
    from importlib.resources import files

    read: dict[str, Any] = yaml.safe_load((files("copilot.strategy") / FILE).read_text("utf-8"))
    return read


def test_the_dearest_leak_comes_first_then_the_tired_group_and_what_does_not_fit() -> None:
    found = find_insights(GROUNDS)
    assert [one.id for one in found.findings] == ["leak:need:trust", "fatigue:a1", "fit:repurchase"]
    assert [d.about.id for d in found.decisions] == [one.id for one in found.findings]


def test_a_finding_has_its_figure_with_denominator_window_and_size() -> None:
    leak = find_insights(GROUNDS).findings[0]
    assert (leak.figure.part, leak.figure.whole, leak.figure.period, leak.figure.usual) == (25, 210, NOVEMBER, 0.21)
    assert leak.figure.rate == pytest.approx(0.119, abs=0.001)
    assert (leak.lost_customers, leak.lost_money) == (19.1, 5730.0)


def test_more_leaks_fill_the_places_that_nothing_else_takes() -> None:
    found = find_insights(replace(GROUNDS, heard=(), misfits=()))
    assert [one.id for one in found.findings] == ["leak:need:trust", "leak:bought:referrers"]
    assert found.findings[1].deeds[0].goal is Goal.REFERRAL


def test_nothing_to_say_is_no_finding_and_no_decision() -> None:
    found = find_insights(Grounds(TODAY))
    assert (found.findings, found.decisions) == ((), ())


def test_what_goes_well_comes_last_and_asks_for_no_decision() -> None:
    strong = Leak(crossing(Place.ACQUIRED, Place.ACTIVE, 400, 320), 0.6, -80.0, None)
    found = find_insights(Grounds(TODAY, NOVEMBER, leaks=(TRUST_LEAK,), strengths=(strong,)))
    assert [one.kind for one in found.findings] == [InsightKind.LEAK, InsightKind.STRENGTH]
    assert [d.about.kind for d in found.decisions] == [InsightKind.LEAK]


def test_a_decision_is_looked_at_again_when_a_period_of_that_length_has_gone_by() -> None:
    leak, tired, fit = find_insights(GROUNDS).decisions
    assert leak.watch_until == tired.watch_until == date(2027, 1, 1)
    assert fit.watch_until == date(2026, 12, 30)


@pytest.mark.parametrize("to", sorted({*LEFT[1:], *RIGHT[1:]}))
def test_every_place_where_people_get_lost_leads_to_a_plan_or_a_text(to: Place) -> None:
    leak = Leak(Crossing(Place.ACQUIRED, to, 100, 1, 0.01), 0.2, 19.0)
    found = find_insights(Grounds(TODAY, NOVEMBER, leaks=(leak,))).findings[0]
    assert {deed.to for deed in found.deeds} & {Target.PLAN, Target.POSTS}
    assert found.why.zh
    assert found.why.en


def test_a_group_that_heard_nothing_does_not_break_the_order() -> None:
    silent = replace(FULL_GROUP, id="a2", promoting=0, items=0)
    found = find_insights(Grounds(TODAY, heard=(silent, FULL_GROUP)))
    assert [one.id for one in found.findings] == ["fatigue:a1", "fatigue:a2"]
    assert found.findings[1].figure.rate is None


def a_deed() -> DeedDone:
    figure = figure_of(TRUST_LEAK.crossing, NOVEMBER, 0.21)
    at = datetime(2026, 12, 3, tzinfo=UTC)
    return DeedDone(7, "leak:need:trust", "trust_points", "桂姐", at, figure, Node.CONVERT, (Place.NEED, Place.TRUST))


def test_a_deed_stands_beside_the_last_period_that_begins_after_its_own() -> None:
    later = Period(date(2027, 1, 1), date(2027, 1, 31))
    told = [
        (NOVEMBER, crossing(Place.NEED, Place.TRUST, 210, 25)),
        (later, crossing(Place.NEED, Place.TRUST, 240, 60)),
        (DECEMBER, crossing(Place.NEED, Place.TRUST, 220, 44)),
        (later, crossing(Place.TRUST, Place.BOUGHT, 60, 30)),
    ]
    outcome = outcome_of(a_deed(), told)
    assert outcome.now is not None
    assert (outcome.now.part, outcome.now.whole, outcome.now.period) == (60, 240, later)


def test_a_deed_waits_while_there_is_no_later_period() -> None:
    assert outcome_of(a_deed(), [(NOVEMBER, TRUST_LEAK.crossing)]).now is None
    assert a_deed().looks_for == date(2026, 12, 1)


def test_a_deed_about_no_crossing_has_nothing_beside_it() -> None:
    done = replace(a_deed(), places=None)
    assert outcome_of(done, [(DECEMBER, REFER_LEAK.crossing)]).now is None


def test_advice_names_only_deeds_and_pages_there_are() -> None:
    advice = shipped()
    advice["fatigue"]["deeds"] = ["sing"]
    with pytest.raises(RulesInvalid, match="sing"):
        checked_advice(advice)
    advice = shipped()
    del advice["deeds"]["trust_points"]["step"]
    with pytest.raises(RulesInvalid, match="selling_points"):
        checked_advice(advice)


def test_forms_and_channels_of_texts_are_ones_there_are() -> None:
    from copilot.checking import text_forms

    forms = text_forms()
    posts = [line for line in load_advice().deeds.values() if line.to is Target.POSTS]
    assert posts
    assert [p.form for p in posts if p.form not in forms or p.channel not in forms[p.form].channels] == []


NINE_OF_FIFTEEN = Chosen(
    "groups", InBoth("社群为主", "Mostly groups"), InBoth("三个人、每周十五小时", "three people"), 9, 15
)


def test_the_chosen_model_is_always_among_the_decisions() -> None:
    found = find_insights(replace(GROUNDS, chosen=NINE_OF_FIFTEEN))
    assert [one.id for one in found.findings] == ["leak:need:trust", "fatigue:a1", "fit:repurchase"]
    assert [d.about.id for d in found.decisions] == ["leak:need:trust", "fatigue:a1", "model:groups"]
    alone = find_insights(Grounds(TODAY, chosen=NINE_OF_FIFTEEN))
    assert [d.about.id for d in alone.decisions] == ["model:groups"]
    assert (alone.findings[0].figure.part, alone.findings[0].figure.whole) == (9, 15)


def test_a_model_that_takes_more_hours_than_there_are_comes_first() -> None:
    found = find_insights(replace(GROUNDS, chosen=replace(NINE_OF_FIFTEEN, hours=20)))
    assert found.findings[0].id == "model:groups"
    assert found.decisions[0].what.en == "Find more hours, or choose a smaller model"


def test_a_group_stands_beside_what_it_heard_later_and_a_rested_one_is_no_finding() -> None:
    later = replace(FULL_GROUP, promoting=1, items=8, period=DECEMBER, tired=False)
    insight = find_insights(GROUNDS).findings[1]
    done = replace(a_deed(), insight_id=insight.id, places=None, figure=insight.figure, cut=insight.cut)
    outcome = outcome_of(done, (), (FULL_GROUP, later))
    assert outcome.now == later.figure
    assert outcome_of(done, (), (FULL_GROUP,)).now is None
    assert find_insights(Grounds(TODAY, heard=(later,))).findings == ()
