"""Edits that recur, proposed as rules for the personas' cards, and what was decided about earlier ones."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.habit import Habit, HabitProposal, HabitState
from copilot.errors import ButterflyError
from copilot.ui.changed_text import changed_html
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page
from copilot.ui.components.rule_words import who
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, say, the_copilot

AT_ONCE, DECISIONS_AT_ONCE = 10, 10


def show(brand: Brand) -> None:
    """The proposals, then the decisions."""
    st.caption(say("habits.lead"))
    sending = the_copilot().people.sending
    found = sending.persona_proposals(brand)
    names = {p.id: p.name for p in the_copilot().store.brands.personas(brand.id, retired=True)}
    if not found:
        st.info(say("habits.none"), icon=":material/edit_note:")
    for proposal in found[page(len(found), AT_ONCE, f"habits.{brand.id}.page")]:
        _proposal(brand, proposal, names)
    _decided(brand, names)


def _proposal(brand: Brand, proposal: HabitProposal, names: dict[str, str]) -> None:
    habit = proposal.habit
    key = f"habits.{brand.id}.{habit.persona_id}.{habit.kind}.{habit.word}"
    with st.container(border=True, key=f"card-{key}", gap="small"):
        st.markdown(f"**{plain(_sentence(habit, names))}**")
        st.caption(say("habits.counted", times=proposal.times, of=proposal.of))
        for before, after in proposal.examples:
            st.html(changed_html(before, after, whole=False))
        with st.container(horizontal=True, gap="small"):
            st.button(
                plain(say(f"habits.effects.{habit.kind}", word=habit.word, instead=habit.instead)), type="primary",
                key=f"{key}.accept", icon=":material/check:",
                on_click=partial(_decide, brand, habit, HabitState.ACCEPTED),
            )  # fmt: skip
            st.button(
                say("habits.dismiss"), key=f"{key}.dismiss", icon=":material/block:",
                on_click=partial(_decide, brand, habit, HabitState.DISMISSED),
            )  # fmt: skip


def _decided(brand: Brand, names: dict[str, str]) -> None:
    decisions = the_copilot().people.sending.decisions(brand)
    if not decisions:
        return
    with st.expander(
        say("habits.decided", count=len(decisions)), icon=":material/inventory_2:", key=f"habits.{brand.id}.decided"
    ):
        newest = decisions[::-1]
        for made in newest[page(len(newest), DECISIONS_AT_ONCE, f"habits.{brand.id}.decided.page")]:
            habit = made.habit
            told = " · ".join(plain(part) for part in (made.by, moment(made.at)) if part)
            with st.container(horizontal=True, vertical_alignment="center"):
                badge = f":gray-badge[{say(f'habits.states.{made.state}')}]"
                st.markdown(f"{badge} {plain(_sentence(habit, names))}  \n:gray[:small[{told}]]", width="stretch")
                st.button(
                    say("habits.withdraw"), icon=":material/undo:",
                    key=f"habits.{brand.id}.{habit.persona_id}.{habit.kind}.{habit.word}.withdraw",
                    on_click=partial(_withdraw, brand, habit),
                )  # fmt: skip


def _sentence(habit: Habit, names: dict[str, str]) -> str:
    name = names.get(habit.persona_id) or say("habits.gone_persona")
    return say(f"habits.{habit.kind}", name=name, word=habit.word, instead=habit.instead)


def _decide(brand: Brand, habit: Habit, state: HabitState) -> None:
    try:
        the_copilot().people.sending.decide(brand, habit, state, who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _withdraw(brand: Brand, habit: Habit) -> None:
    try:
        the_copilot().people.sending.withdraw(brand, habit)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
