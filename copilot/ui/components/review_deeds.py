"""What is done to the item that is read, each noted with its way back; after a decision the next item is open."""

from functools import partial

import streamlit as st

from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Draft, Finding
from copilot.domain.waiver import Waiver
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import item_edit
from copilot.ui.components.calendar_note import Act, Note, put, tried
from copilot.ui.components.findings import plain
from copilot.ui.components.people_names import with_names
from copilot.ui.components.review_queue import open_item
from copilot.ui.components.review_words import Seen, place, when
from copilot.ui.state import keep, kept, locale, say, the_copilot

WHY, COMMENT, REPLY = "why.", "comment.", "reply."
"""What is typed on the page, by item or thread."""


def approve(page: str, seen: Seen, item: Item, draft: Draft) -> None:
    """Say yes to what is read, unless something is typed over it."""
    reviewing, actor = the_copilot().calendar.review, current_actor()
    if left := "unsaved" if item_edit.unsaved(item, draft, page) else "unsaid" if _unsaid(page, item) else "":
        put(page, Note(say(f"review.{left}"), refused=True))
        return

    def deed() -> Note:
        after = reviewing.approve(item.id, item.version, actor)
        key = "review.approved" if after.state is ItemState.APPROVED else "review.approved_one"
        back = partial(reviewing.withdraw_approval, item.id, after.version, actor)
        return Note(say(key, what=_name(item, seen)), back=_reopening(page, item, back))

    if attempt(page, deed):
        open_item(page, seen.behind(item.id))


def send_back(page: str, seen: Seen, item: Item) -> None:
    """Ask for what was typed to be changed."""
    why = str(st.session_state.get(f"{page}.{WHY}{item.id}") or kept(page).get(f"{WHY}{item.id}") or "")

    def deed() -> Note:
        the_copilot().calendar.review.send_back(item.id, item.version, current_actor(), why)
        return Note(say("review.sent_back", what=_name(item, seen)))

    if attempt(page, deed):
        keep(page, f"{WHY}{item.id}", None)
        turn_back(page, None)
        open_item(page, seen.behind(item.id))


def turn_back(page: str, item_id: str | None) -> None:
    """Ask for the reason for sending that item back; None: ask no more."""
    st.session_state[f"{page}.sending_back"] = item_id


def withdraw(page: str, seen: Seen, item: Item) -> None:
    """Take the approvals of an item back."""
    review = the_copilot().calendar.review
    _simply(page, item, "withdrawn", seen, lambda: review.withdraw_approval(item.id, item.version, current_actor()))


def submit(page: str, seen: Seen, item: Item) -> None:
    """Hand it in."""
    review = the_copilot().calendar.review
    _simply(page, item, "submitted", seen, lambda: review.submit(item.id, item.version, current_actor()))


def put_text(item: Item, version: int, text: str) -> Item:
    """Put another text in place of an item's; what waited for review goes on waiting."""
    return again(item, the_copilot().calendar.review.edit(item.id, version, text, current_actor()))


def again(before: Item, after: Item) -> Item:
    """Hand an item in again that waited before its text was changed."""
    if before.state is not ItemState.SUBMITTED:
        return after
    return the_copilot().calendar.review.submit(after.id, after.version, current_actor())


def let_pass(item: Item, finding: Finding, why: str) -> Item:
    """Let a finding pass."""
    return the_copilot().calendar.review.waive(item.id, item.version, current_actor(), finding, why)


def let_stand(item: Item, waiver: Waiver) -> Item:
    """Let a finding stand again that was let pass."""
    return the_copilot().calendar.review.withdraw_waiver(item.id, item.version, current_actor(), waiver)


def attempt(page: str, deed: "partial[Note | None] | Act") -> bool:
    """Do it and note what came of it, whoever was faster by name."""
    return tried(page, deed, _explain)  # type: ignore[arg-type]


def _simply(page: str, item: Item, word: str, seen: Seen, act: Act) -> None:
    def deed() -> Note:
        act()
        return Note(say(f"review.{word}", what=_name(item, seen)))

    if attempt(page, deed):
        open_item(page, item.id)


def _unsaid(page: str, item: Item) -> bool:
    """Whether a comment or an answer is typed that nobody has read yet: the key that approves also ends a field."""
    threads = the_copilot().calendar.review.talk.all(item.id)
    fields = [f"{COMMENT}{item.id}", *(f"{REPLY}{one.id}" for one in threads if one.answers is None)]
    return any(str(st.session_state.get(f"{page}.{field}") or "").strip() for field in fields)


def _reopening(page: str, item: Item, back: Act) -> Act:
    """`back`, and the item is open again."""

    def done() -> None:
        back()
        open_item(page, item.id)

    return done


def _name(item: Item, seen: Seen) -> str:
    return plain(f"{when(item)} {place(item, seen.names)}")


def _explain(error: ButterflyError) -> str:
    return locale().explain(with_names(error))
