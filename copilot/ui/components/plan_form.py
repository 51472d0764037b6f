"""What a plan is asked for: goal, weeks, audiences, voices, products and offers."""

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.plan import MOST_WEEKS, Goal, PlanRequest
from copilot.ui.components import kept_day, plan_audiences, plan_offers
from copilot.ui.components.plan_words import persona_names
from copilot.ui.state import choose, remember, say, the_copilot

WITH_A_DAY = (Goal.LAUNCH, Goal.MEMBERS_DAY)
WEEKS = 4
NO_LIVE = "none"


def show(brand: Brand, page: str) -> PlanRequest:
    """The form, and what it says now."""
    goals = {goal.value: say(f"goals.{goal}") for goal in Goal}
    chosen = st.segmented_control(
        say("plan.goal"), required=True, format_func=lambda g: goals[g],
        **choose(page, "goal", list(goals), Goal.ORDINARY.value),
    )  # fmt: skip
    goal = Goal(str(chosen))
    st.caption(say(f"goal_help.{goal}"))
    start, weeks, day = _when(page, goal)
    audiences = plan_audiences.show(brand, page)
    personas, products = _who_and_what(brand, page, goal)
    end = start + timedelta(days=7 * weeks - 1)
    offers = plan_offers.show(brand, page, start, end, products)
    live, newcomers = _habits(page)
    return PlanRequest(
        goal, start, weeks, audiences, personas, products, offers, day, live, newcomers, brand.language
    )  # fmt: skip


def title(request: PlanRequest) -> str:
    """What was asked for, in one line."""
    return say(
        "plan.asked", goal=say(f"goals.{request.goal}"), start=request.start, weeks=request.weeks,
        audiences=len(request.audiences),
    )  # fmt: skip


def _when(page: str, goal: Goal) -> tuple[date, int, date | None]:
    today = the_copilot().today()
    monday = today + timedelta(days=7 - today.weekday())
    left, middle, right = st.columns(3)
    with left:
        start = kept_day.show(say("plan.start"), page, "start", monday, least=today) or monday
    weeks = middle.number_input(
        say("plan.weeks"), min_value=1, max_value=MOST_WEEKS, step=1, **remember(page, "weeks", WEEKS)
    )
    if goal not in WITH_A_DAY:
        return start, int(weeks or WEEKS), None
    with right:
        day = kept_day.show(say(f"plan.day.{goal}"), page, "day", None, help=say("plan.day_help"))
    return start, int(weeks or WEEKS), day


def _who_and_what(brand: Brand, page: str, goal: Goal) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = persona_names(brand)
    left, right = st.columns(2)
    with left:
        personas = _several(page, "personas", names, list(names), say("plan.personas"))
        if not names:
            st.caption(say("plan.no_personas"))
    with right:
        products = {p.name: p.name for p in brand.products}
        label = say("plan.products_of_launch") if goal is Goal.LAUNCH else say("plan.products")
        wanted = _several(page, "products", products, [], label)
        st.caption(say("plan.launch_help") if goal is Goal.LAUNCH and not wanted else say("plan.products_help"))
        if gone := [name for name in wanted if name in the_copilot().calendar.planning.out_of_stock(brand)]:
            st.caption(f":material/warning: {say('plan.gone', products=say('plan.comma').join(gone))}")
    return personas, wanted


def _several(page: str, field: str, options: Mapping[str, str], default: list[str], label: str) -> tuple[str, ...]:
    """Several of the options, as they were chosen here before; what is no option any more is forgotten."""
    arguments = remember(page, field, default)
    st.session_state[arguments["key"]] = [one for one in st.session_state[arguments["key"]] or () if one in options]
    chosen = st.multiselect(
        label, list(options), format_func=lambda one: options[one], placeholder=say("plan.choose"), **arguments
    )  # fmt: skip
    return tuple(chosen)


def _habits(page: str) -> tuple[int | None, bool]:
    left, right = st.columns(2, vertical_alignment="bottom")
    days = {NO_LIVE: say("plan.no_live"), **{str(n): say(f"weekdays.{n}") for n in range(7)}}
    live = left.selectbox(
        say("plan.live"), format_func=lambda d: days[d], help=say("plan.live_help"),
        **choose(page, "live", list(days), NO_LIVE),
    )  # fmt: skip
    newcomers = right.checkbox(
        say("plan.newcomers"), help=say("plan.newcomers_help"), **remember(page, "newcomers", False)
    )
    return (None if live in (None, NO_LIVE) else int(live)), bool(newcomers)
