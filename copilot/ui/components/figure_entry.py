"""Typing the figures of a period, and taking that back."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.wings import Counted, Cut, Period, Place
from copilot.errors import ButterflyError
from copilot.reporting.insight_words import place_word
from copilot.ui.actor import current_actor
from copilot.ui.state import TROUBLE_KEY, locale, say, the_copilot
from copilot.workflows.figures import MOST, month_of

PAID = (Place.BOUGHT, Place.REPEATED)


def show(brand: Brand, cut: Cut, newest: Period | None, *, opened: bool) -> None:
    """The form; what was kept last can be taken back."""
    key = f"figures.{brand.id}.entry"
    _way_back(brand, key)
    period = newest or month_of(the_copilot().today().replace(day=1))
    known = {one.place: one for one in the_copilot().store.figures.of(brand.id, cut) if one.period == period}
    with (
        st.expander(say("figures.enter"), icon=":material/edit_note:", expanded=opened, key=f"{key}.panel"),
        st.form(f"{key}.form", border=False),
    ):
        with st.container(horizontal=True, gap="small"):
            st.date_input(say("figures.start"), value=period.start, key=f"{key}.start", width=170)
            st.date_input(say("figures.end"), value=period.end, key=f"{key}.end", width=170)
        with st.container(horizontal=True, gap="small"):
            for place in Place:
                _number(
                    say("figures.people", place=place_word(place, locale().say)), f"{key}.{place}", _count(known, place)
                )
        with st.container(horizontal=True, gap="small"):
            for place in PAID:
                _number(
                    say("figures.paid", place=place_word(place, locale().say)),
                    f"{key}.paid.{place}",
                    _paid(known, place),
                )
        st.form_submit_button(
            say("figures.save"), icon=":material/save:", type="primary", on_click=partial(_keep, brand, cut, key)
        )


def _number(label: str, key: str, value: int | None) -> None:
    st.number_input(label, min_value=0, max_value=MOST, value=value, step=1, key=key, width=170)


def _count(known: dict[Place, Counted], place: Place) -> int | None:
    return known[place].count if place in known else None


def _paid(known: dict[Place, Counted], place: Place) -> int | None:
    money = known[place].money if place in known else None
    return None if money is None else int(money)


def _way_back(brand: Brand, key: str) -> None:
    kept: tuple[int, Period, Cut, Sequence[Counted]] | None = st.session_state.get(f"{key}.kept")
    if kept is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{key}.kept"):
        st.markdown(say("figures.saved", count=kept[0]), width="stretch")
        st.button(say("figures.undo"), key=f"{key}.undo", icon=":material/undo:", on_click=partial(_undo, brand, key))


def _keep(brand: Brand, cut: Cut, key: str) -> None:
    state = st.session_state
    period = Period(state[f"{key}.start"], state[f"{key}.end"])
    counts = {place: state[f"{key}.{place}"] for place in Place}
    money = {place: _decimal(state[f"{key}.paid.{place}"]) for place in PAID}
    try:
        figures = the_copilot().butterfly.figures
        before = figures.say(brand, period, counts, cut=cut, money=money, actor=current_actor())
        given = sum(count is not None for count in counts.values())
        state[f"{key}.kept"] = (given, period, cut, before)
    except ButterflyError as error:
        state[TROUBLE_KEY] = error


def _undo(brand: Brand, key: str) -> None:
    _, period, cut, before = st.session_state.pop(f"{key}.kept")
    stood = {one.place: one for one in before}
    counts = {place: stood[place].count if place in stood else None for place in Place}
    money = {place: stood[place].money for place in PAID if place in stood}
    try:
        the_copilot().butterfly.figures.say(brand, period, counts, cut=cut, money=money, actor=current_actor())
        for place in Place:
            st.session_state.pop(f"{key}.{place}", None)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
