"""The calendar that is drawn and dragged in: FullCalendar in a frame of its own, told what to show and asked what happened."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import streamlit as st
from streamlit_calendar import calendar

from copilot.domain.language import Language
from copilot.ui.components.calendar_range import View
from copilot.ui.state import language, say, the_copilot

DRAWN_AS = {View.MONTH: "dayGridMonth", View.WEEK: "timeGridWeek", View.LIST: "listWeek"}
HEIGHTS = {View.MONTH: 860, View.WEEK: 720, View.LIST: 580}
IN_A_CELL = 4
FIRST_HOUR, LAST_HOUR = 7, 22
LICENCE = "GPL-My-Project-Is-Open-Source"
CSS = """
.fc { font-family: "Source Sans", -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-size: .86rem; }
.fc a { color: inherit; text-decoration: none; }
.fc-event { cursor: pointer; }
.fc-daygrid-event { padding: 1px 4px; border-radius: 4px; }
.fc-h-event, .fc-v-event { border: 1px solid #8a938e !important; } /* white items would not be seen */
.fc-list-event-dot { border-width: 6px !important; border-radius: 6px !important; outline: 1px solid #8a938e; }
.fc-daygrid-event .fc-event-main-frame { display: block; max-height: 2.9em; overflow: hidden; line-height: 1.4; }
.fc-daygrid-event .fc-event-time, .fc-daygrid-event .fc-event-title-container { display: inline; overflow: visible; }
.fc-daygrid-event .fc-event-title { display: inline; white-space: normal; overflow-wrap: anywhere; }
@media (max-width: 640px) { .fc-daygrid-event .fc-event-time { display: block; } }
.fc-timegrid-slot { height: 2.1em !important; }
.fc-timegrid-event .fc-event-main-frame { line-height: 1.3; }
.fc-event:focus-visible { outline: 3px solid #1d2925; outline-offset: 1px; }
.fc .fc-daygrid-more-link { font-weight: 600; color: #1f6f5c; }
.fc .bf-occasion { cursor: default; background: #fbeedd !important; border: 0 !important; border-left: 3px solid #9a5b00 !important; border-radius: 0; }
.fc .bf-occasion .fc-event-main, .fc .bf-occasion .fc-event-title { color: #6b4000; font-weight: 400; }
.fc .fc-bg-event { background: #e9ece6; opacity: 1; }
.fc .fc-bg-event .fc-event-title { font-size: .72rem; font-style: normal; color: #55625c; margin: 2px 4px; }
.fc .fc-day-today { background: #fff6dc !important; }
.fc-list-event-title { white-space: normal; }
.fc-timegrid-event .fc-event-title { overflow-wrap: anywhere; }
"""


@dataclass(frozen=True, slots=True)
class Picked:
    """Somebody pressed an item."""

    item_id: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Somebody dragged an item that was at `version` to another day, and to another time where one was shown."""

    item_id: str
    version: int
    day: date
    time: time | None


def show(events: list[dict[str, Any]], view: View, day: date, key: str) -> Picked | Dropped | None:
    """Draw the events around `day` and return what happened, once.

    The frame is made anew when view or day change. Whenever something was done in it, its data is sent again with
    another number, so that what was not to be done springs back, and the same press counts a second time."""
    turn = int(st.session_state.get(f"{key}.turn", 0))
    happened = calendar(
        events=[{**event, "extendedProps": {**event.get("extendedProps", {}), "turn": turn}} for event in events],
        options=_options(view, day, events),
        custom_css=f"{CSS}/* {turn} */",
        callbacks=["eventClick", "eventChange"],
        license_key=LICENCE,
        key=f"{key}.{view}.{day}.{language()}",
    )
    told = json.dumps(happened, sort_keys=True)
    if not happened or told == st.session_state.get(f"{key}.seen"):
        return None
    st.session_state[f"{key}.seen"] = told
    st.session_state[f"{key}.turn"] = turn + 1
    return read(happened)


def read(happened: dict[str, Any]) -> Picked | Dropped | None:
    """What the frame told. Times are those of the brand's clocks: the frame is told that all is UTC."""
    name = str(happened.get("callback"))
    event = (happened.get(name) or {}).get("event") or {}
    props = event.get("extendedProps") or {}
    if not props.get("item"):
        return None
    if name == "eventClick":
        return Picked(str(event.get("id")))
    start = str(event.get("start") or "")
    if len(start) == len("2026-12-01"):  # onto a whole day, where there are no times
        return Dropped(str(event.get("id")), int(props["version"]), date.fromisoformat(start), None)
    at = datetime.fromisoformat(start).replace(tzinfo=None)
    return Dropped(str(event.get("id")), int(props["version"]), at.date(), at.time())


def _options(view: View, day: date, events: list[dict[str, Any]]) -> dict[str, Any]:
    # Nothing is planned for the night, but what somebody put there has to be seen.
    hours = [int(event["start"][11:13]) for event in events if "T" in event["start"]]
    first, last = min([*hours, FIRST_HOUR]), max([*hours, LAST_HOUR])
    return {
        "initialView": DRAWN_AS[view],
        "initialDate": day.isoformat(),
        "headerToolbar": False,
        "locale": "zh-cn" if language() is Language.ZH else "en-gb",
        "timeZone": "UTC",
        "now": the_copilot().today().isoformat(),
        "firstDay": 1,
        "fixedWeekCount": False,
        "height": HEIGHTS[view],
        "editable": True,
        "eventDurationEditable": False,
        "eventDisplay": "block",
        "eventInteractive": True,
        "eventTimeFormat": {"hour": "2-digit", "minute": "2-digit", "hour12": False},
        "slotLabelFormat": {"hour": "2-digit", "minute": "2-digit", "hour12": False},
        "scrollTime": f"{min(hours, default=FIRST_HOUR):02}:00:00",
        "slotMinTime": f"{first:02}:00:00",
        "slotMaxTime": f"{last + 1:02}:00:00",
        "slotDuration": "00:30:00",
        "snapDuration": "00:05:00",
        "slotEventOverlap": False,
        "displayEventEnd": False,
        "dayMaxEvents": IN_A_CELL,
        "eventOrder": "order,start,title",
        "moreLinkText": say("calendar.more_in_cell"),
        "allDayText": say("calendar.all_day"),
        "noEventsText": say("calendar.none_in_range"),
        "listDaySideFormat": False,
        "listDayFormat": {"month": "long", "day": "numeric", "weekday": "short"},
    }
