"""The item that is read: where it goes, its text with all that is known against it, and what people said of it."""

from functools import partial
from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Draft, Variant
from copilot.domain.review import Waiting
from copilot.domain.waiver import standing
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.checked_html import legend_html
from copilot.ui.components import (
    findings,
    item_edit,
    item_history,
    review_bar,
    review_changes,
    review_comments,
    review_deeds,
    review_evidence,
    sentence_rewrite,
)
from copilot.ui.components.findings import Sheet, plain
from copilot.ui.components.item_words import why_words
from copilot.ui.components.people_names import names as people_names
from copilot.ui.components.review_queue import sign_html
from copilot.ui.components.review_words import Seen, about, level, place, reasons, when
from copilot.ui.marked_text import marked_html
from copilot.ui.state import locale, say, the_copilot

COLOURS = {ItemState.SUBMITTED: "blue", ItemState.CHANGES_REQUESTED: "orange", ItemState.APPROVED: "green"}


def read(brand: Brand, item_id: str | None, seen: Seen) -> Waiting | None:
    """The item that is open, as it is now, also where it is not in the queue any more; else the first of the queue, if
    there is one."""
    found = next((one for one in seen.queue if one.item.id == item_id), None)
    if found is None and item_id is not None:
        try:
            looked = the_copilot().calendar.review.look(item_id)
        except ButterflyError:
            looked = None
        if looked is not None and looked.item.brand_id == brand.id and not looked.item.removed:
            return looked
    return found or (seen.queue[0] if seen.queue else None)


def show(brand: Brand, waiting: Waiting, seen: Seen, page: str) -> None:
    """All of it, the buttons first, so that they are always in the same place."""
    item, draft = waiting.item, waiting.draft
    with st.container(gap="xsmall", key=f"{page}.head"):
        st.html(f'<i class="bf-top" data-of="{escape(item.id, quote=True)}"></i>')
        ids = [one.item.id for one in seen.queue]
        at = f"　:gray[:small[{say('review.at', at=ids.index(item.id) + 1, count=len(ids))}]]" if item.id in ids else ""
        st.markdown(f"**{plain(when(item))}**　{plain(place(item, seen.names))}{at}")
        st.caption(" · ".join(plain(part) for part in _slot(item, seen)))
    review_bar.show(item, draft, seen, page)
    _standing(waiting)
    shown = next((v for v in draft.variants if v.text == draft.text), None)
    with st.container(border=True, key=f"card-{page}.text"):
        left = standing(waiting.judged)
        st.html(marked_html(draft.text, left, shown.citations if shown else ()))
        if kinds := legend_html({f.severity for f in left}, locale()):
            st.html(kinds)
        if item.state in item_edit.EDITABLE and item.sent is None:
            sentence_rewrite.show_for_item(item, draft, page, partial(review_deeds.again, item))
        _edit(item, draft, page)
    _against(brand, waiting, page)
    _beside(item, draft, shown, page)


def _slot(item: Item, seen: Seen) -> tuple[str, ...]:
    slot = item.slot
    node = say(f"steps.{slot.step}") if slot.step else say(f"nodes.{slot.node}")
    offer = (slot.offer.words,) if slot.offer else ()
    return (*about(item, seen.names), node, *offer, slot.idea)


def _standing(waiting: Waiting) -> None:
    """How far it is and why, who approved it, and what makes it risky."""
    item, people = waiting.item, people_names()
    why = why_words(item.why)
    state = f":{COLOURS.get(item.state, 'gray')}-badge[{say(f'item_states.{item.state}')}]"
    st.markdown(f"{state} {plain(why)}" if why else state)
    if waiting.needs > 1:
        by = say("review.comma").join(people.get(a.by, a.by) for a in item.approvals)
        told = say("review.needs", count=len(item.approvals), of=waiting.needs)
        st.caption(f":material/group: {plain(f'{told} {by}'.strip())}")
    html = "".join(f"<li>{escape(reason)}</li>" for reason in reasons(waiting))
    st.html(f'<div class="bf-row bf-why">{sign_html(level(waiting))}<ul>{html}</ul></div>')
    if item.state is ItemState.SUBMITTED:
        actor = current_actor()
        if not actor.alone and item.author == actor.id:
            st.caption(f":material/person: {say('review.own')}")


def _edit(item: Item, draft: Draft, page: str) -> None:
    """The field for another text, when it is asked for, or while something typed in it is not saved."""
    key = f"{page}.editing"
    if item.state not in item_edit.EDITABLE:
        return
    if st.session_state.get(key) == item.id or item_edit.unsaved(item, draft, page):
        item_edit.field(item, draft, page, partial(_saved, item, page))
        if item.state is ItemState.SUBMITTED:
            st.caption(say("review.edit_submits"))
        return
    st.button(
        say("review.edit"), key=f"{page}.edit", type="tertiary", icon=":material/edit:", on_click=_begin,
        args=(key, item.id),
    )  # fmt: skip


def _begin(key: str, item_id: str) -> None:
    st.session_state[key] = item_id


def _saved(item: Item, page: str, version: int, text: str) -> None:
    review_deeds.put_text(item, version, text)
    st.session_state.pop(f"{page}.editing", None)


def _against(brand: Brand, waiting: Waiting, page: str) -> None:
    """What was found, the worst first, each with what can be done."""
    item = waiting.item
    if not waiting.judged:
        st.caption(f":material/verified: {say('findings.none')}")
        return
    sheet = Sheet(
        f"{page}.{item.id}", brand.id, waiting.draft.text, partial(review_deeds.put_text, item, item.version),
        partial(review_deeds.let_pass, item), partial(review_deeds.let_stand, item),
    )  # fmt: skip
    findings.show(waiting.judged, sheet)


def _beside(item: Item, draft: Draft, shown: Variant | None, page: str) -> None:
    review_evidence.show(draft, shown.citations if shown else ())
    review_comments.show(item, draft, page)
    review_changes.show(draft, page)
    with st.expander(say("review.history"), icon=":material/history:", key=f"{page}.history"):
        item_history.show(item)
