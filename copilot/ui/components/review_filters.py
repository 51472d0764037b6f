"""What of the queue is looked at: how far items are, whom they go to, why they are risky. Kept over a refresh."""

from collections.abc import Mapping

import streamlit as st

from copilot.domain.calendar import ItemState
from copilot.domain.review import RiskKind, Waiting
from copilot.ui.components.review_words import Seen
from copilot.ui.state import choose, keep, remember, say

STATES = (ItemState.SUBMITTED, ItemState.CHANGES_REQUESTED, ItemState.APPROVED)
_VALUES = [state.value for state in STATES]
AUDIENCES, KINDS, CLEAN = "audiences", "kinds", "clean"


def chosen(page: str) -> ItemState:
    """Which heap is looked at, before its control is drawn."""
    return ItemState(st.session_state[choose(page, "state", _VALUES, _VALUES[0])["key"]])


def state(page: str, counts: Mapping[ItemState, int]) -> None:
    """Which of the three heaps is looked at, each with how many lie there."""
    st.segmented_control(
        say("review.state"), required=True, label_visibility="collapsed",
        format_func=lambda s: f"{say(f'item_states.{s}')} {counts.get(ItemState(s), 0)}",
        **choose(page, "state", _VALUES, _VALUES[0]),
    )  # fmt: skip


def show(seen: Seen, page: str) -> Seen:
    """The other filters, and what they leave."""
    set_now = sum(bool(_kept(page, field)) for field in (AUDIENCES, KINDS, CLEAN))
    label = say("review.filters_set", count=set_now) if set_now else say("review.filters")
    with st.popover(label, icon=":material/filter_list:", key=f"{page}.filters"):
        _fields(seen, page)
        st.button(
            say("review.no_filters"), key=f"{page}.filters.clear", type="tertiary", disabled=not set_now,
            on_click=clear, args=(page,),
        )  # fmt: skip
    return Seen(tuple(one for one in seen.queue if _stays(one, page)), seen.names)


def turned(page: str) -> bool:
    """Whether another heap or other filters were chosen since this was asked last."""
    told, key = (chosen(page), *(_kept(page, field) for field in (AUDIENCES, KINDS, CLEAN))), f"{page}.looked"
    before = st.session_state.get(key, told)
    st.session_state[key] = told
    return bool(before != told)


def clear(page: str) -> None:
    """Look at everything again."""
    for field, empty in ((AUDIENCES, []), (KINDS, []), (CLEAN, False)):
        st.session_state[f"{page}.{field}"] = empty
        keep(page, field, None)


def _fields(seen: Seen, page: str) -> None:
    audiences = sorted(
        {one.item.slot.audience_id for one in seen.queue} | set(_kept(page, AUDIENCES)),
        key=lambda a: seen.names.of("audience", a),
    )
    there = {risk.kind.value for one in seen.queue for risk in one.risks} | set(_kept(page, KINDS))
    st.multiselect(
        say("review.audience"), audiences, format_func=lambda a: seen.names.of("audience", a),
        placeholder=say("review.any"), **remember(page, AUDIENCES, []),
    )  # fmt: skip
    st.multiselect(
        say("review.kind"), [kind.value for kind in RiskKind if kind.value in there],
        format_func=lambda k: say(f"risk_kinds.{k}"), placeholder=say("review.any"), **remember(page, KINDS, []),
    )  # fmt: skip
    st.toggle(say("review.only_clean"), **remember(page, CLEAN, False))


def _stays(one: Waiting, page: str) -> bool:
    audiences, kinds = _kept(page, AUDIENCES), _kept(page, KINDS)
    if audiences and one.item.slot.audience_id not in audiences:
        return False
    if kinds and not any(risk.kind.value in kinds for risk in one.risks):
        return False
    return one.clear or not _kept(page, CLEAN)


def _kept(page: str, field: str) -> list[str]:
    """What is chosen; for the toggle a list that is empty where it is off."""
    value = st.session_state[remember(page, field, False if field == CLEAN else [])["key"]]
    return [CLEAN] if value is True else list(value or ())
