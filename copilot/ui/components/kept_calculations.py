"""Keeping a calculation under a name, and the list of what was kept: opened again, deleted, brought back."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calculators import Calculation, Worked
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page as paged
from copilot.ui.moments import moment
from copilot.ui.state import choose, keep, language, locale, remember, say, the_copilot
from copilot.workflows.calculate import LONGEST_NAME

AT_ONCE = 20
NO_PLAN = ""


def show(brand: Brand, found: Worked, reopen: Callable[[Calculation], None]) -> None:
    """A name and a button where there is something to keep, then the list."""
    page = f"calculators.{brand.id}.kept"
    if error := st.session_state.pop(f"{page}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    if found.results:
        _naming(brand, page, found)
    _way_back(brand, page)
    _list(brand, page, reopen)


def _naming(brand: Brand, page: str, found: Worked) -> None:
    plans = {NO_PLAN: say("calculators.no_plan")}
    plans |= {
        plan.id: f"{plan.request.start} {say(f'goals.{plan.request.goal}')}"
        for plan in the_copilot().store.plans.of(brand.id)
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{page}.naming"):
        st.text_input(
            say("calculators.name"), max_chars=LONGEST_NAME, placeholder=say("calculators.name_example"),
            **remember(page, "name", ""),
        )  # fmt: skip
        st.selectbox(
            say("calculators.for_plan"), format_func=lambda plan: plans[plan], **choose(page, "plan", list(plans))
        )
        st.button(
            say("calculators.keep"), key=f"{page}.keep", type="primary", icon=":material/save:",
            on_click=partial(_keep, brand, page, found),
        )  # fmt: skip


def _list(brand: Brand, page: str, reopen: Callable[[Calculation], None]) -> None:
    kept = the_copilot().butterfly.calculating.kept(brand)
    if not kept:
        st.caption(say("calculators.nothing_kept"))
        return
    st.markdown(f"**{say('calculators.kept', count=len(kept))}**")
    names = {one.id: one.name.of(language()) for one in the_copilot().butterfly.calculating.all()}
    for one in kept[paged(len(kept), AT_ONCE, f"{page}.pages")]:
        with st.container(border=True, gap="xsmall", key=f"card-{page}.{one.id}"):
            told = say(
                "calculators.kept_line", calculator=names.get(one.calculator_id, one.calculator_id), by=one.by,
                at=moment(one.at) if one.at else "",
            )  # fmt: skip
            st.markdown(f"**{plain(one.name)}**  \n:gray[:small[{plain(told)}]]")
            with st.container(horizontal=True, gap="small"):
                st.button(
                    say("calculators.open"), key=f"{page}.{one.id}.open", icon=":material/folder_open:",
                    on_click=partial(_reopen, one, reopen),
                )  # fmt: skip
                st.button(
                    say("calculators.delete"), key=f"{page}.{one.id}.delete", type="tertiary",
                    icon=":material/delete:", on_click=partial(_delete, brand, page, one),
                )  # fmt: skip


def _way_back(brand: Brand, page: str) -> None:
    gone: Calculation | None = st.session_state.get(f"{page}.gone")
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.gone"):
        st.markdown(plain(say("calculators.deleted", name=gone.name)), width="stretch")
        st.button(
            say("calculators.undo"), key=f"{page}.undo", icon=":material/undo:", on_click=partial(_undo, brand, page)
        )


def _keep(brand: Brand, page: str, found: Worked) -> None:
    name, plan = str(st.session_state.get(f"{page}.name") or ""), st.session_state.get(f"{page}.plan") or None
    try:
        the_copilot().butterfly.calculating.keep(brand, found, name, current_actor(), plan_id=plan)
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error
        return
    keep(page, "name", None)
    st.session_state[f"{page}.name"] = ""
    st.toast(say("calculators.saved"), icon=":material/check:")


def _reopen(calculation: Calculation, reopen: Callable[[Calculation], None]) -> None:
    reopen(calculation)
    st.toast(say("calculators.opened", name=plain(calculation.name)), icon=":material/folder_open:")


def _delete(brand: Brand, page: str, calculation: Calculation) -> None:
    try:
        gone = the_copilot().butterfly.calculating.delete(brand, calculation.id, current_actor())
        st.session_state[f"{page}.gone"] = gone
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error


def _undo(brand: Brand, page: str) -> None:
    gone: Calculation = st.session_state.pop(f"{page}.gone")
    try:
        the_copilot().butterfly.calculating.restore(brand, gone.id, current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error
