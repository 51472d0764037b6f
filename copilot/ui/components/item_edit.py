"""Editing an item's text and sending it to review; of two people who edit at once the second is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Draft
from copilot.errors import ButterflyError, Conflict
from copilot.ui.actor import current_actor
from copilot.ui.components.people_names import with_names
from copilot.ui.state import keep, kept, locale, say, the_copilot

EDITS = "calendar.edits"
"""Under this name what is typed is kept over a refresh, by item."""
EDITABLE = frozenset(ItemState) - {ItemState.PLANNED, ItemState.EXPIRED}
HEIGHT = 180
Save = Callable[[int, str], object]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What somebody typed over the version they saw."""

    version: int
    text: str


def show(item: Item, draft: Draft, page: str) -> None:
    """The field where the text may be changed, and the buttons for what comes next."""
    field(item, draft, page)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _next_steps(item, page)


def field(item: Item, draft: Draft, page: str, save: Save | None = None) -> None:
    """The field alone, where the item may be edited, with what kept the last edit from being saved. `save` is given the
    version that was seen and the text; by itself it is an edit and nothing more."""
    put = save or partial(_edit, item)
    _trouble(item, page, put)
    if item.state in EDITABLE and item.sent is None:
        _field(item, draft, page, put)


def unsaved(item: Item, draft: Draft, page: str) -> bool:
    """Whether something is typed that was not saved, also when it arrives in the same moment as a press."""
    in_field = st.session_state.get(f"{page}.text.{item.id}.{item.version}", draft.text)
    return _typed(item) is not None or in_field != draft.text


def _field(item: Item, draft: Draft, page: str, save: Save) -> None:
    typed = _typed(item)
    key = f"{page}.text.{item.id}.{item.version if typed is None else typed.version}"
    if key not in st.session_state:
        st.session_state[key] = typed.text if typed else draft.text
    st.text_area(
        say("calendar.edit"), key=key, height=HEIGHT, on_change=_keep, args=(item, draft, key),
        help=say("calendar.edit_help"),
    )  # fmt: skip
    if typed is None:
        return
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("calendar.save"), key=f"{page}.save", type="primary", icon=":material/save:",
            on_click=partial(_save, item, typed, page, save),
        )  # fmt: skip
        st.button(say("calendar.discard"), key=f"{page}.discard", type="tertiary", on_click=_forget, args=(item,))


def _next_steps(item: Item, page: str) -> None:
    reviewing = the_copilot().calendar.review
    steps = {
        ItemState.DRAFT: ("submit", ":material/send:", reviewing.submit),
        ItemState.CHANGES_REQUESTED: ("submit", ":material/send:", reviewing.submit),
        ItemState.SUBMITTED: ("take_back", ":material/undo:", reviewing.take_back),
    }
    if item.state in steps:
        name, icon, act = steps[item.state]
        st.button(
            say(f"calendar.{name}"), key=f"{page}.{name}", icon=icon, disabled=_typed(item) is not None,
            on_click=partial(_do, page, lambda: act(item.id, item.version, current_actor())),
        )  # fmt: skip
    st.page_link("screens/review.py", label=say("app.pages.review"), icon=":material/arrow_forward:")


def _trouble(item: Item, page: str, save: Save) -> None:
    """What kept the last step from being done; after a conflict, the way to write over what the other person did."""
    error: ButterflyError | None = st.session_state.pop(f"{page}.item_trouble", None)
    if error is None:
        return
    st.warning(
        locale().explain(with_names(error)),
        icon=":material/group:" if isinstance(error, Conflict) else ":material/block:",
    )
    typed = _typed(item)
    if isinstance(error, Conflict) and typed is not None:
        st.button(
            say("calendar.save_over"), key=f"{page}.save_over",
            on_click=partial(_save, item, _Typed(item.version, typed.text), page, save),
        )  # fmt: skip


def _edit(item: Item, version: int, text: str) -> Item:
    return the_copilot().calendar.review.edit(item.id, version, text, current_actor())


def _save(item: Item, typed: _Typed, page: str, save: Save) -> None:
    if _done(page, lambda: save(typed.version, typed.text)):
        _forget(item)


def _do(page: str, act: Callable[[], object]) -> None:
    _done(page, act)


def _done(page: str, act: Callable[[], object]) -> bool:
    try:
        act()
    except ButterflyError as error:
        st.session_state[f"{page}.item_trouble"] = error
        return False
    st.session_state[f"{page}.changed"] = True
    return True


def _keep(item: Item, draft: Draft, key: str) -> None:
    text = str(st.session_state[key])
    typed = _typed(item)
    version = typed.version if typed else item.version
    keep(EDITS, item.id, {"version": version, "text": text} if text != draft.text else None)


def _typed(item: Item) -> _Typed | None:
    found = kept(EDITS).get(item.id)
    return _Typed(**found) if found else None


def _forget(item: Item) -> None:
    keep(EDITS, item.id, None)
    for key in [k for k in st.session_state if f".text.{item.id}." in str(k)]:
        del st.session_state[key]
