"""A plan before it is in the calendar: what stands against it, its slots, what it covers; made again in parts; accepted."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.draft import Severity
from copilot.domain.plan import Plan, PlanRequest
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import plan_changes, plan_coverage, plan_slots, plan_warnings
from copilot.ui.components.plan_slots import Shown
from copilot.ui.state import choose, keeping, remember, say, the_copilot
from copilot.workflows.plan import PlanPart

PARTS = ("slots", "coverage")


def show(brand: Brand, page: str, plan: Plan, request: PlanRequest) -> None:
    """All of a plan that waits, or where to go on with one that was accepted. `request` is what the form says now."""
    names = {one.audience.id: one.audience.name for one in plan.request.audiences}
    plan_changes.trouble(page)
    if plan.accepted:
        _accepted(brand, page, plan, request, names)
        return
    st.subheader(say("plan.preview", count=len(plan.slots)))
    if plan.part_of:
        st.info(say("plan.in_place_of", count=len(plan.replaces)), icon=":material/swap_horiz:")
    elif plan.request != request:
        st.caption(f":material/info: {say('plan.form_changed')}")
    plan_warnings.show(brand, plan, names)
    _accept(brand, page, plan)
    part = st.segmented_control(
        say("plan.part"), required=True, label_visibility="collapsed", format_func=lambda p: say(f"plan.parts.{p}"),
        **choose(page, "part", list(PARTS), PARTS[0]),
    )  # fmt: skip
    if part == "coverage":
        plan_coverage.show(brand, plan, names)
    else:
        shown = plan_slots.choose_part(page, plan, names)
        with st.container(horizontal=True, gap="small"):
            _again(brand, page, plan, request, shown)
            plan_changes.undo(brand, page)
        plan_slots.show(brand, page, plan, shown, names)


def propose(brand: Brand, page: str, request: PlanRequest) -> None:
    """Plan what the form asks for, in a callback."""
    keep_it = keeping(page)
    try:
        plan = the_copilot().calendar.planning.propose(brand, request, current_actor())
    except ButterflyError as error:
        plan_changes.tell(brand, page, error)
        return
    keep_it("plan", plan.id)
    plan_changes.forget(page)


def _again(brand: Brand, page: str, plan: Plan, request: PlanRequest, shown: Shown, *, drafts: bool = False) -> None:
    whose = next((p.audience.name for p in plan.request.audiences if p.audience.id == shown.audience), "")
    labels = {
        "week": say("plan.again_week_of", name=whose) if whose else say("plan.again_week"),
        "audience": say("plan.again_audience", name=whose) if whose else "",
    }
    audience = shown.audience or None
    parts = {"week": PlanPart(shown.monday, shown.sunday, audience), "audience": PlanPart(audience_id=audience)}
    for name, label in labels.items():
        if label:
            st.button(
                label, key=f"{page}.again.{name}", icon=":material/refresh:", type="tertiary", help=say("plan.again_help"),
                on_click=partial(_replan, brand, page, plan, parts[name], request, drafts=drafts),
            )  # fmt: skip


def _replan(brand: Brand, page: str, plan: Plan, part: PlanPart, request: PlanRequest, *, drafts: bool) -> None:
    planning, keep_it = the_copilot().calendar.planning, keeping(page)
    # The form's audiences and offers count, but the weeks stay those of the plan.
    wanted = None if plan.part_of else _within(plan, request)
    try:
        again = planning.replan(plan.id, current_actor(), part, request=wanted, drafts=drafts)
    except ButterflyError as error:
        plan_changes.tell(brand, page, error)
        return
    if again.id == plan.id:
        plan_changes.remember_before(page, plan)
    else:
        keep_it("plan", again.id)
        plan_changes.forget(page)


def _within(plan: Plan, request: PlanRequest) -> PlanRequest:
    same = (plan.request.start, plan.request.weeks) == (request.start, request.weeks)
    return request if same and request.audiences else plan.request


def _accept(brand: Brand, page: str, plan: Plan) -> None:
    blocked = any(w.severity is Severity.BLOCK for w in plan.warnings)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            say("plan.accept", count=len(plan.slots)), key=f"{page}.accept", type="primary",
            icon=":material/event_available:", disabled=blocked or not plan.slots,
            on_click=partial(_take_in, brand, page, plan),
        )  # fmt: skip
        st.caption(say("plan.accept_blocked") if blocked else say("plan.accept_help"))


def _take_in(brand: Brand, page: str, plan: Plan) -> None:
    keep_it = keeping(f"calendar.{brand.id}")
    try:
        the_copilot().calendar.planning.accept(plan.id, current_actor())
    except ButterflyError as error:
        plan_changes.tell(brand, page, error)
        return
    # The calendar opens where most of it stands.
    keep_it("day", plan.slots[len(plan.slots) // 2].day.isoformat())
    plan_changes.forget(page)


def _accepted(brand: Brand, page: str, plan: Plan, request: PlanRequest, names: Mapping[str, str]) -> None:
    st.success(say("plan.accepted", count=len(plan.slots)), icon=":material/event_available:")
    st.caption(say("plan.accepted_next"))
    to_calendar()
    with st.expander(say("plan.again"), icon=":material/refresh:", key=f"{page}.again_part"):
        st.caption(say("plan.again_accepted_help"))
        drafts = st.checkbox(say("plan.again_drafts"), **remember(page, "drafts", False))
        shown = plan_slots.choose_part(page, plan, names)
        with st.container(horizontal=True, gap="small"):
            _again(brand, page, plan, request, shown, drafts=bool(drafts))


def to_calendar() -> None:
    """The way to the calendar."""
    st.page_link("screens/calendar.py", label=say("app.pages.calendar"), icon=":material/arrow_forward:")
