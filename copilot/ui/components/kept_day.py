"""A day that somebody chose, kept over a refresh."""

from datetime import date
from typing import Any

import streamlit as st

from copilot.ui.state import keep, kept


def show(label: str, page: str, field: str, default: date | None, *, least: date | None = None, **options: Any) -> date | None:  # fmt: skip
    """A field for a day; one kept from before `least` is forgotten."""
    key = f"{page}.{field}"
    if key not in st.session_state:
        st.session_state[key] = _day(kept(page).get(field)) or default
    now = st.session_state[key]
    if now is not None and least is not None and now < least:
        st.session_state[key] = default
    chosen = st.date_input(
        label, value=None, min_value=least, key=key, format="YYYY-MM-DD", persist_state="session",
        on_change=_keep, args=(page, field), **options,
    )  # fmt: skip
    return chosen if isinstance(chosen, date) else None


def _keep(page: str, field: str) -> None:
    chosen = st.session_state.get(f"{page}.{field}")
    keep(page, field, chosen.isoformat() if isinstance(chosen, date) else None)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None
