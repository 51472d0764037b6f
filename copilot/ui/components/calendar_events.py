"""Items, occasions and rest days as the events that the calendar's frame draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from copilot.domain.calendar import Item, ItemState
from copilot.domain.occasion import Occasion
from copilot.locales import Locale
from copilot.ui.palette import load_palette, value_of

Event = dict[str, Any]
IDEA_CHARACTERS = 36
DRAWN = timedelta(hours=1)
"""How long an item is drawn, so that its words fit; never into the next day."""
OCCASION = "#9a5b00"
FIXED = frozenset({ItemState.EXPORTED, ItemState.EXPIRED})
"""States in which an item is not dragged: it is out, or its time is over."""


@dataclass(frozen=True, slots=True)
class Look:
    """How items are drawn: coloured by node, state or channel, with the colours that somebody chose, and the names of
    audiences by their ids."""

    by: str
    own: Mapping[str, str]
    audiences: Mapping[str, str]
    told: Locale


def item_event(item: Item, look: Look) -> Event:
    """An item as a block on its day and time, in its colour and with its sign, so that colour says nothing alone."""
    colour = load_palette().of(look.by, value_of(item, look.by), dict(look.own))
    return {
        "id": item.id,
        "title": title(item, look),
        "start": item.slot.at.isoformat(),
        "end": min(item.slot.at + DRAWN, datetime.combine(item.slot.day, time.max)).isoformat(timespec="seconds"),
        "backgroundColor": colour.fill,
        "borderColor": colour.fill,
        "textColor": colour.text,
        "editable": item.state not in FIXED and item.sent is None,
        "order": 1,
        "extendedProps": {"item": True, "version": item.version},
    }


def title(item: Item, look: Look) -> str:
    """An item in a few words: its sign, whom it is for, what it is about, and whether it was sent."""
    sign = look.told.say(f"calendar.signs.{look.by}.{value_of(item, look.by)}")
    idea = item.slot.idea if len(item.slot.idea) <= IDEA_CHARACTERS else f"{item.slot.idea[:IDEA_CHARACTERS]}…"
    words = f"{sign} {look.audiences.get(item.slot.audience_id, '')} · {idea}"
    return f"✓ {words}" if item.sent else words


def occasion_event(occasion: Occasion, told: Locale) -> Event:
    """An occasion as a note above its day or days."""
    return {
        "id": f"occasion.{occasion.id}.{occasion.day}",
        "title": told.say(f"occasions.{occasion.id}"),
        "start": occasion.day.isoformat(),
        "end": (occasion.last + timedelta(days=1)).isoformat(),
        "allDay": True,
        "editable": False,
        "interactive": False,
        "classNames": ["bf-occasion"],
        "backgroundColor": OCCASION,
        "borderColor": OCCASION,
        "order": 0,
    }


def rest_event(day: date, told: Locale) -> Event:
    """A day on which people are at rest, as a shade behind it."""
    return {
        "id": f"rest.{day}",
        "title": told.say("calendar.rest_day"),
        "start": day.isoformat(),
        "allDay": True,
        "display": "background",
        "editable": False,
    }


def events(
    items: Iterable[Item], look: Look, occasions: Iterable[Occasion] = (), rest: Iterable[date] = ()
) -> list[Event]:
    """All of it."""
    return [
        *(rest_event(day, look.told) for day in rest),
        *(occasion_event(one, look.told) for one in occasions),
        *(item_event(item, look) for item in items),
    ]
