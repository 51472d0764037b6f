"""An item's card over the calendar: where it stands, its text, and all that can be done with it."""

from datetime import date, time
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.draft import Draft
from copilot.errors import UnknownName
from copilot.ui.components import calendar_moves, findings, item_edit, item_history, sentence_rewrite
from copilot.ui.components.calendar_filters import Names
from copilot.ui.components.findings import plain
from copilot.ui.components.item_words import why_words
from copilot.ui.marked_text import marked_html
from copilot.ui.state import say, the_copilot


def open_item(page: str, item_id: str) -> None:
    """Let the card of that item be shown."""
    st.session_state[_key(page)] = item_id


def close(page: str) -> None:
    """Let no card be shown."""
    st.session_state.pop(_key(page), None)


def show(brand: Brand, names: Names, page: str) -> None:
    """The card of the item that is open, over the page; nothing where none is."""
    item_id = st.session_state.get(_key(page))
    if item_id is None:
        return
    try:
        item = the_copilot().store.calendar.get(item_id)
    except UnknownName:
        close(page)
        return
    if item.removed or item.brand_id != brand.id:
        close(page)
        return
    heading = say(
        "calendar.item_title", when=calendar_moves.when(item), audience=names.of("audience", item.slot.audience_id)
    )
    st.dialog(heading, width="large", on_dismiss=partial(close, page))(_card)(item_id, names, page)


def _card(item_id: str, names: Names, page: str) -> None:
    """Drawn anew by itself while somebody works in it; whatever changed the item draws the whole page."""
    if st.session_state.pop(f"{page}.changed", False):
        st.rerun()
    item = the_copilot().store.calendar.get(item_id)
    draft = the_copilot().store.drafts.get(item.draft_id) if item.draft_id else None
    _about(item, names)
    if draft is None:
        st.info(say("calendar.not_written"), icon=":material/edit_off:")
    else:
        _text(item, draft, page)
    _when(item, page)
    with st.expander(say("calendar.history"), icon=":material/history:", key=f"{page}.history"):
        item_history.show(item)


def _about(item: Item, names: Names) -> None:
    slot = item.slot
    st.markdown(f"**{plain(slot.idea)}**")
    parts = (
        say(f"channels.{slot.channel}"),
        names.of("persona", slot.persona_id) if slot.persona_id else "",
        say(f"nodes.{slot.node}"),
        say(f"steps.{slot.step}") if slot.step else "",
        say(f"purposes.{slot.purpose}"),
        slot.product or "",
        slot.offer.words if slot.offer else "",
        say(f"occasions.{slot.occasion}") if slot.occasion else "",
    )
    st.caption(" · ".join(plain(part) for part in parts if part))
    if slot.requests:
        st.caption(plain(say("calendar.bring", what=say("exports.between").join(slot.requests))))
    state = say(f"item_states.{item.state}")
    why = why_words(item.why)
    st.markdown(f":blue-badge[{state}]" + (f" {plain(why)}" if why else ""))


def _text(item: Item, draft: Draft, page: str) -> None:
    found = next((v for v in draft.variants if v.text == draft.text), None)
    st.html(marked_html(draft.text, found.findings if found else (), found.citations if found else ()))
    if found and found.findings:
        findings.listed(found.findings)
    if item.state in item_edit.EDITABLE and item.sent is None:
        sentence_rewrite.show_for_item(item, draft, page, partial(_said, page))
    item_edit.show(item, draft, page)


def _said(page: str, item: Item) -> Item:
    """Draw the page anew: what stands behind the card shows the text, too."""
    st.session_state[f"{page}.changed"] = True
    return item


def _when(item: Item, page: str) -> None:
    if item.sent is not None:
        return
    st.markdown(f"**{say('calendar.move')}**")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        # The version is in the keys: what somebody else changed is what the fields begin with.
        day = st.date_input(say("calendar.day"), item.slot.day, key=f"{page}.day.{item.id}.{item.version}", width=150)
        at = st.time_input(
            say("calendar.time"), item.slot.time, step=300, key=f"{page}.time.{item.id}.{item.version}", width=130
        )
        st.button(
            say("calendar.move_now"), key=f"{page}.move", icon=":material/event:",
            disabled=(day, at) == (item.slot.day, item.slot.time), on_click=_moved, args=(page, item, day, at),
        )  # fmt: skip
        st.button(
            say("calendar.remove"), key=f"{page}.remove", type="tertiary", icon=":material/delete:",
            on_click=_removed, args=(page, item),
        )  # fmt: skip


def _moved(page: str, item: Item, day: date, at: time) -> None:
    calendar_moves.move(page, item, day, at)
    close(page)
    st.session_state[f"{page}.changed"] = True


def _removed(page: str, item: Item) -> None:
    calendar_moves.remove(page, item)
    close(page)
    st.session_state[f"{page}.changed"] = True


def _key(page: str) -> str:
    return f"{page}.opened"
