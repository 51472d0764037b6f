"""Figures by place of the butterfly, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from copilot.domain.brand import Brand
from copilot.domain.customer import Customer, CustomerChange, CustomerEvent, EventKind
from copilot.domain.ladder import Step
from copilot.domain.sending import Outcome, Sending
from copilot.domain.wings import Counted, Cut, Origin, Period, Place
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
EVERYBODY, SHOP = Cut(), Cut(source="门店")


def figure(
    place: Place, count: int, period: Period = OCTOBER, cut: Cut = EVERYBODY, money: str | None = None
) -> Counted:
    return Counted(period, place, count, cut, Decimal(money) if money else None, by="桂姐")


def told(store: Store, cut: Cut = EVERYBODY) -> list[tuple[date, Place, int, Decimal | None]]:
    return [(one.period.start, one.place, one.count, one.money) for one in store.figures.of("shop", cut)]


@pytest.fixture
def shop(store: Store) -> Store:
    store.brands.save(Brand("shop", "店"))
    return store


def test_the_last_that_was_said_counts_and_each_cut_stands_by_itself(shop: Store) -> None:
    shop.figures.keep("shop", [figure(Place.ACQUIRED, 400), figure(Place.BOUGHT, 20, money="5400.50")])
    shop.figures.keep("shop", [figure(Place.ACQUIRED, 430), figure(Place.ACQUIRED, 90, cut=SHOP)])
    assert told(shop) == [
        (OCTOBER.start, Place.ACQUIRED, 430, None), (OCTOBER.start, Place.BOUGHT, 20, Decimal("5400.50")),
    ]  # fmt: skip
    assert told(shop, SHOP) == [(OCTOBER.start, Place.ACQUIRED, 90, None)]
    assert shop.figures.cuts("shop") == (EVERYBODY, SHOP)
    shop.figures.keep("shop", [], [figure(Place.ACQUIRED, 0)])
    assert [place for _, place, _, _ in told(shop)] == [Place.BOUGHT]


def test_an_import_is_taken_back_where_nobody_said_otherwise_since(shop: Store) -> None:
    shop.figures.keep("shop", [figure(Place.ACQUIRED, 400), figure(Place.ACTIVE, 100)])
    imported = [figure(Place.ACQUIRED, 1), figure(Place.ACTIVE, 2), figure(Place.BOUGHT, 3, NOVEMBER)]
    shop.figures.take_in("shop", "十月.xlsx", imported, by="桂姐")
    assert [count for _, _, count, _ in told(shop)] == [1, 2, 3]
    shop.figures.keep("shop", [figure(Place.ACTIVE, 150)])
    last = shop.figures.last_import("shop")
    assert last is not None
    assert last[0] == "十月.xlsx"
    assert shop.figures.take_back("shop") == 2
    assert [(place, count) for _, place, count, _ in told(shop)] == [(Place.ACQUIRED, 400), (Place.ACTIVE, 150)]
    assert shop.figures.last_import("shop") is None
    with pytest.raises(InvalidInput, match="no import"):
        shop.figures.take_back("shop")


def test_a_large_import_is_kept_and_taken_back_whole(shop: Store) -> None:
    many = [figure(Place.ACQUIRED, n, cut=Cut(source=f"s{n}")) for n in range(4_500)]
    shop.figures.take_in("shop", "many.csv", many, by="桂姐")
    assert len(shop.figures.cuts("shop")) == 4_500
    assert shop.figures.take_back("shop") == 4_500
    assert shop.figures.cuts("shop") == ()


def test_a_brand_nobody_knows_is_refused(shop: Store) -> None:
    with pytest.raises(UnknownName):
        shop.figures.keep("other", [figure(Place.ACQUIRED, 1)])
    with pytest.raises(UnknownName):
        shop.figures.take_in("other", "f", [figure(Place.ACQUIRED, 1)], by="桂姐")


def customer(
    name: str, orders: int = 0, spent: int = 0, first: date | None = None, last: date | None = None
) -> Customer:
    return Customer(name, "shop", name, orders=orders, spent=Decimal(spent), first_order=first, last_order=last)


def stood(day: datetime, step: Step | None) -> CustomerEvent:
    return CustomerEvent(EventKind.STEP, day, step=step)


def test_steps_and_purchases_of_a_period_are_counted_once_a_customer(shop: Store) -> None:
    late, early = datetime(2026, 10, 31, 23, 59, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
    people: list[tuple[Customer, tuple[CustomerEvent, ...]]] = [
        (customer("a"), (stood(early, None),)),
        (customer("b"), (stood(early, Step.INTEREST), stood(late, Step.NEED))),
        (customer("c"), (stood(late, Step.TRUST), stood(late, Step.ACTION), CustomerEvent(EventKind.NOTE, late))),
        (customer("d"), (stood(datetime(2026, 11, 1, tzinfo=UTC), Step.TRUST),)),
        (customer("e", 1, 300, date(2026, 10, 5), date(2026, 10, 5)), ()),
        (customer("f", 4, 800, date(2026, 10, 1), date(2026, 10, 31)), ()),
        (customer("g", 2, 500, date(2026, 9, 30), date(2026, 10, 20)), ()),
    ]
    shop.customers.change_all("shop", lambda _: [CustomerChange(who, events) for who, events in people])
    counted = {one.place: (one.count, one.money) for one in shop.figures.count("shop", OCTOBER)}
    assert counted == {
        Place.ACTIVE: (3, None), Place.INTEREST: (2, None), Place.NEED: (2, None), Place.TRUST: (1, None),
        Place.BOUGHT: (2, Decimal(500)),
    }  # fmt: skip
    assert {one.origin for one in shop.figures.count("shop", OCTOBER)} == {Origin.COUNTED}
    assert shop.figures.first_day("shop") == date(2026, 9, 30)


def test_months_are_counted_as_their_days_are(shop: Store) -> None:
    """Whole months are summed up beforehand; a day less or more is counted from the events themselves."""
    moments = [datetime(2026, month, day, 12, tzinfo=UTC) for month in (8, 9, 10) for day in (2, 15, 27)]
    steps = (None, *Step)
    people = [
        CustomerChange(customer(f"c{n}"), tuple(stood(at, steps[(n * i) % 5]) for i, at in enumerate(moments) if (n >> i) & 1))
        for n in range(40)
    ]  # fmt: skip
    shop.customers.change_all("shop", lambda _: people)
    for first, last in ((8, 8), (9, 9), (8, 10)):
        start = date(2026, first, 1)
        days = Period(date(2026, first, 2), date(2026, last, 30))
        whole = Period(start, date(2026, last, 30 if last == 9 else 31))
        by_month = {one.place: one.count for one in shop.figures.count("shop", whole)}
        assert by_month == {one.place: one.count for one in shop.figures.count("shop", days)}
        assert len(set(by_month.values())) > 3


def test_what_did_not_happen_after_all_is_counted_no_more(shop: Store) -> None:
    def active() -> int:
        return sum(one.count for one in shop.figures.count("shop", OCTOBER) if one.place is Place.ACTIVE)

    october = stood(datetime(2026, 10, 5, tzinfo=UTC), Step.NEED)
    shop.customers.change_all("shop", lambda _: [CustomerChange(customer(name), (october,)) for name in "abc"])
    imported = [CustomerChange(customer("d"), (october,)), CustomerChange(customer("a"), (october,))]
    shop.customers.change_all("shop", lambda _: imported, file="d.csv")
    assert active() == 4
    shop.customer_imports.take_back("shop")
    assert active() == 3
    shop.customers.change("b", lambda who, events: CustomerChange(who, undone=tuple(e.id for e in events)))
    assert active() == 2
    shop.customers.delete("c")
    assert active() == 1


def test_who_answered_what_was_sent_is_active_once(shop: Store) -> None:
    october = datetime(2026, 10, 5, 4, tzinfo=UTC)
    chats = {"a": (stood(october, Step.NEED),), "b": (), "c": (), "d": ()}
    shop.customers.change_all(
        "shop", lambda _: [CustomerChange(customer(name), events) for name, events in chats.items()]
    )
    sent: list[tuple[str | None, Outcome | None]] = [
        ("a", Outcome.REPLIED), ("b", Outcome.REPLIED), ("b", Outcome.BOUGHT), ("c", Outcome.SILENT), ("d", None),
        (None, Outcome.REPLIED),
    ]  # fmt: skip
    sendings = replace(shop.sendings, clock=lambda: october)
    for number, (who, outcome) in enumerate(sent):
        kept = sendings.keep(Sending(0, "shop", f"d{number}", 1, "您好", "您好", 0.0, october, customer_id=who))
        shop.sendings.mark(kept.id, outcome)

    def counted(period: Period, among: frozenset[str] | None = None) -> dict[Place, int]:
        return {one.place: one.count for one in shop.figures.count("shop", period, among=among)}

    days = Period(date(2026, 10, 2), date(2026, 10, 30))
    assert counted(OCTOBER) == counted(days)
    assert (counted(OCTOBER)[Place.ACTIVE], counted(OCTOBER)[Place.NEED]) == (2, 1)
    assert counted(OCTOBER, frozenset("bc"))[Place.ACTIVE] == 1
    assert counted(NOVEMBER) == {}
    assert shop.figures.answers("shop") == {("a", october), ("b", october)}
    assert shop.figures.first_day("shop") == date(2026, 10, 1)


def test_where_nothing_is_known_nothing_is_counted(shop: Store) -> None:
    shop.customers.change_all("shop", lambda _: [CustomerChange(customer("a"))])
    assert shop.figures.count("shop", OCTOBER) == ()
    assert shop.figures.first_day("shop") is None
