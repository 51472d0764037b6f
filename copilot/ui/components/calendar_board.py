"""The board: the month's items in columns by how far they are."""

from collections.abc import Callable, Sequence

import streamlit as st

from copilot.domain.calendar import Item, ItemState
from copilot.ui.components.calendar_events import Look, title
from copilot.ui.components.findings import plain
from copilot.ui.state import say

COLUMNS = (
    ItemState.PLANNED, ItemState.DRAFT, ItemState.CHANGES_REQUESTED, ItemState.SUBMITTED, ItemState.APPROVED,
    ItemState.EXPORTED,
)  # fmt: skip
IN_A_COLUMN = 12
MORE = 24


def show(items: Sequence[Item], look: Look, page: str, open_item: Callable[[str], None]) -> None:
    """Columns with the first items of each state, and a way to more; what expired has a column where there is any."""
    expired = [ItemState.EXPIRED] if any(i.state is ItemState.EXPIRED for i in items) else []
    states = (*COLUMNS, *expired)
    for state, column in zip(states, st.columns(len(states), gap="small"), strict=True):
        with column, st.container(key=f"board-{page}.{state}", gap="xsmall"):
            _column([i for i in items if i.state is state], state, look, page, open_item)


def _column(items: list[Item], state: ItemState, look: Look, page: str, open_item: Callable[[str], None]) -> None:
    st.markdown(f"**{say(f'item_states.{state}')}** :gray[{len(items)}]")
    key = f"{page}.board.{state}"
    shown = int(st.session_state.get(key, IN_A_COLUMN))
    for item in items[:shown]:
        st.button(
            f"{item.slot.at:%m-%d %H:%M}  \n{plain(title(item, look))}", key=f"{key}.{item.id}", width="stretch",
            on_click=open_item, args=(item.id,),
        )  # fmt: skip
    if len(items) > shown:
        st.button(
            say("calendar.board_more", count=len(items) - shown), key=f"{key}.more", type="tertiary",
            on_click=_show_more, args=(key, shown),
        )  # fmt: skip


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown + MORE
