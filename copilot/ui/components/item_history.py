"""Everything that was done to an item: who, what, when, from where to where, and why."""

import streamlit as st

from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import AuditEntry
from copilot.ui.components.findings import plain
from copilot.ui.components.item_words import why_words
from copilot.ui.components.people_names import names
from copilot.ui.moments import moment
from copilot.ui.state import say, the_copilot

LINES = 40


def show(item: Item) -> None:
    """The lines of its trail, the newest first."""
    people = names()
    lines = the_copilot().store.audit.of(item.brand_id, item.id, limit=LINES)
    st.markdown("\n".join(f"- {_line(entry, people)}" for entry in lines))


def _line(entry: AuditEntry, people: dict[str, str]) -> str:
    parts = [moment(entry.at), people.get(entry.by, entry.by), say(f"deeds.{entry.deed}")]
    if entry.before != entry.after:
        parts.append(f"{_state(entry.before)} → {_state(entry.after)}" if entry.before else _state(entry.after))
    if why := why_words(entry.why):
        parts.append(why)
    return " · ".join(plain(part) for part in parts if part)


def _state(name: str) -> str:
    return say(f"item_states.{name}") if name in set(ItemState) else name
