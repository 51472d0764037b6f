"""Whether a customer may be sent anything: their stop with its words, the way back with a reason, and their consent."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.customer import Consent, Customer, CustomerEvent, EventKind
from copilot.errors import ButterflyError
from copilot.ui.components.customer_words import stop_said
from copilot.ui.components.findings import plain
from copilot.ui.components.rule_words import who
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, say, the_copilot
from copilot.workflows.customer_card import CustomerCard

LOG = (EventKind.STOP, EventKind.RESUME, EventKind.CONSENT)


def show(card: CustomerCard, key: str) -> None:
    """The stop or its absence, consent, and who said what when."""
    customer, customers = card.customer, the_copilot().people.customers
    st.subheader(say("card.stop_title"))
    if customer.stopped_at:
        told = say("card.stopped", when=moment(customer.stopped_at), words=stop_said(customer.stop_words))
        st.warning(plain(told), icon=":material/block:")
        _reasoned(card, key, "resume", "resume_why", customers.resume)
    else:
        st.caption(say("card.not_stopped"))
        _reasoned(card, key, "stop", "stop_words", customers.stop)
    _consent(customer, key)
    for event in reversed([e for e in card.events if e.kind in LOG]):
        st.caption(plain(_logged(event)))


def _logged(event: CustomerEvent) -> str:
    words = stop_said(event.text)
    if event.kind is EventKind.CONSENT:
        value, _, why = event.text.partition(": ")
        words = " · ".join(part for part in (say(f"customers.consents.{value}"), why) if part)
    line = say("card.stop_log", when=moment(event.at), what=say(f"card.kinds.{event.kind}"), words=words)
    return say("card.said_by", line=line, who=event.by) if event.by else line


def _reasoned(card: CustomerCard, key: str, name: str, asked: str, act: Callable[[str, str, str], Customer]) -> None:
    with st.expander(say(f"card.{name}"), key=f"{key}.{name}"):
        st.text_input(say(f"card.{asked}"), key=f"{key}.{name}.words", max_chars=200)
        st.button(
            say(f"card.{name}"), key=f"{key}.{name}.save", icon=":material/check:",
            on_click=partial(_act, card.customer.id, f"{key}.{name}.words", act),
        )  # fmt: skip


def _consent(customer: Customer, key: str) -> None:
    names = {c.value: say(f"customers.consents.{c}") for c in Consent}
    with st.expander(f"{say('card.consent')} · {names[customer.consent.value]}", key=f"{key}.consent"):
        st.session_state.setdefault(f"{key}.consent.value", customer.consent.value)
        st.selectbox(
            say("card.consent"), list(names), key=f"{key}.consent.value", format_func=lambda c: names[c],
        )  # fmt: skip
        st.text_input(say("card.consent_why"), key=f"{key}.consent.words", max_chars=200)
        st.button(
            say("card.save_consent"), key=f"{key}.consent.save", icon=":material/check:",
            on_click=partial(_act, customer.id, f"{key}.consent.words", partial(_set_consent, f"{key}.consent.value")),
        )  # fmt: skip


def _set_consent(value_key: str, customer_id: str, why: str, by: str) -> Customer:
    return the_copilot().people.customers.set_consent(customer_id, Consent(st.session_state[value_key]), why, by)


def _act(customer_id: str, words_key: str, act: Callable[[str, str, str], Customer]) -> None:
    try:
        act(customer_id, str(st.session_state.get(words_key) or ""), who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    st.session_state[words_key] = ""
