"""A customer's rights: everything that is kept of them as a file, and everything deleted, each in one action."""

import json
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.customer import Customer
from copilot.errors import ButterflyError
from copilot.ui.components import opened_customer
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, say, the_copilot


def show(brand: Brand, customer: Customer, key: str) -> None:
    """The export, and deleting, which asks once."""
    st.subheader(say("card.data"))
    st.caption(say("card.data_lead"))
    st.download_button(
        say("card.export"), data=partial(_everything, customer.id), file_name=f"customer-{customer.id[:8]}.json",
        mime="application/json", key=f"{key}.export", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    if not st.session_state.get(f"{key}.sure"):
        st.button(
            say("card.delete"), key=f"{key}.delete", icon=":material/delete_forever:", type="tertiary",
            on_click=partial(_ask, key, sure=True),
        )  # fmt: skip
        return
    with st.container(border=True, key=f"card-{key}.sure"):
        st.markdown(plain(say("card.delete_sure", name=customer.called)))
        if not customer.may_be_sent:
            st.caption(say("card.data_stop"))
        with st.container(horizontal=True):
            st.button(
                say("card.delete_yes"), key=f"{key}.delete.yes", icon=":material/delete_forever:", type="primary",
                on_click=partial(_delete, brand, customer, key),
            )  # fmt: skip
            st.button(say("card.delete_no"), key=f"{key}.delete.no", on_click=partial(_ask, key, sure=False))


def _everything(customer_id: str) -> bytes:
    told = the_copilot().people.customers.export(customer_id)
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _ask(key: str, *, sure: bool) -> None:
    st.session_state[f"{key}.sure"] = sure


def _delete(brand: Brand, customer: Customer, key: str) -> None:
    try:
        the_copilot().people.customers.delete(customer.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    for name in [n for n in st.session_state if str(n).startswith(f"{key}.")]:
        del st.session_state[name]
    st.session_state[f"customers.{brand.id}.deleted"] = True
    opened_customer.shut(brand)
