"""Own figures: typed before counted, compared with periods before, imported and taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from copilot.domain.customer import Customer, CustomerChange, CustomerEvent, EventKind
from copilot.domain.figure_import import FigureUse
from copilot.domain.ladder import Step
from copilot.domain.segment_rule import Aspect, Condition, SegmentRule
from copilot.domain.wings import Cut, Origin, Period, Place
from copilot.errors import InvalidInput
from copilot.workflows.copilot import Copilot
from tests.support.calendar import ALONE

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LIST = "月份,新加,说需求,信任,首购,首购金额\n2026-09,400,200,100,50,15000\n2026-10,420,200,60,30,9000\n".encode()


def a_customer_who_wrote(shop: Copilot, day: datetime) -> None:
    who = Customer("a", "shanque", "a", orders=1, spent=Decimal(80), first_order=day.date(), last_order=day.date())
    change = CustomerChange(who, (CustomerEvent(EventKind.STEP, day, step=Step.NEED),))
    shop.store.customers.change_all("shanque", lambda _: [change])


def test_what_is_typed_comes_before_what_is_counted_and_missing_is_not_0(shop: Copilot) -> None:
    figures, brand = shop.butterfly.figures, shop.brand()
    a_customer_who_wrote(shop, datetime(2026, 10, 5, 4, tzinfo=UTC))
    figures.say(brand, OCTOBER, {Place.ACQUIRED: 420, Place.NEED: 200}, actor=ALONE)
    (wing,) = [one for one in figures.wings(brand) if one.period == OCTOBER]
    assert wing.counts == {
        Place.ACQUIRED: 420,
        Place.ACTIVE: 1,
        Place.INTEREST: 1,
        Place.NEED: 200,
        Place.TRUST: 0,
        Place.BOUGHT: 1,
    }
    assert (wing.origins[Place.NEED], wing.origins[Place.ACTIVE]) == (Origin.TYPED, Origin.COUNTED)
    assert wing.money == {Place.BOUGHT: 80.0}
    assert Place.MEMBERS not in wing.counts


def test_a_month_typed_does_not_hide_the_months_that_are_counted(shop: Copilot) -> None:
    a_customer_who_wrote(shop, datetime(2026, 9, 5, 4, tzinfo=UTC))
    figures, brand = shop.butterfly.figures, shop.brand()
    figures.say(brand, OCTOBER, {Place.ACQUIRED: 420}, actor=ALONE)
    assert {OCTOBER, SEPTEMBER} <= {wing.period for wing in figures.wings(brand)}
    standing = figures.standing(brand)
    assert (standing.now and standing.now.period, standing.before and standing.before.period) == (OCTOBER, SEPTEMBER)


def test_customers_are_counted_again_once_something_about_them_changed(shop: Copilot) -> None:
    a_customer_who_wrote(shop, datetime(2026, 10, 5, 4, tzinfo=UTC))
    figures, brand = shop.butterfly.figures, shop.brand()

    def active() -> list[int]:
        return [wing.counts[Place.ACTIVE] for wing in figures.wings(brand) if wing.period == OCTOBER]

    assert active() == [1]
    assert active() == [1]
    change = CustomerChange(
        Customer("b", "shanque", "b"), (CustomerEvent(EventKind.STEP, datetime(2026, 10, 6, tzinfo=UTC)),)
    )
    shop.store.customers.change_all("shanque", lambda _: [change])
    assert active() == [2]


def test_a_segment_is_counted_as_it_is_today(shop: Copilot) -> None:
    figures, brand = shop.butterfly.figures, shop.brand()
    assert figures.cuts(brand) == (Cut(),)
    a_customer_who_wrote(shop, datetime(2026, 10, 5, 4, tzinfo=UTC))
    wrote = (CustomerEvent(EventKind.STEP, datetime(2026, 10, 9, tzinfo=UTC), step=Step.TRUST),)
    shop.store.customers.change_all(
        "shanque", lambda _: [CustomerChange(Customer("b", "shanque", "b", tags=("上班",)), wrote)]
    )
    tagged = SegmentRule("o", "上班族", (Condition(Aspect.TAG, ("上班",)),), segment_id="office")
    shop.people.segments.save_all(brand, [tagged])
    office = Cut(segment_id="office")
    assert figures.cuts(brand) == (Cut(), office)

    def counted() -> list[tuple[int, int, int]]:
        places = (Place.ACTIVE, Place.TRUST, Place.BOUGHT)
        wings = (wing for wing in figures.wings(brand, office) if wing.period == OCTOBER)
        return [tuple(wing.counts[place] for place in places) for wing in wings]  # type: ignore[misc]

    assert counted() == [(1, 1, 0)]
    shop.people.segments.save_all(brand, [replace(tagged, conditions=(Condition(Aspect.ORDERS, at_least=1),))])
    assert counted() == [(1, 0, 1)]
    figures.say(brand, OCTOBER, {Place.ACTIVE: 7}, cut=office, actor=ALONE)
    assert counted() == [(7, 0, 1)]


def test_a_month_that_is_not_over_is_no_outcome_of_anything(shop: Copilot) -> None:
    a_customer_who_wrote(shop, datetime(2026, 11, 5, 4, tzinfo=UTC))
    figures, brand = shop.butterfly.figures, shop.brand()
    figures.say(brand, OCTOBER, {Place.ACQUIRED: 420, Place.BOUGHT: 30}, actor=ALONE)
    assert date(2026, 11, 1) in {wing.period.start for wing in figures.wings(brand)}
    assert [period for period, _ in figures.standing(brand).history] == [OCTOBER]


def test_nobody_counted_is_an_empty_standing(shop: Copilot) -> None:
    standing = shop.butterfly.figures.standing(shop.brand())
    assert (standing.now, standing.leaks, standing.history) == (None, (), ())


def test_taking_a_figure_back_and_saying_it_again(shop: Copilot) -> None:
    figures, brand = shop.butterfly.figures, shop.brand()
    figures.say(brand, OCTOBER, {Place.ACQUIRED: 420}, actor=ALONE)
    before = figures.say(brand, OCTOBER, {Place.ACQUIRED: None, Place.ACTIVE: 9}, actor=ALONE)
    assert [(one.place, one.count) for one in before] == [(Place.ACQUIRED, 420)]
    assert figures.wings(brand)[0].counts == {Place.ACTIVE: 9}


@pytest.mark.parametrize(
    ("period", "count", "code"),
    [
        (Period(OCTOBER.end, OCTOBER.start), 1, "period_backwards"),
        (OCTOBER, -1, "figure_out_of_range"),
        (OCTOBER, 10**13, "figure_out_of_range"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(shop: Copilot, period: Period, count: int, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.butterfly.figures.say(shop.brand(), period, {Place.ACQUIRED: count}, actor=ALONE)
    assert refused.value.code == code
    assert shop.butterfly.figures.wings(shop.brand()) == ()


def test_a_list_is_previewed_imported_becomes_a_leak_and_is_taken_back(shop: Copilot) -> None:
    figures, brand = shop.butterfly.figures, shop.brand()
    file = figures.open("十月.csv", LIST)
    preview = figures.preview(brand, file)
    assert (preview.rows, len(preview.figures), preview.added, preview.problems) == (2, 8, 8, ())
    assert figures.wings(brand) == ()
    heard: list[tuple[int, int]] = []
    figures.take_in(brand, file, actor=ALONE, on_progress=lambda done, total: heard.append((done, total)))
    assert heard == [(8, 8)]
    standing = figures.standing(brand)
    assert [leak.crossing.to_place for leak in standing.leaks] == [Place.TRUST]
    assert standing.leaks[0].lost_money == pytest.approx(6000)
    again = figures.preview(brand, file)
    assert (again.added, again.changed, again.same) == (0, 0, 8)
    assert figures.take_back(brand) == 8
    assert figures.wings(brand) == ()


def test_a_list_without_days_or_people_and_two_columns_of_one_use_are_refused(shop: Copilot) -> None:
    figures, brand = shop.butterfly.figures, shop.brand()
    nothing = figures.open("x.csv", "姓名,电话\n小满,1\n".encode())
    with pytest.raises(InvalidInput) as refused:
        figures.take_in(brand, nothing, actor=ALONE)
    assert refused.value.code == "no_figures_in_file"
    with pytest.raises(InvalidInput) as refused:
        figures.preview(brand, figures.open("y.csv", LIST), {2: FigureUse.ACQUIRED})
    assert (refused.value.code, refused.value.facts["use"]) == ("figure_column_twice", "acquired")


def test_a_period_nobody_spoke_of_is_told(shop: Copilot) -> None:
    figures, brand = shop.butterfly.figures, shop.brand()
    figures.say(brand, OCTOBER, {Place.ACQUIRED: 3}, cut=Cut(source="门店"), actor=ALONE)
    assert figures.cuts(brand) == (Cut(), Cut(source="门店"))
    with pytest.raises(InvalidInput) as refused:
        figures.looked_at(figures.wings(brand, Cut(source="门店")), SEPTEMBER)
    assert refused.value.code == "no_such_period"
