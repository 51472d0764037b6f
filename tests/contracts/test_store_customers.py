"""What the store promises about customers: kept as they are, changed by one at a time, and gone when deleted."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from copilot.domain.brand import Brand
from copilot.domain.conversation import Objection, Stand
from copilot.domain.customer import Consent, Customer, CustomerChange, CustomerEvent, EventKind
from copilot.domain.ladder import Step
from copilot.domain.segment_rule import Aspect, Condition, SegmentRule, Thresholds
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.store.customer_tables import customer_events
from copilot.store.personal import personal_tables

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ANN = Customer(
    id="c1",
    brand_id="yun",
    name="安小姐",
    code="A-17",
    contacts=("10000000001", "demo_an"),
    tags=("老客", "侧睡"),
    orders=3,
    spent=Decimal("1299.50"),
    first_order=date(2026, 1, 2),
    last_order=date(2026, 11, 1),
    last_contact=date(2026, 11, 20),
    consent=Consent.GIVEN,
    stopped_at=NOON,
    stop_words="别发了",
    birthday="05-01",
    bought=("云朵枕",),
    remark="喜欢早上联系",
    fields=(("来源", "扫码"), ("店", "")),
    stand=Stand.CONVERT,
    step=Step.TRUST,
    objection=Objection.PRICE,
)
STEP = CustomerEvent(
    EventKind.STEP, NOON, "怕没用", stand=Stand.CONVERT, step=Step.TRUST, objection=Objection.EFFECT, overridden=True
)
PROMISE = CustomerEvent(EventKind.PROMISE, NOON.replace(hour=5), "明天发尺寸表", by="桂姐")


def added(store: Store, *customers: Customer, events: tuple[CustomerEvent, ...] = ()) -> None:
    store.customers.change_all("yun", lambda _: [CustomerChange(c, events) for c in customers])


@pytest.fixture
def ann(store: Store, brand: Brand) -> Customer:
    added(store, ANN, events=(PROMISE, STEP))
    assert brand.id == ANN.brand_id
    return ANN


def test_a_customer_comes_back_as_they_were_kept(store: Store, ann: Customer) -> None:
    assert store.customers.get("c1") == ann
    assert store.customers.all("yun") == (ann,)
    assert (store.customers.count("yun"), store.customers.count("other")) == (1, 0)


def test_what_happened_comes_back_in_the_order_it_happened(store: Store, ann: Customer) -> None:
    first, second = store.customers.events(ann.id)
    assert (replace(first, id=0), replace(second, id=0)) == (STEP, PROMISE)


def test_a_change_sees_the_customer_and_what_happened(store: Store, ann: Customer) -> None:
    def keep(customer: Customer, events: tuple[CustomerEvent, ...]) -> CustomerChange:
        kept = CustomerEvent(EventKind.KEPT, NOON, about=events[1].id)
        return CustomerChange(replace(customer, orders=customer.orders + 1), (kept,))

    assert store.customers.change(ann.id, keep).orders == 4
    assert store.customers.get(ann.id).orders == 4
    assert [e.about for e in store.customers.events(ann.id) if e.kind is EventKind.KEPT] == [
        store.customers.events(ann.id)[-1].id
    ]


def test_events_can_be_taken_back(store: Store, ann: Customer) -> None:
    step = store.customers.events(ann.id)[0]
    store.customers.change(ann.id, lambda customer, _: CustomerChange(customer, undone=(step.id,)))
    assert [e.kind for e in store.customers.events(ann.id)] == [EventKind.PROMISE]


def test_nothing_of_a_customer_remains_in_any_table(store: Store, ann: Customer) -> None:
    added(store, replace(ANN, id="c2"), events=(STEP,))
    store.customers.delete(ann.id)
    with pytest.raises(UnknownName):
        store.customers.get(ann.id)
    with store.db.reading() as connection:
        for table in personal_tables():
            assert connection.execute(select(table).where(table.c.customer_id == ann.id)).all() == []
        assert connection.execute(select(customer_events.c.customer_id)).scalars().all() == ["c2"]


def test_every_table_of_theirs_is_found_by_its_column(store: Store, ann: Customer) -> None:
    assert "customer_events" in {table.name for table in personal_tables()}
    with store.db.writing() as connection:
        row = {"customer_id": ann.id, "kind": "note", "at": NOON, "text": "x", "overridden": False, "said_by": ""}
        connection.execute(insert(customer_events), [row])
    assert store.customers.export(ann.id) == {}


def test_the_revision_counts_every_change(store: Store, ann: Customer) -> None:
    seen = [store.customer_books.of("yun").revision]
    added(store, replace(ANN, id="c2"))
    seen.append(store.customer_books.of("yun").revision)
    store.customers.change("c2", lambda customer, _: CustomerChange(customer))
    seen.append(store.customer_books.of("yun").revision)
    store.customers.delete(ann.id)
    seen.append(store.customer_books.of("yun").revision)
    assert [n - seen[0] for n in seen] == [0, 1, 1, 2]


def test_rules_keep_their_order_and_can_be_as_shipped_again(store: Store, brand: Brand) -> None:
    rules = (
        SegmentRule("loyal", "老客", (Condition(Aspect.ORDERS, at_least=3),), segment_id="side"),
        SegmentRule("new", "新客", (Condition(Aspect.TAG, ("新",), negated=True),), every=False),
    )
    store.customer_books.change_rules(brand.id, lambda _: rules)
    assert store.customer_books.of(brand.id).rules == rules
    store.customer_books.change_rules(brand.id, lambda kept: tuple(reversed(kept or ())))
    assert [rule.id for rule in store.customer_books.of(brand.id).rules or ()] == ["new", "loyal"]
    store.customer_books.change_rules(brand.id, lambda _: None)
    assert store.customer_books.of(brand.id).rules is None


def test_thresholds_are_kept(store: Store, brand: Brand) -> None:
    assert store.customer_books.of(brand.id).thresholds is None
    store.customer_books.save_thresholds(brand.id, Thresholds(new_days=14, recency=(7, 30, 60, 90)))
    assert store.customer_books.of(brand.id).thresholds == Thresholds(new_days=14, recency=(7, 30, 60, 90))


def test_a_brand_nobody_knows_has_no_customers(store: Store) -> None:
    assert store.customers.all("nobody") == ()
    with pytest.raises(UnknownName):
        store.customers.change_all("nobody", lambda _: [])


@pytest.mark.usefixtures("brand")
def test_the_last_import_is_taken_back_but_for_whom_something_happened_with(store: Store) -> None:
    added(store, ANN, events=(replace(STEP, at=NOON.replace(day=1)),))
    now = store.customers.clock()
    ordered = CustomerEvent(EventKind.BOUGHT, now.replace(hour=23), "云朵枕", by="list.csv")
    changed = replace(ANN, orders=4, spent=Decimal("1500.00"), fields=(("来源", "转介绍"),))
    new = [Customer(i, "yun", i) for i in ("c2", "c3")]
    changes = [CustomerChange(changed, (ordered,)), *map(CustomerChange, new)]
    store.customers.change_all("yun", lambda _: changes, file="list.csv")
    last = store.customer_imports.last("yun")
    assert last is not None
    assert (last.file, last.added, last.changed) == ("list.csv", 2, 1)
    store.customers.change("c3", lambda c, _: CustomerChange(replace(c, name="有人改过")))
    back = store.customer_imports.take_back("yun")
    assert (back.removed, back.restored, back.left) == (1, 1, ("有人改过",))
    assert {c.id: c for c in store.customers.all("yun")}.keys() == {"c1", "c3"}
    assert (store.customers.get("c1"), len(store.customers.events("c1"))) == (ANN, 1)
    assert store.customer_imports.last("yun") is None


def test_traces_of_a_stop_stay_until_they_are_to_be_forgotten(store: Store, ann: Customer) -> None:
    store.customers.delete(ann.id, leave=("t1", "t2"))
    assert store.customers.stop_traces("yun") == {"t1", "t2"}
    added(store, ann)
    store.customers.delete(ann.id, forget=("t1",), leave=("t2",))
    assert store.customers.stop_traces("yun") == {"t2"}
    assert store.customers.stop_traces("other") == frozenset()
