"""What is known of a customer: the list's columns and the scores; the name, contact and tags can be changed."""

import re
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from copilot.domain.customer import Customer
from copilot.errors import ButterflyError
from copilot.ui.components.customer_words import day, money
from copilot.ui.state import TROUBLE_KEY, say, the_copilot
from copilot.workflows.customer_card import CustomerCard

_COMMA = re.compile(r"[,，、;；\n]+")
CHANGED = ("name", "contacts", "tags")


def show(card: CustomerCard, key: str) -> None:
    """Facts as a list of names and values, and a form for what people change."""
    customer, profile = card.customer, card.placed.profile
    st.subheader(say("card.facts"))
    comma = say("segments.words_joined")
    facts = [
        (say("card.contacts"), comma.join(customer.contacts)),
        (say("card.code"), customer.code),
        (say("card.tags"), comma.join(customer.tags)),
        (say("segments.aspects.lifecycle"), say(f"customers.lifecycles.{profile.lifecycle}")),
        (say("card.orders"), str(customer.orders)),
        (say("card.spent"), money(customer.spent) if customer.spent else ""),
        (say("card.first_order"), day(customer.first_order) if customer.first_order else ""),
        (say("card.last_order"), day(customer.last_order) if customer.last_order else ""),
        (say("card.last_contact"), day(customer.last_contact) if customer.last_contact else ""),
        (say("card.birthday"), customer.birthday),
        *customer.fields,
    ]
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    st.html(f'<dl class="bf-parts">{told}</dl>')
    scores = {"recency": profile.recency, "frequency": profile.frequency, "amount": profile.amount}
    st.caption(say("card.scores", **scores), help=say("card.scores_help"))
    with st.expander(say("segments.edit"), icon=":material/edit:", key=f"{key}.edit"):
        _form(customer, key)


def _form(customer: Customer, key: str) -> None:
    values = {"name": customer.name, "contacts": ", ".join(customer.contacts), "tags": ", ".join(customer.tags)}
    for field in CHANGED:
        st.session_state.setdefault(f"{key}.edit.{field}", values[field])
    st.text_input(say("customers.add_name"), key=f"{key}.edit.name", max_chars=60)
    st.text_input(say("card.contacts"), key=f"{key}.edit.contacts", max_chars=200, help=say("card.tags_help"))
    st.text_input(say("card.tags"), key=f"{key}.edit.tags", max_chars=300, help=say("card.tags_help"))
    st.button(say("card.save"), key=f"{key}.edit.save", icon=":material/check:", on_click=partial(_save, customer, key))


def _save(customer: Customer, key: str) -> None:
    typed = {field: str(st.session_state[f"{key}.edit.{field}"] or "") for field in CHANGED}
    changed = replace(
        customer, name=typed["name"].strip(), contacts=_several(typed["contacts"]), tags=_several(typed["tags"])
    )
    try:
        the_copilot().people.customers.save(changed)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    for field in CHANGED:
        st.session_state.pop(f"{key}.edit.{field}", None)
    st.toast(say("card.saved"), icon=":material/check:")


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in _COMMA.split(text) if (part := one.strip())))
