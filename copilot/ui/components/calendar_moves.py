"""Moving items and taking them out of the calendar, each with its way back."""

from dataclasses import replace
from datetime import date, time
from functools import partial

from copilot.domain.calendar import Item
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import plan_words
from copilot.ui.components.calendar_note import Note, tried
from copilot.ui.components.calendar_view import Dropped
from copilot.ui.components.findings import plain
from copilot.ui.components.people_names import with_names
from copilot.ui.state import say, the_copilot


def move(page: str, item: Item, day: date, at: time | None) -> bool:
    """Put an item, as it was read, on another day or time; without a time it keeps its own. A refusal, warnings and the
    way back are noted on the page; returns whether it was moved."""
    return tried(page, partial(_moved, item, day, at or item.slot.time), partial(_explain, item))


def dropped(page: str, what: Dropped) -> None:
    """Move what was dragged, unless somebody changed it since it was drawn."""
    item = the_copilot().store.calendar.get(what.item_id)
    move(page, replace(item, version=what.version), what.day, what.time)


def remove(page: str, item: Item) -> bool:
    """Take an item out of the calendar; it can be put back."""
    return tried(page, partial(_removed, item), partial(_explain, item))


def _moved(item: Item, day: date, at: time) -> Note:
    planning = the_copilot().calendar.planning
    moved = planning.move(item.id, item.version, day, at, current_actor())
    text = say("calendar.moved", idea=plain(item.slot.idea), before=when(item), after=when(moved.item))

    brand = the_copilot().brand(item.brand_id)
    told = [plain(plan_words.told(warning, brand)) for warning in moved.warnings]

    def back() -> None:
        planning.move(item.id, moved.item.version, item.slot.day, item.slot.time, current_actor())

    return Note(text, tuple(dict.fromkeys(told)), back=back)


def _removed(item: Item) -> Note:
    planning = the_copilot().calendar.planning
    gone = planning.remove(item.id, item.version, current_actor())

    def back() -> None:
        planning.restore(item.id, gone.version, current_actor())

    return Note(say("calendar.removed", idea=plain(item.slot.idea)), back=back)


def when(item: Item) -> str:
    """Day and time, as in `12-01 09:30`."""
    return f"{item.slot.at:%m-%d %H:%M}"


def _explain(item: Item, error: ButterflyError) -> str:
    return plan_words.explain(with_names(error), the_copilot().brand(item.brand_id))
