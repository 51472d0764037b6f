"""What a person changes about a plan before it is accepted, with the last change to be taken back."""

from dataclasses import replace
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Slot
from copilot.domain.plan import Plan
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import plan_words
from copilot.ui.state import say, the_copilot


def put(brand: Brand, page: str, plan: Plan, slot: Slot) -> bool:
    """Let the plan have this slot in place of the one of its id, or beside the others; whether that worked."""
    others = [s for s in plan.slots if s.id != slot.id]
    return _reshape(brand, page, plan, (*others, slot))


def drop(brand: Brand, page: str, plan: Plan, slot: Slot) -> None:
    """Take a slot out, in a callback."""
    _reshape(brand, page, plan, tuple(s for s in plan.slots if s.id != slot.id))


def undo(brand: Brand, page: str) -> None:
    """A way to take the last change back, where there was one."""
    before: Plan | None = st.session_state.get(f"{page}.before")
    if before is not None:
        st.button(
            say("plan.undo"), key=f"{page}.undo", icon=":material/undo:", type="tertiary",
            on_click=partial(_take_back, brand, page, before),
        )  # fmt: skip


def forget(page: str) -> None:
    """Nothing to take back any more, and no form of a slot is open."""
    for name in ("before", "changing"):
        st.session_state.pop(f"{page}.{name}", None)


def trouble(page: str) -> None:
    """What went wrong with the last change."""
    if said := st.session_state.pop(f"{page}.trouble", None):
        st.error(said, icon=":material/error:")


def tell(brand: Brand, page: str, error: ButterflyError) -> None:
    """Keep what went wrong for the next drawing."""
    st.session_state[f"{page}.trouble"] = plan_words.explain(error, brand)


def remember_before(page: str, plan: Plan) -> None:
    """The plan as it is can be taken back to."""
    st.session_state[f"{page}.before"] = plan


def _reshape(brand: Brand, page: str, plan: Plan, slots: tuple[Slot, ...]) -> bool:
    try:
        the_copilot().calendar.planning.reshape(plan.id, slots, current_actor())
    except ButterflyError as error:
        tell(brand, page, error)
        return False
    remember_before(page, plan)
    return True


def _take_back(brand: Brand, page: str, before: Plan) -> None:
    if _reshape(brand, page, replace(before), before.slots):
        st.session_state.pop(f"{page}.before", None)
