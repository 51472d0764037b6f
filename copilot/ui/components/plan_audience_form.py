"""An audience on its way: its name, what it is made of, how many they are, who sends there, whose worries they have."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, AudienceKind
from copilot.errors import ButterflyError
from copilot.ui.state import keep, locale, remember, say, the_copilot

FIELDS = ("name", "kind", "size", "sender", "segment")
NEW = "new"


def add(brand: Brand, page: str, known: int) -> None:
    """A form for a new one beside so many; what is typed is kept."""
    # Other fields for the next: what the browser still holds of one that was just added is not put back into them.
    part = f"{NEW}.{known}"
    with st.expander(say("plan.add_audience"), icon=":material/group_add:", key=f"{page}.{NEW}"):
        for field in FIELDS:
            remember(page, f"{part}.{field}", _usual(field))
        _fields(brand, page, part)
        _trouble(page, part)
        st.button(
            say("plan.add"), key=f"{page}.{NEW}.save", icon=":material/check:",
            on_click=partial(_save, brand, page, part, ""),
        )  # fmt: skip


def open_(page: str, audience: Audience) -> None:
    """Open or close the form of one, in a callback."""
    key = f"{page}.editing_audience"
    if st.session_state.get(key) == audience.id:
        st.session_state.pop(key)
        return
    st.session_state[key] = audience.id
    values = (audience.name, audience.kind.value, audience.size, audience.sender, audience.segment_id or "")
    for field, value in zip(FIELDS, values, strict=True):
        st.session_state[f"{page}.{audience.id}.{field}"] = value


def edit(brand: Brand, page: str, audience: Audience) -> None:
    """The form of one that is there, where it is open."""
    if st.session_state.get(f"{page}.editing_audience") != audience.id:
        return
    _fields(brand, page, audience.id)
    _trouble(page, audience.id)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("plan.save"), key=f"{page}.{audience.id}.save", icon=":material/check:",
            on_click=partial(_save, brand, page, audience.id, audience.id),
        )  # fmt: skip
        st.button(
            say("plan.remove_audience"), key=f"{page}.{audience.id}.remove", icon=":material/delete:", type="tertiary",
            help=say("plan.remove_audience_help"), on_click=partial(_remove, brand, page, audience),
        )  # fmt: skip


def _fields(brand: Brand, page: str, part: str) -> None:
    key, kept = f"{page}.{part}", partial(_keep, page, part) if part.startswith(NEW) else None
    left, right = st.columns(2)
    left.text_input(
        say("plan.audience.name"), key=f"{key}.name", max_chars=60, placeholder=say("plan.audience.example"), on_change=kept
    )  # fmt: skip
    right.text_input(say("plan.audience.sender"), key=f"{key}.sender", max_chars=40, help=say("plan.audience.sender_help"), on_change=kept)  # fmt: skip
    kinds = {kind.value: say(f"audience_kinds.{kind}") for kind in AudienceKind}
    st.segmented_control(
        say("plan.audience.kind"), list(kinds), required=True, format_func=lambda k: kinds[k], key=f"{key}.kind", on_change=kept
    )  # fmt: skip
    st.caption(say(f"audience_kind_help.{st.session_state[f'{key}.kind']}"))
    left, right = st.columns(2)
    left.number_input(say("plan.audience.size"), key=f"{key}.size", min_value=0, step=1, value=None, on_change=kept)
    segments = {"": say("plan.audience.no_segment"), **{s.id: s.name for s in the_copilot().store.brands.segments(brand.id)}}  # fmt: skip
    if st.session_state[f"{key}.segment"] not in segments:
        st.session_state[f"{key}.segment"] = ""
    right.selectbox(
        say("plan.audience.segment"), list(segments), format_func=lambda s: segments[s], key=f"{key}.segment",
        help=say("plan.audience.segment_help"), on_change=kept,
    )  # fmt: skip


def _keep(page: str, part: str) -> None:
    for field in FIELDS:
        keep(page, f"{part}.{field}", st.session_state.get(f"{page}.{part}.{field}"))


def _save(brand: Brand, page: str, part: str, audience_id: str) -> None:
    name, kind, size, sender, segment = (st.session_state.get(f"{page}.{part}.{field}") for field in FIELDS)
    audience = Audience(
        audience_id, str(name or ""), AudienceKind(str(kind)), str(segment or "") or None,
        None if size is None else int(size), str(sender or ""),
    )  # fmt: skip
    try:
        the_copilot().calendar.audiences.save(brand, audience)
    except ButterflyError as error:
        st.session_state[f"{page}.{part}.error"] = error
        return
    st.session_state.pop(f"{page}.editing_audience", None)
    if part.startswith(NEW):
        for field in FIELDS:
            st.session_state.pop(f"{page}.{part}.{field}", None)
            keep(page, f"{part}.{field}", None)


def _remove(brand: Brand, page: str, audience: Audience) -> None:
    the_copilot().calendar.audiences.remove(brand, audience.id)
    st.session_state.pop(f"{page}.editing_audience", None)


def _trouble(page: str, part: str) -> None:
    if error := st.session_state.pop(f"{page}.{part}.error", None):
        st.error(locale().explain(error), icon=":material/error:")


def _usual(field: str) -> str | None:
    return {"kind": AudienceKind.GROUP.value, "size": None}.get(field, "")
