"""The slots of a plan, a week at a time: what is said to whom, where and when, each to be changed or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from html import escape
from itertools import groupby

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Slot
from copilot.domain.draft import Severity
from copilot.domain.plan import Plan
from copilot.ui.components import plan_changes, plan_slot_form, plan_warnings
from copilot.ui.components.plan_words import persona_names, slot_place
from copilot.ui.state import choose, locale, say

EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a plan in sight. `audience` is "" for all of them."""

    monday: date
    audience: str

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def holds(self, slot: Slot) -> bool:
        """Whether a slot is in sight."""
        return self.monday <= slot.day <= self.sunday and self.audience in (EVERYBODY, slot.audience_id)


def choose_part(page: str, plan: Plan, names: Mapping[str, str]) -> Shown:
    """Which week, and whose."""
    request = plan.request
    first = request.start - timedelta(days=request.start.weekday())
    mondays = [first + timedelta(weeks=n) for n in range((request.end - first).days // 7 + 1)]
    counts = {m: sum(m <= s.day < m + timedelta(days=7) for s in plan.slots) for m in mondays}
    weeks = {m.isoformat(): say("plan.week", start=f"{m:%m-%d}", count=counts[m]) for m in mondays}
    left, right = st.columns([5, 3])
    chosen = left.segmented_control(
        say("plan.which_week"), required=True, wrap=True, format_func=lambda w: weeks[w], **choose(page, "week", list(weeks))
    )  # fmt: skip
    whose = {EVERYBODY: say("plan.everybody"), **{one.audience.id: names[one.audience.id] for one in request.audiences}}
    audience = right.selectbox(
        say("plan.whose"), format_func=lambda a: whose[a], **choose(page, "whose", list(whose), EVERYBODY)
    )  # fmt: skip
    return Shown(date.fromisoformat(str(chosen)), str(audience or EVERYBODY))


def show(brand: Brand, page: str, plan: Plan, shown: Shown, names: Mapping[str, str]) -> None:
    """The slots in sight, day by day."""
    here = [slot for slot in plan.slots if shown.holds(slot)]
    if not here:
        st.caption(say("plan.nothing_here"))
    marks, personas = plan_warnings.marks(plan), persona_names(brand)
    for day, slots in groupby(here, key=lambda slot: slot.day):
        there = list(slots)
        st.html(f'<h4 class="bf-day">{escape(_day(day, there))}</h4>')
        for slot in there:
            _row(brand, page, plan, slot, html(slot, names, personas, marks.get(slot.id)))
    plan_slot_form.add(brand, page, plan, shown.monday, shown.audience)


def _row(brand: Brand, page: str, plan: Plan, slot: Slot, drawn: str) -> None:
    if plan_slot_form.is_open(page, slot):
        with st.container(border=True, key=f"card-{page}.slot.{slot.id}"):
            plan_slot_form.show(brand, page, plan, slot)
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False, key=f"{page}.slot.{slot.id}"):
        st.html(drawn, width="stretch")
        st.button(
            "", key=f"{page}.change.{slot.id}", icon=":material/edit:", type="tertiary", help=say("plan.change_slot"),
            on_click=plan_slot_form.open_, args=(page, slot),
        )  # fmt: skip
        st.button(
            "", key=f"{page}.drop.{slot.id}", icon=":material/close:", type="tertiary", help=say("plan.drop_slot"),
            on_click=partial(plan_changes.drop, brand, page, plan, slot),
        )  # fmt: skip


def html(slot: Slot, names: Mapping[str, str], personas: Mapping[str, str], mark: Severity | None) -> str:
    """One slot as people read it."""
    chips = [say(f"channels.{slot.channel}"), slot_place(slot), _sequence(slot) or say(f"purposes.{slot.purpose}")]
    head = "".join(f"<li>{escape(chip)}</li>" for chip in dict.fromkeys(chips))
    if slot.promotes:
        head += f'<li class="bf-sells">{escape(say("plan.sells"))}</li>'
    about = [slot.product or "", personas.get(slot.persona_id or "", ""), *slot.requests]
    foot = " · ".join(escape(part) for part in about if part)
    return (
        f'<article class="bf-slot"><time>{slot.time:%H:%M}</time><div>'
        f"<header>{plan_warnings.sign(mark) if mark else ''}<b>{escape(names.get(slot.audience_id, slot.audience_id))}</b>"
        f"<ul>{head}</ul></header><p>{escape(slot.idea)}</p><small>{foot}</small></div></article>"
    )


def _sequence(slot: Slot) -> str:
    """Which part of which sequence; "" for none."""
    place = slot.sequence
    if place is None:
        return ""
    key = f"sequence_parts.{place.kind}.{place.part}"
    part = say(key) if locale().has(key) else f"{place.number}/{place.of}"
    return say("plan.part_of", sequence=say(f"sequences.{place.kind}"), part=part)


def _day(day: date, slots: Sequence[Slot]) -> str:
    occasions = dict.fromkeys(say(f"occasions.{slot.occasion}") for slot in slots if slot.occasion)
    return " · ".join([f"{day:%m-%d} {say(f'weekdays.{day.weekday()}')}", *occasions])
