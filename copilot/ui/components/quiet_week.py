"""A quiet week for a group: looked at, put into the calendar, and taken back."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Slot
from copilot.domain.draft import Severity
from copilot.domain.fatigue import Listener, QuietWeek
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import plan_words
from copilot.ui.components.findings import plain
from copilot.ui.state import keep, kept, locale, say, the_copilot
from copilot.workflows.quiet_week import QuietProposal, QuietUndone


def show(brand: Brand, page: str, listener: Listener, *, wanted: bool) -> None:
    """The button, or what the week would be. `wanted`: the group needs one."""
    key = f"{page}.quiet.{listener.id}"
    if error := st.session_state.pop(f"{key}.error", None):
        st.error(plain(plan_words.explain(error, brand)), icon=":material/block:")
    looked_at = kept(page).get(f"quiet.{listener.id}")
    if not looked_at:
        st.button(
            say("fatigue.quiet_offer"), key=f"{key}.offer", icon=":material/spa:",
            type="primary" if wanted else "tertiary", on_click=partial(_propose, brand, page, listener),
        )  # fmt: skip
        return
    try:
        found = the_copilot().butterfly.quieting.get(brand, str(looked_at))
    except ButterflyError:
        keep(page, f"quiet.{listener.id}", None)
        return
    _proposal(brand, page, listener, found)


def _proposal(brand: Brand, page: str, listener: Listener, found: QuietProposal) -> None:
    key = f"{page}.quiet.{listener.id}"
    with st.container(border=True, gap="small", key=f"card-{key}"):
        st.markdown(f"**{plain(say('fatigue.quiet_title', name=listener.name, week=found.quiet.week))}**")
        st.caption(say("fatigue.quiet_lead"))
        _slots("goes", [item.slot for item in found.goes])
        _slots("comes", list(found.comes))
        for warning in found.warnings:
            if warning.severity is Severity.BLOCK:
                st.warning(plain(plan_words.told(warning, brand)), icon=":material/block:")
        with st.container(horizontal=True, gap="small"):
            st.button(
                say("fatigue.quiet_take"), key=f"{key}.take", type="primary", icon=":material/event_available:",
                on_click=partial(_take, brand, page, listener, found.quiet),
            )  # fmt: skip
            st.button(
                say("fatigue.quiet_cancel"), key=f"{key}.cancel", type="tertiary", on_click=keep,
                args=(page, f"quiet.{listener.id}", None),
            )  # fmt: skip


def _slots(name: str, slots: list[Slot]) -> None:
    if not slots:
        st.markdown(f":gray[{say(f'fatigue.quiet_{name}_none')}]")
        return
    st.markdown(f":small[**{say(f'fatigue.quiet_{name}', count=len(slots))}**]")
    lines = (
        say("fatigue.item_line", day=f"{s.day:%m-%d} {s.time:%H:%M}", channel=say(f"channels.{s.channel}"), idea=s.idea)
        for s in slots
    )
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def way_back(brand: Brand, page: str) -> None:
    """Quiet weeks that the calendar took, each with the way back, and what came of the last one taken back."""
    undone: QuietUndone | None = st.session_state.pop(f"{page}.undone", None)
    if undone is not None:
        st.success(
            say("fatigue.quiet_undone", restored=len(undone.restored), removed=len(undone.removed)),
            icon=":material/undo:",
        )
        if undone.stayed:
            st.caption(say("fatigue.quiet_stayed", count=len(undone.stayed)))
        if undone.refused:
            reason = locale().explain(undone.refused[0][1])
            st.warning(say("fatigue.quiet_refused", count=len(undone.refused), reason=reason))
    if error := st.session_state.pop(f"{page}.error", None):
        st.error(locale().explain(error), icon=":material/block:")
    today, quieting = the_copilot().today(), the_copilot().butterfly.quieting
    names = {one.id: one.name for one in the_copilot().calendar.audiences.all(brand)}
    for quiet in quieting.taken(brand):
        if quiet.week < today and (today - quiet.week).days > 6:
            continue
        found = quieting.get(brand, quiet.id)
        with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.{quiet.id}"):
            who = names.get(quiet.audience_id, quiet.audience_id)
            told = say("fatigue.quiet_taken", name=who, week=quiet.week, goes=len(found.goes), comes=len(found.comes))
            st.markdown(plain(told), width="stretch")
            st.button(
                say("fatigue.quiet_undo"), key=f"{page}.{quiet.id}.undo", icon=":material/undo:",
                on_click=partial(_undo, brand, page, quiet),
            )  # fmt: skip


def _propose(brand: Brand, page: str, listener: Listener) -> None:
    try:
        found = the_copilot().butterfly.quieting.propose(brand, listener.id, current_actor())
        keep(page, f"quiet.{listener.id}", found.quiet.id)
    except ButterflyError as error:
        st.session_state[f"{page}.quiet.{listener.id}.error"] = error


def _take(brand: Brand, page: str, listener: Listener, quiet: QuietWeek) -> None:
    try:
        the_copilot().butterfly.quieting.take(brand, quiet.id, current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.quiet.{listener.id}.error"] = error
    keep(page, f"quiet.{listener.id}", None)


def _undo(brand: Brand, page: str, quiet: QuietWeek) -> None:
    try:
        st.session_state[f"{page}.undone"] = the_copilot().butterfly.quieting.undo(brand, quiet.id, current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error
