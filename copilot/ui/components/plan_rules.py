"""The planning rules of a brand: how often, when not, how much may sell; what a platform asks can only be made stricter."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import time
from functools import partial
from typing import Any

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.review import Duty
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.state import locale, say, the_copilot

NUMBERS = {
    "promotion.share": "promotion_share", "promotion.gap_days": "promotion_gap_days",
    "spacing.audience_minutes": "audience_minutes", "spacing.audience_a_day": "audience_a_day",
    "spacing.repeat_days": "repeat_days",
}  # fmt: skip
TIMES = {"quiet_hours.begin": "quiet_begin", "quiet_hours.end": "quiet_end"}
SHARE = "promotion.share"
"""Kept as a part of one, typed in per cent."""
ACCOUNT = "account_kind"
HARD = "hard"


def show(brand: Brand, page: str) -> None:
    """The rules as they hold now, to be changed."""
    planning = the_copilot().calendar.planning
    rules, changes = planning.rules(brand).model_dump(mode="json"), planning.ruling.changes(brand)
    may = current_actor().duty is Duty.ADMIN
    st.caption(say("plan.rules.lead") if may else say("plan.rules.only_admin"))
    key = f"{page}.rules"
    if error := st.session_state.pop(f"{key}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    _general(rules, key, may=may)
    st.markdown(f"**{say('plan.rules.channels')}**")
    st.caption(say("plan.rules.habit"))
    for channel in Channel:
        _channel(rules, channel, key, may=may)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            say("plan.rules.save"), key=f"{key}.save", type="primary", icon=":material/check:", disabled=not may,
            on_click=partial(_save, brand, key),
        )  # fmt: skip
        st.button(
            say("plan.rules.reset"), key=f"{key}.reset", type="tertiary", icon=":material/restart_alt:",
            disabled=not (may and changes), on_click=partial(_reset, brand, key),
        )  # fmt: skip
        if changes:
            st.caption(say("plan.rules.changed", count=len(_paths(changes))))


def _general(rules: Mapping[str, Any], key: str, *, may: bool) -> None:
    st.markdown(f"**{say('plan.rules.general')}**")
    st.caption(say("plan.rules.general_source"))
    places = [*NUMBERS, *TIMES, ACCOUNT]
    for row in (places[:4], places[4:]):
        for column, path in zip(st.columns(4, vertical_alignment="bottom"), row, strict=True):
            _field(column, rules, path, key, may=may)


def _field(column: Any, rules: Mapping[str, Any], path: str, key: str, *, may: bool) -> None:
    field, value = f"{key}.{path}", _at(rules, path)
    if path in TIMES:
        st.session_state.setdefault(field, time.fromisoformat(value))
        column.time_input(say(f"plan.rules.{TIMES[path]}"), value=None, key=field, step=900, disabled=not may)
    elif path == ACCOUNT:
        st.session_state.setdefault(field, value)
        column.selectbox(
            say("plan.rules.account_kind"), list(rules["account_kinds"]), key=field, disabled=not may,
            format_func=lambda kind: say(f"plan.rules.account_kinds.{kind}"),
        )  # fmt: skip
    else:
        st.session_state.setdefault(field, round(100 * value) if path == SHARE else value)
        most = 100 if path == SHARE else None
        column.number_input(say(f"plan.rules.{NUMBERS[path]}"), 0, most, key=field, step=1, disabled=not may)


def _channel(rules: Mapping[str, Any], channel: Channel, key: str, *, may: bool) -> None:
    rule = rules["channels"][channel.value]
    limits = dict(rule["limits"])
    hard = {name: one for name, one in limits.items() if one["kind"] == HARD}
    if channel is Channel.OFFICIAL_ACCOUNT:
        hard |= {n: one for n, one in rules["account_kinds"][rules[ACCOUNT]].items() if one["kind"] == HARD}
    with st.container(border=True, key=f"card-{key}.{channel}"):
        name, *columns = st.columns([2, 2, 2, 2, 2], vertical_alignment="bottom")
        name.markdown(f"**{say(f'channels.{channel}')}**")
        pace = f"{key}.channels.{channel}.pace.a_week"
        st.session_state.setdefault(pace, float(rule["pace"]["a_week"]))
        columns[0].number_input(say("plan.rules.pace"), 0.0, 14.0, key=pace, step=0.5, format="%g", disabled=not may)
        soft = (n for n, one in limits.items() if one["kind"] != HARD)
        for column, limit in zip(columns[1:], soft, strict=False):
            field = f"{key}.channels.{channel}.limits.{limit}.most"
            st.session_state.setdefault(field, int(limits[limit]["most"]))
            column.number_input(
                say(f"plan.rules.limits.{limits[limit]['per']}"), 0, key=field, step=1, disabled=not may
            )  # fmt: skip
        for one in hard.values():
            st.caption(f":material/lock: {say('plan.rules.hard', source=one['source'])}")


def _save(brand: Brand, key: str) -> None:
    planning = the_copilot().calendar.planning
    shipped = planning.ruling.shipped().model_dump(mode="json")
    changes: dict[str, Any] = deepcopy(dict(planning.ruling.changes(brand)))
    for field in [str(k) for k in st.session_state if str(k).startswith(f"{key}.")]:
        path = field.removeprefix(f"{key}.")
        if path in (*NUMBERS, *TIMES, ACCOUNT) or path.startswith("channels."):
            _put(changes, path, _typed(path, st.session_state[field]), _at(shipped, path))
    try:
        planning.set_rules(brand, changes, current_actor())
    except ButterflyError as error:
        st.session_state[f"{key}.error"] = error
        return
    _forget(key)
    st.toast(say("plan.rules.saved"), icon=":material/check:")


def _reset(brand: Brand, key: str) -> None:
    try:
        the_copilot().calendar.planning.set_rules(brand, {}, current_actor())
    except ButterflyError as error:
        st.session_state[f"{key}.error"] = error
        return
    _forget(key)
    st.toast(say("plan.rules.was_reset"), icon=":material/check:")


def _forget(key: str) -> None:
    """The fields show what is stored."""
    for field in [k for k in st.session_state if str(k).startswith(f"{key}.")]:
        del st.session_state[field]


def _typed(path: str, value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    return value / 100 if path == SHARE and value is not None else value


def _put(changes: dict[str, Any], path: str, value: Any, shipped: Any) -> None:
    """Let `path` say `value`, or nothing where that is what ships."""
    *way, last = path.split(".")
    if value is None or value == shipped:
        _take(changes, way, last)
        return
    for part in way:
        changes = changes.setdefault(part, {})
    changes[last] = value


def _take(changes: dict[str, Any], way: list[str], last: str) -> None:
    """Take `last` away, and what is empty then."""
    if not way:
        changes.pop(last, None)
    elif isinstance(inner := changes.get(way[0]), dict):
        _take(inner, way[1:], last)
        if not inner:
            del changes[way[0]]


def _at(rules: Mapping[str, Any], path: str) -> Any:
    found: Any = rules
    for part in path.split("."):
        found = found[part]
    return found


def _paths(changes: Mapping[str, Any], way: str = "") -> list[str]:
    found: list[str] = []
    for name, value in changes.items():
        place = f"{way}.{name}" if way else name
        found += _paths(value, place) if isinstance(value, dict) else [place]
    return found
