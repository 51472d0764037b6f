"""The reviewer's queue: one row for each item, the riskiest first, each with its sign and its reasons in words."""

from html import escape

import streamlit as st

from copilot.domain.review import Waiting
from copilot.ui.components.paging import page as page_of
from copilot.ui.components.review_words import LEVELS, Seen, about, level, place, reasons, when
from copilot.ui.palette import load_palette
from copilot.ui.state import keep, kept, say

ROWS = 12
OPEN = "open"
REASONS = 2


def opened(page: str) -> str | None:
    """The item that is being read, also before a refresh: it stays, whatever others do to the queue meanwhile."""
    return st.session_state.get(f"{page}.{OPEN}") or kept(page).get(OPEN)


def open_item(page: str, item_id: str | None) -> None:
    """Let that item be read; None: the first of the queue."""
    keep(page, OPEN, item_id)
    reads(page, item_id)


def reads(page: str, item_id: str | None) -> None:
    """Note what is being read in this visit."""
    st.session_state[f"{page}.{OPEN}"] = item_id


def show(seen: Seen, page: str, reading: str | None) -> None:
    """The rows of one page; `reading` is the item that is open."""
    at = next((n for n, one in enumerate(seen.queue) if one.item.id == reading), 0)
    # The item is in the key: where another is opened, its page is turned to.
    rows = seen.queue[page_of(len(seen.queue), ROWS, f"{page}.rows.{reading}", first=at // ROWS + 1)]
    for one in rows:
        item_id = one.item.id
        name = "review-row-open" if item_id == reading else "review-row"
        with st.container(key=f"{name}-{item_id}", gap=None):
            st.html(row_html(one, seen))
            st.button(
                say("review.open", what=f"{when(one.item)} {place(one.item, seen.names)}"), key=f"{page}.row.{item_id}",
                on_click=open_item, args=(page, item_id), width="stretch",
            )  # fmt: skip
    _legend({level(one) for one in rows})


def row_html(one: Waiting, seen: Seen) -> str:
    """The sign, when and to whom, what for, and the gravest reasons."""
    told = reasons(one)
    more = f" +{len(told) - REASONS}" if len(told) > REASONS else ""
    lines = (
        f"<b>{escape(when(one.item))}</b> {escape(place(one.item, seen.names))}",
        f"<small>{escape(' · '.join(about(one.item, seen.names)))}</small>",
        f"<span>{escape(say('review.between').join(told[:REASONS]))}{more}</span>",
    )
    return f'<div class="bf-row">{sign_html(level(one))}<div>{"".join(lines)}</div></div>'


def sign_html(grave: str) -> str:
    """The coloured sign of a level, with its name for whoever does not see it."""
    colour, name = load_palette().of("risk", grave, {}), escape(say(f"review.levels.{grave}"), quote=True)
    style = f"background:{colour.fill};color:{colour.text}"
    return f'<i class="bf-level" style="{style}" title="{name}">{escape(say(f"review.signs.{grave}"))}</i>'


def _legend(present: set[str]) -> None:
    entries = "".join(
        f"<li>{sign_html(one)}{escape(say(f'review.levels.{one}'))}</li>" for one in LEVELS if one in present
    )
    if entries:
        st.html(f'<ul class="bf-signs">{entries}</ul>')
