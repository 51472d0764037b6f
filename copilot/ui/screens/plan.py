"""Plans: a few answers give some weeks of slots, to be looked at, changed, and put into the calendar; and the rules."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.plan import Plan
from copilot.errors import UnknownName
from copilot.ui import lead_on
from copilot.ui.components import empty, plan_changes, plan_form, plan_preview, plan_rules
from copilot.ui.state import choose, current_brand, kept, say, the_copilot

VIEWS = ("make", "rules")


def show() -> None:
    st.title(say("app.pages.plan"))
    brand = current_brand()
    if brand is None:
        empty.show(None)
        return
    st.markdown(say("plan.lead"))
    page = f"plan.{brand.id}"
    view = st.segmented_control(
        say("plan.part"), required=True, label_visibility="collapsed", format_func=lambda v: say(f"plan.views.{v}"),
        **choose(page, "view", list(VIEWS), VIEWS[0]),
    )  # fmt: skip
    if view == "rules":
        plan_rules.show(brand, page)
    else:
        make(brand, page)


def make(brand: Brand, page: str) -> None:
    """The form, folded once there is a plan, and the plan."""
    lead_on.told(page)
    plan = made(page)
    label = plan_form.title(plan.request) if plan else say("plan.views.make")
    folded = f"{page}.asked.{plan.id if plan else ''}"  # another plan, another expander: this one is folded again
    with st.expander(label, expanded=plan is None, icon=":material/edit_calendar:", key=folded):
        request = plan_form.show(brand, page)
        if plan is None:
            plan_changes.trouble(page)
        st.button(
            say("plan.propose_again") if plan else say("plan.propose"), key=f"{page}.propose", type="primary",
            icon=":material/auto_awesome:", on_click=plan_preview.propose, args=(brand, page, request),
        )  # fmt: skip
    if plan is not None:
        plan_preview.show(brand, page, plan, request)


def made(page: str) -> Plan | None:
    """The plan that was made here last."""
    plan_id = kept(page).get("plan")
    try:
        return the_copilot().store.plans.get(str(plan_id)) if plan_id else None
    except UnknownName:
        return None


show()
