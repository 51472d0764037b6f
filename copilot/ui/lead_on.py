"""From a finding to the page where something is done about it, with the form filled in; what stood there before can be
put back."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.insight import Deed, Insight, Target
from copilot.reporting.insight_words import headline
from copilot.ui.components.findings import plain
from copilot.ui.state import keep, kept, language, say, the_copilot

LED = "led"
"""Under this name a page keeps `why` its form was filled in, and what it held `before`."""


def go(brand: Brand, deed: Deed, insight: Insight) -> None:
    """Fill in the form of the deed's page and go there; the finding is told above it."""
    page = f"{deed.to}.{brand.id}"
    fields = filled_in(brand, deed)
    if deed.to is Target.PLAN and (only := insight.cut.audience_id):
        audiences = the_copilot().calendar.audiences.all(brand)
        fields |= {f"use.{one.id}": one.id == only for one in audiences}
    before = {field: st.session_state.get(f"{page}.{field}", kept(page).get(field)) for field in fields}
    _put(page, fields)
    keep(page, LED, {"why": headline(insight, say, language()), "before": before})
    st.switch_page(f"screens/{deed.to}.py")


def filled_in(brand: Brand, deed: Deed) -> dict[str, Any]:
    """The fields of the page's form, by the names under which the page keeps them; a draft or plan that was looked at
    gives way, and stays stored."""
    channel = deed.channel and deed.channel.value
    if deed.to is Target.PLAN:
        return {
            "view": "make", "goal": deed.goal and deed.goal.value, "weeks": deed.weeks, "newcomers": deed.newcomers, "plan": None
        }  # fmt: skip
    if deed.to is Target.SELLING_POINTS:
        return {"step": deed.step and deed.step.value, "channel": channel, "draft": None}
    topic = deed.topic.of(brand.language) if deed.topic else ""
    form = {"form": deed.form, f"node.{deed.form}": deed.node.value}
    return {"channel": channel, **form, "topic": topic, "draft": None}


def told(page: str) -> bool:
    """Why the form is filled in, with a way to put back what it held; whether it was filled in."""
    led = kept(page).get(LED)
    if led is None:
        return False
    with st.container(border=True, key=f"{page}.led_by", gap="xsmall"):
        st.markdown(f":material/emoji_nature: {say('insights.led', why=plain(led['why']))}")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.page_link("screens/butterfly.py", label=say("insights.led_back"), icon=":material/arrow_back:")
            st.button(
                say("insights.put_back"), key=f"{page}.put_back", type="tertiary", icon=":material/undo:",
                on_click=_put_back, args=(page, led["before"]),
            )  # fmt: skip
            st.button(say("insights.led_seen"), key=f"{page}.led_seen", type="tertiary", icon=":material/close:",
                      on_click=_forget, args=(page,))  # fmt: skip
    return True


def _put_back(page: str, before: Mapping[str, Any]) -> None:
    _put(page, before)
    _forget(page)


def _forget(page: str) -> None:
    keep(page, LED, None)


def _put(page: str, fields: Mapping[str, Any]) -> None:
    for field, value in fields.items():
        keep(page, field, value)
        if value is None:
            st.session_state.pop(f"{page}.{field}", None)
        else:
            st.session_state[f"{page}.{field}"] = value
