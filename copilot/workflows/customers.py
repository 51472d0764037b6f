"""Keeping customers: finding them, what happened with them, their stop and consent, and handing out or deleting it all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from copilot.customers.stop_traces import traces_left, traces_matching
from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.conversation import Reading
from copilot.domain.customer import (
    EVERYBODY,
    NO_RULE,
    STOP_MARKED,
    STOPPED_BEFORE,
    Consent,
    Customer,
    CustomerChange,
    CustomerEvent,
    CustomerQuery,
    EventKind,
    promises_of,
    steps_of,
)
from copilot.domain.segment_rule import Placed
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store
from copilot.workflows.customer_card import CustomerCard, exported
from copilot.workflows.import_customers import CustomerImport
from copilot.workflows.segments import Segmenting

SAME_PROMISE = timedelta(days=14)
"""A promise in the same words within this time, once kept, is the old one read again."""
SAVED_ELSEWHERE = ("brand_id", "consent", "stopped_at", "stop_words", "listed_tags")
History = tuple[CustomerEvent, ...]


@dataclass(frozen=True, slots=True)
class CustomerKeeping:
    """The customers of all brands. Every verb raises `UnknownName` for a customer that is not there."""

    store: Store
    segments: Segmenting
    importing: CustomerImport
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def all(self, brand: Brand) -> tuple[Customer, ...]:
        """The brand's customers, in the order they were added."""
        return self.store.customers.all(brand.id)

    def count(self, brand: Brand) -> int:
        """How many customers the brand has."""
        return self.store.customers.count(brand.id)

    def get(self, customer_id: str) -> Customer:
        """One customer."""
        return self.store.customers.get(customer_id)

    def find(self, brand: Brand, query: CustomerQuery = EVERYBODY) -> tuple[Placed, ...]:
        """The customers that `query` asks for with the rules that decide, whoever was in contact last first."""
        found = [p for p in self.segments.population(brand).placed if _fits(p, query)]
        return tuple(sorted(found, key=_since))

    def named(self, brand: Brand, name: str) -> Customer:
        """The customer with that id, number, contact or, where only one is called so, name. Raises `UnknownName`."""
        everybody = self.all(brand)
        wanted = name.strip()
        for by in (lambda c: (c.id,), lambda c: (c.code,), lambda c: c.contacts, lambda c: (c.name,)):
            found = [c for c in everybody if wanted in by(c)]
            if len(found) == 1:
                return found[0]
        raise UnknownName("customer", name)

    def tags(self, brand: Brand) -> tuple[str, ...]:
        """Every tag somebody has, those that most have first."""
        counts: dict[str, int] = {}
        for placed in self.segments.population(brand).placed:
            for tag in placed.profile.customer.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))

    def add(self, brand: Brand, name: str, contact: str = "") -> Customer:
        """A new customer. Raises `InvalidInput` without a name."""
        if not name.strip():
            raise InvalidInput("a customer needs a name", code="text_empty")
        contacts = (contact.strip(),) if contact.strip() else ()
        change = CustomerChange(Customer(self.new_id(), brand.id, name.strip(), contacts=contacts))
        if self.store.customers.stop_traces(brand.id) & set(traces_matching(change.customer)):
            change = _stopped(change.customer, STOPPED_BEFORE, self.clock(), "")
        self.store.customers.change_all(brand.id, lambda _: [change])
        return change.customer

    def save(self, customer: Customer) -> Customer:
        """Keep what a person changed of it. Stop and consent have verbs of their own, and stay as they are."""

        def decide(now: Customer, _: History) -> CustomerChange:
            kept = {name: getattr(now, name) for name in SAVED_ELSEWHERE}
            return CustomerChange(replace(customer, **kept))

        return self.store.customers.change(customer.id, decide)

    def note_reading(self, customer_id: str, reading: Reading, *, overridden: bool = False) -> Customer:
        """Keep where a chat showed the customer to stand (once a day unless it changed), what was promised to them, and
        that they said stop."""
        now = self.clock()
        return self.store.customers.change(customer_id, lambda c, events: _read(c, events, reading, now, overridden))

    def note(self, customer_id: str, text: str, by: str = "") -> Customer:
        """Add a note. Raises `InvalidInput` for an empty one."""
        if not text.strip():
            raise InvalidInput("a note needs a text", code="text_empty")
        return self.happened(customer_id, CustomerEvent(EventKind.NOTE, self.clock(), text.strip(), by=by))

    def happened(self, customer_id: str, event: CustomerEvent) -> Customer:
        """Add an event as it is: what was sent, what came of it, what was bought."""
        return self.store.customers.change(customer_id, lambda c, _: CustomerChange(c, (event,)))

    def keep_promise(self, customer_id: str, promise_id: int) -> Customer:
        """Mark a promise as kept. Raises `UnknownName` where there is no such promise."""

        def decide(customer: Customer, events: History) -> CustomerChange:
            promise = next((p for p in promises_of(events) if p.event.id == promise_id), None)
            if promise is None:
                raise UnknownName("promise", str(promise_id))
            kept = () if promise.kept else (CustomerEvent(EventKind.KEPT, self.clock(), about=promise_id),)
            return CustomerChange(customer, kept)

        return self.store.customers.change(customer_id, decide)

    def take_back(self, customer_id: str, event_id: int) -> CustomerEvent:
        """Delete a note, or let a promise be open again by its event of being kept; returns what it was.

        Raises `UnknownName` for other events: what happened, happened.
        """
        found: list[CustomerEvent] = []

        def decide(customer: Customer, events: History) -> CustomerChange:
            found.extend(e for e in events if e.id == event_id and e.kind in (EventKind.NOTE, EventKind.KEPT))
            if not found:
                raise UnknownName("event", str(event_id))
            return CustomerChange(customer, undone=(event_id,))

        self.store.customers.change(customer_id, decide)
        return found[0]

    def stop(self, customer_id: str, words: str, by: str = "") -> Customer:
        """Record that they want nothing sent any more, in which words."""
        now = self.clock()
        return self.store.customers.change(customer_id, lambda c, _: _stopped(c, words.strip(), now, by))

    def unmark_stop(self, customer_id: str) -> Customer:
        """Take a stop back that only came of marking an outcome; any other stays."""

        def decide(customer: Customer, events: History) -> CustomerChange:
            if customer.stop_words != STOP_MARKED:
                return CustomerChange(customer)
            marked = tuple(e.id for e in events if e.kind is EventKind.STOP and e.text == STOP_MARKED)
            return CustomerChange(replace(customer, stopped_at=None, stop_words=""), undone=marked[-1:])

        return self.store.customers.change(customer_id, decide)

    def resume(self, customer_id: str, why: str, by: str = "") -> Customer:
        """Take a stop back. Raises `InvalidInput` without a reason."""
        if not why.strip():
            raise InvalidInput("taking a stop back needs a reason", code="reason_missing")

        def decide(customer: Customer, _: History) -> CustomerChange:
            if not customer.stopped:
                return CustomerChange(customer)
            event = CustomerEvent(EventKind.RESUME, self.clock(), why.strip(), by=by)
            return CustomerChange(replace(customer, stopped_at=None, stop_words=""), (event,))

        return self.store.customers.change(customer_id, decide)

    def set_consent(self, customer_id: str, consent: Consent, why: str, by: str = "") -> Customer:
        """Record whether they agreed, and how. Raises `InvalidInput` without saying how."""
        if not why.strip():
            raise InvalidInput("consent needs to be told how it was given", code="reason_missing")

        def decide(customer: Customer, _: History) -> CustomerChange:
            event = CustomerEvent(EventKind.CONSENT, self.clock(), f"{consent.value}: {why.strip()}", by=by)
            return CustomerChange(replace(customer, consent=consent), (event,))

        return self.store.customers.change(customer_id, decide)

    def card(self, customer_id: str) -> CustomerCard:
        """All that is shown of a customer."""
        customer = self.get(customer_id)
        placed, events = self.segments.place(customer), self.store.customers.events(customer_id)
        segment = self.segments.card(customer.brand_id, placed.rule)
        sent = self.store.sendings.of_customer(customer_id)
        return CustomerCard(customer, placed, segment, steps_of(events), promises_of(events), events, sent)

    def segment_of(self, customer: Customer) -> Segment | None:
        """The card of the segment that a reply to this customer is written to; None where their rule has none."""
        return self.segments.card(customer.brand_id, self.segments.place(customer).rule)

    def export(self, customer_id: str) -> dict[str, Any]:
        """Everything that is kept of a customer, in every table, as plain JSON."""
        return exported(self.card(customer_id), self.store.customers.export(customer_id))

    def delete(self, customer_id: str) -> None:
        """Delete everything that is kept of a customer, in every table. There is no way back.

        Of one who may not be sent anything, traces that cannot be read stay: a list that names them finds them stopped.
        """
        customer = self.get(customer_id)
        leave = () if customer.may_be_sent else traces_left(customer)
        self.store.customers.delete(customer_id, forget=traces_matching(customer), leave=leave)

    def own_drafts(self, customer_id: str | None, draft_ids: Sequence[str]) -> None:
        """Say that drafts answer this customer's chat, or nobody's that is known: they are deleted with them."""
        self.store.drafts.belong_to(draft_ids, customer_id)


def _read(customer: Customer, events: History, reading: Reading, now: datetime, overridden: bool) -> CustomerChange:
    added: list[CustomerEvent] = []
    stands = (reading.stand, reading.step, reading.objection)
    last = steps_of(events)[-1:]
    if not any(
        (e.stand, e.step, e.objection) == stands and e.at.astimezone().date() == now.astimezone().date() for e in last
    ):
        stand, step, objection = stands
        added.append(CustomerEvent(EventKind.STEP, now, reading.why, 0, stand, step, objection, overridden))
    known = [p for p in promises_of(events) if p.kept is None or now - p.event.at < SAME_PROMISE]
    said = {p.event.text for p in known}
    fresh = dict.fromkeys(text.strip() for text in reading.promises)
    added += [CustomerEvent(EventKind.PROMISE, now, text) for text in fresh if text and text not in said]
    moved = replace(
        customer, stand=stands[0], step=stands[1], objection=stands[2], last_contact=now.astimezone().date()
    )
    if reading.says_stop:
        stopped = _stopped(moved, reading.why, now, "")
        return CustomerChange(stopped.customer, (*added, *stopped.events))
    return CustomerChange(moved, tuple(added))


def _stopped(customer: Customer, words: str, now: datetime, by: str) -> CustomerChange:
    if customer.stopped:
        return CustomerChange(customer)
    event = CustomerEvent(EventKind.STOP, now, words, by=by)
    return CustomerChange(replace(customer, stopped_at=now, stop_words=words), (event,))


def _fits(placed: Placed, query: CustomerQuery) -> bool:
    customer = placed.profile.customer
    if query.stopped is not None and customer.stopped is not query.stopped:
        return False
    if query.tag and query.tag not in customer.tags:
        return False
    if query.rule_id and (placed.rule.id if placed.rule else NO_RULE) != query.rule_id:
        return False
    if not query.text.strip():
        return True
    told = (customer.name, customer.code, *customer.contacts, *customer.tags, *customer.bought, customer.remark)
    whole = "\n".join((*told, *(value for _, value in customer.fields))).casefold()
    return all(word in whole for word in query.text.casefold().split())


def _since(placed: Placed) -> tuple[bool, int]:
    days = placed.profile.days_since_contact
    return days is None, days or 0
