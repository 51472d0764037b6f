"""What a brand means by new, active, loyal and lost, and how it scores recency, frequency and amount."""

import re
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.segment_rule import Thresholds
from copilot.errors import ButterflyError, InvalidInput
from copilot.ui.state import locale, say, the_copilot

DAYS = ("new_days", "active_days", "sleeping_days", "loyal_orders")
BOUNDS = ("recency", "frequency", "amount")
_BETWEEN = re.compile(r"[,，、\s]+")


def show(brand: Brand) -> None:
    """The numbers as they hold now, to be changed."""
    key, now = f"thresholds.{brand.id}", the_copilot().people.segments.thresholds(brand)
    with st.expander(say("segments.thresholds"), icon=":material/tune:", key=f"{key}.form"):
        facts = {"new": now.new_days, "active": now.active_days, "sleeping": now.sleeping_days}
        st.caption(say("segments.thresholds_lead", loyal=now.loyal_orders, **facts))
        for column, field in zip(st.columns(len(DAYS)), DAYS, strict=True):
            st.session_state.setdefault(f"{key}.{field}", getattr(now, field))
            column.number_input(say(f"segments.{field}"), key=f"{key}.{field}", min_value=1, step=1)
        st.markdown(f"**{say('segments.bounds')}**")
        st.caption(say("segments.bounds_help"))
        for column, field in zip(st.columns(len(BOUNDS)), BOUNDS, strict=True):
            st.session_state.setdefault(f"{key}.{field}", ", ".join(map(str, getattr(now, field))))
            column.text_input(say(f"segments.bounds_{field}"), key=f"{key}.{field}", max_chars=60)
        if error := st.session_state.pop(f"{key}.error", None):
            st.error(locale().explain(error), icon=":material/error:")
        st.button(say("segments.save"), key=f"{key}.save", icon=":material/check:", on_click=partial(_save, brand, key))


def _save(brand: Brand, key: str) -> None:
    state = st.session_state
    try:
        days = {field: int(state[f"{key}.{field}"]) for field in DAYS}
        bounds = {field: _numbers(str(state[f"{key}.{field}"] or "")) for field in BOUNDS}
        the_copilot().people.segments.save_thresholds(brand, Thresholds(**days, **bounds))  # type: ignore[arg-type]
    except ButterflyError as error:
        state[f"{key}.error"] = error
        return
    st.toast(say("card.saved"), icon=":material/check:")


def _numbers(text: str) -> tuple[int, ...]:
    """Whole numbers between commas. Raises `InvalidInput`."""
    try:
        return tuple(int(part) for part in _BETWEEN.split(text.strip()) if part)
    except ValueError as error:
        raise InvalidInput("a bound is a whole number", code="bounds_not_four") from error
