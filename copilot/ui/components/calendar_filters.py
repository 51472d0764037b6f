"""What of the calendar is looked at: filters that several people set each for themselves, kept over a refresh."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from copilot.domain.calendar import Item
from copilot.ui.state import keep, remember, say

FIELDS = ("audience", "channel", "state", "persona", "product", "node")


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called by their ids: audiences and personas of a brand."""

    audiences: dict[str, str]
    personas: dict[str, str]

    def of(self, field: str, value: str) -> str:
        """What a value of a filter is called."""
        told = {
            "audience": lambda: self.audiences.get(value, say("calendar.gone_audience")),
            "persona": lambda: self.personas.get(value, value),
            "product": lambda: value,
            "channel": lambda: say(f"channels.{value}"),
            "state": lambda: say(f"item_states.{value}"),
            "node": lambda: say(f"nodes.{value}"),
        }
        return told[field]()


def show(items: Iterable[Item], names: Names, page: str) -> tuple[Item, ...]:
    """The controls, and the items that are left. What is chosen and no longer there stays chosen: it is there again
    next month."""
    found = tuple(items)
    chosen = {field: _kept(page, field) for field in FIELDS}
    count = sum(1 for values in chosen.values() if values)
    label = say("calendar.filters_set", count=count) if count else say("calendar.filters")
    with st.popover(label, icon=":material/filter_list:", key=f"{page}.filters"):
        for field in FIELDS:
            _field(field, found, names, page)
        st.button(
            say("calendar.no_filters"), key=f"{page}.filters.clear", type="tertiary", disabled=not count,
            on_click=_clear, args=(page,),
        )  # fmt: skip
    return tuple(item for item in found if all(not w or value(item, f) in w for f, w in chosen.items()))


def value(item: Item, field: str) -> str:
    """What a filter looks at in an item."""
    slot = item.slot
    return {
        "audience": slot.audience_id,
        "channel": slot.channel.value,
        "state": item.state.value,
        "persona": slot.persona_id or "",
        "product": slot.product or "",
        "node": slot.node.value,
    }[field]


def _field(field: str, items: tuple[Item, ...], names: Names, page: str) -> None:
    there = {value(item, field) for item in items} | set(_kept(page, field))
    options = sorted(there - {""}, key=lambda v: names.of(field, v))
    st.multiselect(
        say(f"calendar.filter_by.{field}"), options, format_func=lambda v: names.of(field, v),
        placeholder=say("calendar.any"), **_remembered(page, field),
    )  # fmt: skip


def _kept(page: str, field: str) -> list[str]:
    return [str(v) for v in st.session_state[_remembered(page, field)["key"]] or ()]


def _remembered(page: str, field: str) -> dict[str, Any]:
    return remember(page, f"filter.{field}", [])


def _clear(page: str) -> None:
    for field in FIELDS:
        st.session_state[f"{page}.filter.{field}"] = []
        keep(page, f"filter.{field}", [])
