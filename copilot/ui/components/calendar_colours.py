"""What the calendar's colours and signs mean, and choosing others."""

from html import escape
from typing import Any

import streamlit as st

from copilot.domain.calendar import ItemState
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.ui.palette import BY, load_palette
from copilot.ui.state import choose, keep, kept, say

VALUES: dict[str, list[str]] = {
    "node": [n.value for n in Node],
    "state": [s.value for s in ItemState],
    "channel": [c.value for c in Channel],
}
NAMES = {"node": "nodes", "state": "item_states", "channel": "channels"}


def show(page: str) -> str:
    """The controls, and what items are coloured by."""
    with st.popover(say("calendar.colours"), icon=":material/palette:", key=f"{page}.colours"):
        by = _choose_by(page)
        _choices(by, page)
    return by


def own(page: str) -> dict[str, str]:
    """The colours somebody chose, by `<by>.<value>`."""
    return dict(kept(page).get("colours") or {})


def legend(present: set[str], by: str, page: str) -> None:
    """What the colours and signs of the values in sight mean."""
    entries = []
    for value in (v for v in VALUES[by] if v in present):
        colour = load_palette().of(by, value, own(page))
        sign, name = escape(say(f"calendar.signs.{by}.{value}")), escape(say(f"{NAMES[by]}.{value}"))
        entries.append(f'<li><b style="background:{colour.fill};color:{colour.text}">{sign}</b>{name}</li>')
    if entries:
        st.html(f'<ul class="bf-signs">{"".join(entries)}</ul>')


def _choose_by(page: str) -> str:
    return str(
        st.selectbox(
            say("calendar.colour_by"), format_func=lambda by: say(f"calendar.colours_by.{by}"),
            **choose(page, "by", list(BY), "state"),
        )
    )  # fmt: skip


def _choices(by: str, page: str) -> None:
    """A colour for each value, of the palette."""
    st.caption(say("calendar.colours_help"))
    names = {colour: say(f"calendar.colour_names.{colour}") for colour in load_palette().colours}
    for value in VALUES[by]:
        key = f"{page}.colour.{by}.{value}"
        # Anew each time: another tab may have chosen meanwhile.
        st.session_state[key] = load_palette().of(by, value, own(page)).id
        st.selectbox(
            say(f"{NAMES[by]}.{value}"), list(names), key=key, format_func=lambda c: names[c],
            on_change=_chosen, args=(page, f"{by}.{value}", key),
        )  # fmt: skip
    st.button(
        say("calendar.colours_reset"), key=f"{page}.colours.reset", type="tertiary", disabled=not own(page),
        on_click=keep, args=(page, "colours", None),
    )  # fmt: skip


def _chosen(page: str, value: str, key: str) -> None:
    chosen: dict[str, Any] = {**own(page), value: st.session_state[key]}
    keep(page, "colours", chosen)
