"""One customer: who they are, how far they have come, what was promised, sent, bought and noted, and their rights."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.customer import CustomerEvent, EventKind, Promise
from copilot.errors import ButterflyError
from copilot.ui.components import (
    customer_data,
    customer_facts,
    customer_notes,
    customer_steps,
    customer_stop,
    opened_customer,
)
from copilot.ui.components.customer_words import badges, outcome_badge, why
from copilot.ui.components.findings import plain
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, say, the_copilot
from copilot.workflows.customer_card import CustomerCard

SHOWN = 20


def show(brand: Brand, card: CustomerCard) -> None:
    """The whole card."""
    customer = card.customer
    key = f"customer.{customer.id}"
    st.button(
        say("customers.back"), key=f"{key}.back", icon=":material/arrow_back:", type="tertiary",
        on_click=opened_customer.shut, args=(brand,),
    )  # fmt: skip
    st.markdown(f"### {plain(customer.called)}{badges(customer)}")
    _segment(card)
    left, right = st.columns([3, 2], gap="large")
    with left:
        customer_steps.show(card.steps, key)
        _promises(card, key)
        customer_notes.show(card, key)
        _sent(card)
        _events(card, "bought_title", say("card.nothing_bought"), EventKind.BOUGHT)
    with right:
        customer_facts.show(card, key)
        customer_stop.show(card, key)
        customer_data.show(brand, customer, key)


def _segment(card: CustomerCard) -> None:
    rule = card.placed.rule
    if rule is None:
        st.caption(say("card.no_segment"))
        return
    written = say("card.written_for", segment=card.segment.name) if card.segment else say("card.not_written_for")
    st.markdown(f":green-badge[{plain(say('card.segment', rule=rule.name))}] {why(card.placed)}")
    st.caption(plain(written))


def _promises(card: CustomerCard, key: str) -> None:
    st.subheader(say("card.promises"))
    if not card.promises:
        st.caption(say("card.no_promises"))
    for promise in card.promises[:SHOWN]:
        _promise(card, promise, f"{key}.promise.{promise.event.id}")


def _promise(card: CustomerCard, promise: Promise, key: str) -> None:
    told = plain(say("card.promised", when=moment(promise.event.at), text=promise.event.text))
    customers, customer_id = the_copilot().people.customers, card.customer.id
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        if promise.kept:
            st.markdown(f":gray[{told} · {say('card.kept', when=moment(promise.kept.at))}]", width="stretch")
            act: Callable[[], object] = partial(customers.take_back, customer_id, promise.kept.id)
            name, icon = "undo_kept", ":material/undo:"
        else:
            st.markdown(f"{told} :orange-badge[{say('card.not_kept_yet')}]", width="stretch")
            act = partial(customers.keep_promise, customer_id, promise.event.id)
            name, icon = "mark_kept", ":material/check:"
        st.button(say(f"card.{name}"), key=f"{key}.{name}", icon=icon, on_click=_told, args=(act,))


def _told(act: Callable[[], object]) -> None:
    try:
        act()
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _sent(card: CustomerCard) -> None:
    """What went out and what came of it, the newest first; also what was noted elsewhere."""
    now = [(s.at, s.text, outcome_badge(s.outcome)) for s in card.sent]
    noted = [e for e in card.events if e.kind in (EventKind.SENT, EventKind.OUTCOME)]
    told = sorted([*now, *((e.at, e.text, "") for e in noted)], reverse=True)[:SHOWN]
    st.subheader(say("card.sent"))
    if not told:
        st.caption(say("card.nothing_sent"))
    for at, text, outcome in told:
        st.markdown(f"{plain(text)}{outcome}  \n:gray[:small[{moment(at)}]]")


def _events(card: CustomerCard, title: str, none: str, *kinds: EventKind) -> None:
    st.subheader(say(f"card.{title}"))
    found = [e for e in reversed(card.events) if e.kind in kinds][:SHOWN]
    if kinds == (EventKind.BOUGHT,) and card.customer.bought:
        st.markdown(plain(say("segments.words_joined").join(card.customer.bought)))
    elif not found:
        st.caption(none)
    for event in found:
        st.caption(_event(event))


def _event(event: CustomerEvent) -> str:
    return plain(f"{moment(event.at)} · {say(f'card.kinds.{event.kind}')} · {event.text}")
