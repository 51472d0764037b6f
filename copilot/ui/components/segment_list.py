"""Segments: the rules in the order that decides, how many each holds for, and who of them may be sent to."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.segment_rule import Members, SegmentRule
from copilot.errors import ButterflyError
from copilot.ui.components import segment_form, thresholds_form
from copilot.ui.components.customer_words import rule_text
from copilot.ui.components.findings import plain
from copilot.ui.components.opened_customer import turn_to, view
from copilot.ui.state import TROUBLE_KEY, say, the_copilot

SHOWN = 20


def show(brand: Brand) -> None:
    """Every rule, a place to add one, and the thresholds."""
    page, segments = f"segments.{brand.id}", the_copilot().people.segments
    st.markdown(say("segments.lead"))
    _way_back(brand)
    rules = segments.rules(brand)
    for number, rule in enumerate(rules):
        with st.container(border=True, key=f"card-{page}.{rule.id}"):
            if st.session_state.get(f"{page}.editing") == rule.id:
                segment_form.show(brand, rule)
            else:
                _card(brand, rule, first=number == 0, last=number == len(rules) - 1)
    with st.expander(say("segments.add"), icon=":material/add:", key=f"{page}.new"):
        segment_form.show(brand, None)
    thresholds_form.show(brand)
    st.button(
        say("segments.shipped"), key=f"{page}.shipped", type="tertiary", icon=":material/restart_alt:",
        on_click=partial(_as_shipped, brand),
    )  # fmt: skip


def _card(brand: Brand, rule: SegmentRule, *, first: bool, last: bool) -> None:
    page, segments = f"segments.{brand.id}", the_copilot().people.segments
    found, card = segments.members(brand, rule), segments.card(brand.id, rule)
    tied = say("segments.card", name=card.name) if card else say("segments.no_card")
    st.markdown(f"**{plain(rule.name)}**　{rule_text(rule)}")
    told = [say("segments.counts", count=found.count, placed=found.placed)]
    told.append(say("segments.reachable", count=len(found.reachable)))
    told += [say("segments.stopped", count=len(found.stopped))] if found.stopped else []
    told += [say("segments.refused", count=len(found.refused))] if found.refused else []
    st.caption(plain(" · ".join((*told, tied))))
    _members(brand, found)
    with st.container(horizontal=True, gap="small"):
        for name, icon, act, off in (
            ("up", ":material/arrow_upward:", partial(_move, brand, rule, -1), first),
            ("down", ":material/arrow_downward:", partial(_move, brand, rule, 1), last),
            ("edit", ":material/edit:", partial(segment_form.edit, brand, rule), False),
            ("remove", ":material/delete:", partial(_remove, brand, rule), False),
            ("to_card", ":material/badge:", partial(view, brand, "cards"), False),
        ):
            st.button(
                say(f"segments.{name}"), key=f"{page}.{rule.id}.{name}", icon=icon, type="tertiary", disabled=off,
                on_click=act,
            )  # fmt: skip


def _members(brand: Brand, found: Members) -> None:
    if not found.reachable:
        return
    key = f"segments.{brand.id}.{found.rule.id}.members"
    with st.expander(say("segments.members"), key=key), st.container(horizontal=True, gap="small"):
        for profile in found.reachable[:SHOWN]:
            st.button(
                plain(profile.customer.called), key=f"{key}.{profile.customer.id}", type="tertiary",
                on_click=turn_to, args=(brand, profile.customer.id),
            )  # fmt: skip
        if found.reachable[SHOWN:]:
            st.caption(say("importing.more", count=len(found.reachable) - SHOWN))


def _way_back(brand: Brand) -> None:
    page = f"segments.{brand.id}"
    before: tuple[str, tuple[SegmentRule, ...]] | None = st.session_state.get(f"{page}.before")
    if before is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.before"):
        st.markdown(plain(say("segments.removed", name=before[0])), width="stretch")
        st.button(say("segments.undo"), key=f"{page}.undo", icon=":material/undo:", on_click=partial(_undo, brand))


def _remove(brand: Brand, rule: SegmentRule) -> None:
    try:
        rules = the_copilot().people.segments.remove(brand, rule.id)
        st.session_state[f"segments.{brand.id}.before"] = (rule.name, rules)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _undo(brand: Brand) -> None:
    _, rules = st.session_state.pop(f"segments.{brand.id}.before")
    try:
        the_copilot().people.segments.save_all(brand, rules)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _move(brand: Brand, rule: SegmentRule, by: int) -> None:
    try:
        the_copilot().people.segments.move(brand, rule.id, by)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _as_shipped(brand: Brand) -> None:
    try:
        segments = the_copilot().people.segments
        st.session_state[f"segments.{brand.id}.before"] = (say("segments.shipped"), segments.rules(brand))
        segments.as_shipped(brand)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
