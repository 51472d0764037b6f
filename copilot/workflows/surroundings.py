"""The items around those that are written, and what they say: so that parts of a sequence know each other."""

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from copilot.domain.angles import Place
from copilot.domain.assignment import PartOf, Told
from copilot.domain.calendar import Item, Purpose
from copilot.domain.draft import Angle, Draft, without_marks
from copilot.store import Store

DAYS_AROUND = 42
LIVE_WITHIN = timedelta(days=7)
SAID_MOST = 24
"""Texts a writer is given not to repeat, those of the same audience first."""


def same_offer(one: Item, other: Item) -> bool:
    """Whether both tell of one offer, so that they say the same of necessity."""
    return one.slot.offer is not None and one.slot.offer == other.slot.offer


class Surroundings:
    """The calendar around some items, read once and kept up with what is written. Shared by threads."""

    def __init__(self, store: Store, items: Sequence[Item]) -> None:
        self._store, self._lock = store, threading.Lock()
        self._items: dict[str, Item] = {item.id: item for item in items}
        for brand_id in {item.brand_id for item in items}:
            days = [item.slot.day for item in items]
            margin = timedelta(days=DAYS_AROUND)
            self._items |= {i.id: i for i in store.calendar.of(brand_id, min(days) - margin, max(days) + margin)}
        self._texts: dict[str, str] = {}
        self._angles: dict[str, Angle] = {}
        self._read({item.id: item.draft_id for item in self._items.values() if item.draft_id})

    def catch_up(self, written: Iterable[tuple[str, str]]) -> None:
        """Read what others wrote meanwhile: pairs of item and draft."""
        with self._lock:
            new = {item_id: draft_id for item_id, draft_id in written if item_id not in self._texts}
        if new:
            self._read(new)

    def say(self, item: Item, draft: Draft) -> None:
        """Note what an item says now."""
        with self._lock:
            self._items[item.id] = item
            self._texts[item.id] = without_marks(draft.text)
            if isinstance(angle := draft.variants[0].idea, Angle):
                self._angles[item.id] = angle

    def forget(self, item_id: str) -> None:
        """Note that an item does not say that after all."""
        with self._lock:
            self._texts.pop(item_id, None)
            self._angles.pop(item_id, None)

    def text(self, item_id: str) -> str:
        """What an item says, without citation marks; "" where nothing is written."""
        with self._lock:
            return self._texts.get(item_id, "")

    def texts_besides(self, item: Item) -> tuple[tuple[Item, str], ...]:
        """Every other item that has a text, with it, the nearest in time first."""
        with self._lock:
            others = [(self._items[i], text) for i, text in self._texts.items() if i != item.id and i in self._items]
        return tuple(sorted(others, key=lambda pair: (abs(pair[0].slot.at - item.slot.at), pair[0].id)))

    def said(self, item: Item) -> tuple[str, ...]:
        """What is not to be said again: the item's own former text, then those to the same audience, then others."""
        others = self.texts_besides(item)
        same = [text for other, text in others if other.slot.audience_id == item.slot.audience_id]
        rest = [text for other, text in others if other.slot.audience_id != item.slot.audience_id]
        own = self.text(item.id)
        return tuple(dict.fromkeys([*([own] if own else []), *same, *rest]))[:SAID_MOST]

    def places(self, item: Item, serving: Mapping[Purpose, tuple[Angle, ...]]) -> tuple[Place, ...]:
        """The item and all others that tell its audience of its product, as places for angles; the item's own is open."""
        whose = (item.slot.product, item.slot.audience_id)
        with self._lock:
            same = [i for i in self._items.values() if (i.slot.product, i.slot.audience_id) == whose and not i.removed]
            written = {i.id: self._angles.get(i.id) if i.id != item.id else None for i in same}
        return tuple(Place(i.id, i.slot.at, serving[i.slot.purpose], written[i.id]) for i in same)

    def earlier_parts(self, item: Item) -> tuple[Item, ...]:
        """The parts of its sequence that come before it."""
        place = item.slot.sequence
        return tuple(
            i for i in self._sequence(item) if place and i.slot.sequence and i.slot.sequence.number < place.number
        )

    def waits_for(self, item_id: str, still_open: Collection[str]) -> bool:
        """Whether an earlier part of its sequence is among the items that are yet to be written."""
        with self._lock:
            item = self._items.get(item_id)
        return item is not None and any(part.id in still_open for part in self.earlier_parts(item))

    def part(self, item: Item) -> PartOf | None:
        """Where it stands in its sequence, and what the others say; None for an item on its own."""
        place = item.slot.sequence
        if place is None:
            return None
        later = [i for i in self._sequence(item) if i.slot.sequence and i.slot.sequence.number > place.number]
        before = tuple(self._told(i) for i in self.earlier_parts(item))
        return PartOf(place.kind, place.number, place.of, before, self._told(later[0]) if later else None)

    def live(self, item: Item) -> Item | None:
        """The live stream that an item of the same sequence is, or the brand's next one within a week."""
        with self._lock:
            lives = [i for i in self._items.values() if i.slot.purpose is Purpose.LIVE and not i.removed]
        soon = [i for i in lives if timedelta(0) <= i.slot.at - item.slot.at <= LIVE_WITHIN]
        own = [i for i in lives if i in self._sequence(item)]
        return min(own or soon, key=lambda i: (i.slot.at, i.id), default=None)

    def _sequence(self, item: Item) -> list[Item]:
        place = item.slot.sequence
        if place is None:
            return [item]
        with self._lock:
            own = [
                i for i in self._items.values() if i.slot.sequence and i.slot.sequence.id == place.id and not i.removed
            ]
        return sorted(own, key=lambda i: (i.slot.sequence.number if i.slot.sequence else 0, i.slot.at, i.id))

    def _told(self, item: Item) -> Told:
        text = self.text(item.id)
        return Told(item.slot.day, text or item.slot.idea, bool(text))

    def _read(self, drafts: dict[str, str]) -> None:
        texts, ideas = self._store.drafts.texts(list(drafts.values())), self._store.drafts.ideas(list(drafts.values()))
        with self._lock:
            self._texts |= {i: without_marks(texts[d]) for i, d in drafts.items() if d in texts}
            self._angles |= {i: ideas[d] for i, d in drafts.items() if d in ideas}
