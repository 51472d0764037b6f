"""Whose chat it is: the customer as the brand keeps them, their segment taken over, a stop said loudly."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.customer import Customer
from copilot.errors import ButterflyError, UnknownName
from copilot.ui.components import ordering
from copilot.ui.components.customer_words import stop_said
from copilot.ui.components.findings import plain
from copilot.ui.desk import Slots, digest
from copilot.ui.moments import moment
from copilot.ui.order import Order
from copilot.ui.state import TROUBLE_KEY, keep, kept, say, the_copilot

MOST_OFFERED = 2000
TAGS_SHOWN, STEPS_SHOWN = 2, 3


def choose(slots: Slots, slot: str, nickname: str) -> Customer | None:
    """Choose the customer of this chat by typing, or make a new one; whoever is called like in the chat is offered."""
    page, brand = slots.page(slot), slots.brand
    everybody = known(brand)
    chosen = next((c for c in everybody if c.id == kept(page).get("customer")), None)
    labels = {"": say("desk.nobody")} | {c.id: _label(c) for c in everybody}
    key = f"{page}.customer"
    st.session_state[key] = chosen.id if chosen else ""
    st.selectbox(
        say("desk.customer"), list(labels), key=key, format_func=lambda c: labels.get(c, c), accept_new_options=True,
        on_change=_chosen, args=(page, brand), help=say("desk.customer_help"),
    )  # fmt: skip
    if chosen is None:
        _offer(page, [c for c in everybody if nickname and nickname in (c.name, c.name.split(" ")[0], *c.contacts)])
    else:
        _told(chosen)
    return chosen


def known(brand: Brand) -> tuple[Customer, ...]:
    """The brand's customers, whoever was in contact last first, as many as can be chosen from."""
    everybody = sorted(the_copilot().people.customers.all(brand), key=lambda c: str(c.last_contact or ""), reverse=True)
    return tuple(everybody[:MOST_OFFERED])


def own_drafts(page: str, customer: Customer | None) -> None:
    """Say whose chat the page's drafts answer, again only when either changes; they are deleted with the customer."""
    ids = [entry["id"] for entry in kept(page).get("drafts") or []]
    owned = [customer.id if customer else None, *ids]
    if not ids or kept(page).get("owned", [None, *ids]) == owned:
        return
    try:
        the_copilot().people.customers.own_drafts(customer.id if customer else None, ids)
        keep(page, "owned", owned)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def note(page: str, order: Order) -> None:
    """Keep in the customer's history where they stand, what was promised, and that they said stop: once replies are
    ordered or written (also before it was said whose chat it is) or a person has said something, and again only when
    anything changes."""
    if order.customer is None or order.understood is None:
        return
    name = digest(f"{order.customer.id}\0{order.chat}\0{order.override}")
    counts = order.override or ordering.is_placed(page) or ordering.is_written(page, order.chat)
    if kept(page).get("noted") == name or not counts:
        return
    told = order.override.on(order.understood.told)
    try:
        overridden = bool(order.override.place or order.override.objection)
        the_copilot().people.customers.note_reading(order.customer.id, told, overridden=overridden)
        keep(page, "noted", name)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def resume(customer: Customer | None) -> None:
    """A person goes on with somebody who had said stop, in a callback: it is taken off the stop list, with the reason."""
    if customer is None:
        return
    try:
        the_copilot().people.customers.resume(customer.id, say("desk.resumed_why"))
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _label(customer: Customer) -> str:
    """What tells namesakes apart: tags, and the end of a number."""
    tail = next((contact[-4:] for contact in customer.contacts), customer.code)
    return " · ".join(part for part in (customer.called, *customer.tags[:TAGS_SHOWN], tail) if part)


def _chosen(page: str, brand: Brand) -> None:
    picked = str(st.session_state.get(f"{page}.customer") or "").strip()
    if picked == (kept(page).get("customer") or ""):
        return
    try:
        _take(page, of(brand, picked) if picked else None)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def of(brand: Brand, picked: str) -> Customer:
    """The customer of that id; a new one of that name where there is none."""
    customers = the_copilot().people.customers
    try:
        return customers.get(picked)
    except UnknownName:
        return customers.add(brand, picked)


def _take(page: str, customer: Customer | None) -> None:
    """Let the chat be this customer's and take their segment over."""
    keep(page, "customer", customer.id if customer else None)
    segment = the_copilot().people.customers.segment_of(customer) if customer else None
    keep(page, "segment", segment.id if segment else None)
    st.session_state[f"{page}.segment"] = segment.id if segment else ""


def _offer(page: str, alike: Sequence[Customer]) -> None:
    for customer in alike[:TAGS_SHOWN]:
        st.button(
            say("desk.is_it", name=plain(_label(customer))), key=f"{page}.is_it.{customer.id}", type="tertiary",
            icon=":material/person_check:", on_click=_take, args=(page, customer),
        )  # fmt: skip


def _told(customer: Customer) -> None:
    """A stop loudly; else what one wants to know before answering, in a line."""
    if customer.stopped_at:
        told = say("desk.stopped", when=moment(customer.stopped_at), words=plain(stop_said(customer.stop_words)))
        st.error(told, icon=":material/do_not_disturb_on:")
    card = the_copilot().people.customers.card(customer.id)
    steps = [say(f"desk.places.{e.step or e.stand}") for e in card.steps if e.step or e.stand][-STEPS_SHOWN:]
    owed = [promise.event.text for promise in card.promises if promise.kept is None]
    parts = (
        card.placed.rule.name if card.placed.rule else "",
        say("desk.orders", count=customer.orders) if customer.orders else "",
        " → ".join(steps),
        say("desk.owed", count=len(owed)) if owed else "",
    )
    if line := " · ".join(plain(part) for part in parts if part):
        st.caption(f":material/person: {line}")
