"""What was sent, one card each: what went out, what had been suggested, what the customer did, and the way back."""

from functools import partial
from typing import Any

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.sending import Outcome, Sending
from copilot.errors import ButterflyError, UnknownName
from copilot.reporting.sent_table import sent_csv
from copilot.ui.changed_text import changed_html
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, locale, say, the_copilot

AT_ONCE = 20
WRITTEN_AT_ONCE = 1_000
GONE_KEY = "sent.gone"


def show(brand: Brand, count: int, days: int | None) -> None:
    """A page of the entries, the newest first."""
    now = page(count, AT_ONCE, f"sent.{brand.id}.{days}.page")
    found = the_copilot().people.sending.recent(brand, days, limit=AT_ONCE, skip=now.start)
    personas, segments = names(brand)
    for sending in found:
        with st.container(border=True, key=f"card-sent.{sending.id}", gap="small"):
            _entry(sending, personas, segments)


def outcome(sending: Sending, key: str) -> None:
    """The marks of an entry; pressing the one that is set takes it off."""
    # Anew each time: somebody else may have marked it meanwhile.
    st.session_state[key] = sending.outcome.value if sending.outcome else None
    st.segmented_control(
        say("sent.outcome"), [o.value for o in Outcome], key=key, label_visibility="collapsed",
        format_func=lambda o: say(f"sent.outcomes.{o}"), on_change=_mark, args=(sending.id, key),
    )  # fmt: skip


def way_back() -> None:
    """The entry that was taken out last can be put back."""
    gone: Sending | None = st.session_state.get(GONE_KEY)
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(say("sent.undone"), icon=":material/delete:", width="stretch")
        st.button(say("sent.put_back"), key="sent.put_back", icon=":material/undo:", on_click=_put_back, args=(gone,))


def download(brand: Brand, days: int | None) -> None:
    """A button for all entries of the period as a file, which is made when it is asked for."""
    st.download_button(
        say("sent.download"), data=partial(_file, brand, days, locale().say, *names(brand)), mime="text/csv",
        file_name=f"{say('sent.file_name')}-{the_copilot().today():%Y-%m-%d}.csv", key=f"sent.{brand.id}.download",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def names(brand: Brand) -> tuple[dict[str, str], dict[str, str]]:
    """The names of personas and of segments by their ids."""
    store = the_copilot().store.brands
    personas, segments = store.personas(brand.id, retired=True), store.segments(brand.id, retired=True)
    return {p.id: p.name for p in personas}, {s.id: s.name for s in segments}


def _entry(sending: Sending, personas: dict[str, str], segments: dict[str, str]) -> None:
    about = (
        moment(sending.at),
        _whom(sending.customer_id),
        personas.get(sending.persona_id or "", ""),
        segments.get(sending.segment_id or "", ""),
        say(f"steps.{sending.step}") if sending.step else "",
        say(f"ideas.{sending.move}") if sending.move else "",
    )
    st.caption(" · ".join(plain(part) for part in about if part))
    st.html(changed_html(sending.suggested, sending.text))
    if sending.edited:
        st.caption(say("sent.changed", percent=max(1, round(100 * sending.edited))))
    else:
        st.caption(f":material/check: {say('sent.as_it_was')}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        outcome(sending, f"sent.{sending.id}.outcome")
        st.button(
            say("sent.undo"), key=f"sent.{sending.id}.undo", type="tertiary", icon=":material/undo:",
            on_click=_undo, args=(sending.id,),
        )  # fmt: skip


def _whom(customer_id: str | None) -> str:
    try:
        return the_copilot().people.customers.get(customer_id).called if customer_id else ""
    except UnknownName:
        return ""


def _file(brand: Brand, days: int | None, sentences: Any, personas: dict[str, str], segments: dict[str, str]) -> bytes:
    sending, found = the_copilot().people.sending, list[Sending]()
    while some := sending.recent(brand, days, limit=WRITTEN_AT_ONCE, skip=len(found)):
        found += some
    return sent_csv(found, sentences, personas=personas, segments=segments)


def _mark(sending_id: int, key: str) -> None:
    value = st.session_state[key]
    try:
        the_copilot().people.sending.mark(sending_id, Outcome(value) if value else None)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _undo(sending_id: int) -> None:
    try:
        st.session_state[GONE_KEY] = the_copilot().people.sending.undo(sending_id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _put_back(gone: Sending) -> None:
    try:
        the_copilot().people.sending.put_back(gone)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    st.session_state.pop(GONE_KEY, None)
