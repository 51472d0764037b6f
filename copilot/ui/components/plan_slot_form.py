"""One slot of a plan on its way: day and time, to whom, where, in whose voice, what for, about what."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.domain.plan import Plan
from copilot.ui.components import plan_changes
from copilot.ui.components.plan_words import persona_names
from copilot.ui.state import say, the_copilot

NOON = time(12, 30)
NO_OFFER = ""


def is_open(page: str, slot: Slot) -> bool:
    """Whether its form is open."""
    return bool(st.session_state.get(f"{page}.changing") == slot.id)


def open_(page: str, slot: Slot) -> None:
    """Open the form of one, in a callback."""
    key = f"{page}.form"
    st.session_state[f"{page}.changing"] = slot.id
    values = {
        "day": slot.day, "time": slot.time, "audience": slot.audience_id, "channel": slot.channel.value,
        "persona": slot.persona_id or "", "product": slot.product or "", "purpose": slot.purpose.value,
        "idea": slot.idea, "offer": slot.offer.id if slot.offer else NO_OFFER,
    }  # fmt: skip
    st.session_state.update({f"{key}.{field}": value for field, value in values.items()})


def add(brand: Brand, page: str, plan: Plan, monday: date, audience: str) -> None:
    """A way to add a slot by hand to the week in sight."""
    new: Slot | None = st.session_state.get(f"{page}.adding")
    if new is not None and is_open(page, new):
        with st.container(border=True, key=f"card-{page}.slot.new"):
            show(brand, page, plan, new)
        return
    day = max(monday, plan.request.start, the_copilot().today())
    st.button(
        say("plan.add_slot"), key=f"{page}.add_slot", icon=":material/add:", type="tertiary",
        on_click=_begin, args=(page, plan, day, audience),
    )  # fmt: skip


def show(brand: Brand, page: str, plan: Plan, slot: Slot) -> None:
    """The form of one."""
    key, request = f"{page}.form", plan.request
    today = the_copilot().today()
    first, second, third, fourth = st.columns(4)
    first.date_input(
        say("plan.slot.day"), value=None, key=f"{key}.day", format="YYYY-MM-DD",
        min_value=min(today, slot.day), max_value=max(request.end, slot.day) + timedelta(days=31),
    )  # fmt: skip
    second.time_input(say("plan.slot.time"), value=None, key=f"{key}.time", step=300)
    _select(third, "audience", {one.audience.id: one.audience.name for one in request.audiences}, key)
    _select(fourth, "channel", {c.value: say(f"channels.{c}") for c in Channel}, key)
    first, second, third = st.columns(3)
    _select(first, "purpose", {p.value: say(f"purposes.{p}") for p in Purpose}, key)
    _select(second, "product", {"": say("plan.slot.no_product"), **{p.name: p.name for p in brand.products}}, key)
    _select(third, "persona", {"": say("plan.slot.nobody"), **persona_names(brand)}, key)
    st.caption(say(f"purpose_help.{st.session_state[f'{key}.purpose']}"))
    offers = {o.id: o for o in (*request.offers, *((slot.offer,) if slot.offer else ()))}
    if the_copilot().calendar.planning.rules(brand).purposes[Purpose(st.session_state[f"{key}.purpose"])].promotes:
        named = {NO_OFFER: say("plan.slot.no_offer"), **{i: f"{o.product or ''} {o.words}".strip() for i, o in offers.items()}}  # fmt: skip
        _select(st, "offer", named, key)
    st.text_input(say("plan.slot.idea"), key=f"{key}.idea", max_chars=200)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("plan.save"), key=f"{key}.save", icon=":material/check:",
            on_click=partial(_save, brand, page, plan, slot),
        )  # fmt: skip
        st.button(say("plan.cancel"), key=f"{key}.cancel", type="tertiary", on_click=_close, args=(page,))


def _select(where: Any, field: str, options: dict[str, str], key: str) -> None:
    if st.session_state[f"{key}.{field}"] not in options:
        st.session_state[f"{key}.{field}"] = next(iter(options))
    where.selectbox(say(f"plan.slot.{field}"), list(options), format_func=lambda o: options[o], key=f"{key}.{field}")


def _begin(page: str, plan: Plan, day: date, audience: str) -> None:
    planned = next((p for p in plan.request.audiences if p.audience.id == audience), plan.request.audiences[0])
    slot = Slot(uuid4().hex, day, NOON, planned.audience.id, planned.channels[0], Node.OPERATE, None, Purpose.TIP, "")
    st.session_state[f"{page}.adding"] = slot
    open_(page, slot)


def _save(brand: Brand, page: str, plan: Plan, slot: Slot) -> None:
    value = {field: st.session_state.get(f"{page}.form.{field}") for field in (
        "day", "time", "audience", "channel", "persona", "product", "purpose", "idea", "offer",
    )}  # fmt: skip
    offers = {o.id: o for o in (*plan.request.offers, *((slot.offer,) if slot.offer else ()))}
    purpose = Purpose(str(value["purpose"]))
    changed = replace(
        slot, day=value["day"] or slot.day, time=value["time"] or slot.time, audience_id=str(value["audience"]),
        channel=Channel(str(value["channel"])), persona_id=str(value["persona"] or "") or None,
        product=str(value["product"] or "") or None, purpose=purpose,
        idea=" ".join(str(value["idea"] or "").split()) or say(f"purposes.{purpose}"),
        offer=offers.get(str(value["offer"] or "")),
    )  # fmt: skip
    if plan_changes.put(brand, page, plan, changed):
        _close(page)


def _close(page: str) -> None:
    st.session_state.pop(f"{page}.changing", None)
    st.session_state.pop(f"{page}.adding", None)
