"""The chats a rep has open: each in a slot of its own, the same after a refresh, and apart in every tab."""

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Any

import streamlit as st

from copilot.domain.brand import Brand
from copilot.errors import ButterflyError
from copilot.ui.state import TROUBLE_KEY, desk, kept, the_copilot

MOST = 12
QUERY = "chat"
FIRST = "1"


@dataclass(frozen=True, slots=True)
class Slot:
    """What is shown of an open chat while another is in front. `place` is a step or a stand."""

    id: str
    title: str = ""
    place: str = ""
    waiting: bool = False
    """Whether the customer spoke last and has had no reply."""
    customer: str = ""
    """Whose chat it is, by id, where that is known; the entry is deleted with them."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The chats of one brand that are open in this browser. Read anew each time: other tabs change them, too."""

    brand: Brand

    @property
    def name(self) -> str:
        """The name under which what all chats share is kept."""
        return f"replies.{self.brand.id}"

    def page(self, slot: str) -> str:
        """The name under which one chat's fields are kept."""
        return f"{self.name}.{slot}"

    def all(self) -> tuple[Slot, ...]:
        """The open chats in their order; there is always one."""
        found = tuple(Slot(**entry) for entry in self._stored().get("slots") or ())
        return found or (Slot(FIRST),)

    def current(self) -> Slot:
        """The chat in front of this tab."""
        open_now = {slot.id: slot for slot in self.all()}
        tried = (st.session_state.get(f"{self.name}.current"), st.query_params.get(QUERY), self._stored().get("last"))
        chosen = next((open_now[name] for name in tried if name in open_now), next(iter(open_now.values())))
        self._bring_forward(chosen.id)
        return chosen

    def go_to(self, slot: str) -> None:
        """Put a chat in front."""
        self._bring_forward(slot)
        self._change(last=slot)

    def add(self) -> str | None:
        """Open an empty chat and put it in front; None when there are too many."""
        slots, stored = self.all(), self._stored()
        if len(slots) >= MOST:
            return None
        number = max(int(stored.get("next") or 2), *(int(slot.id) + 1 for slot in slots))
        self._change(slots=[asdict(slot) for slot in (*slots, Slot(str(number)))], next=number + 1)
        self.go_to(str(number))
        return str(number)

    def close(self, slot: str) -> None:
        """Close a chat; it can be taken back until another is closed, then all of it is forgotten."""
        slots = self.all()
        at = next((n for n, s in enumerate(slots) if s.id == slot), None)
        if at is None:
            return
        self._forget(self._stored().get("closed"))
        left = [s for s in slots if s.id != slot]
        if not left:
            left = [Slot(str(max(int(self._stored().get("next") or 2), int(slot) + 1)))]
        closed = {"at": at, **asdict(slots[at])}
        self._change(slots=[asdict(s) for s in left], closed=closed, next=max(int(s.id) for s in (*left, *slots)) + 1)
        self.go_to(left[min(at, len(left) - 1)].id)

    @property
    def closed(self) -> Slot | None:
        """The chat that was closed last and can be taken back."""
        entry = dict(self._stored().get("closed") or {})
        entry.pop("at", None)
        return Slot(**entry) if entry else None

    def reopen(self) -> None:
        """Take the last closing back."""
        closed = self.closed
        if closed is None or len(self.all()) >= MOST:
            return
        slots = [s for s in self.all() if s.id != closed.id]
        slots.insert(int(self._stored()["closed"]["at"]), closed)
        empty = [s for s in slots if s.id != closed.id and not s.title and not kept(self.page(s.id)).get(QUERY)]
        left = [asdict(s) for s in slots if s not in empty]
        self._change(slots=left, closed=None)
        self.go_to(closed.id)

    def note(self, slot: Slot) -> None:
        """Keep what is shown of a chat."""
        slots = self.all()
        if any(s.id == slot.id and s != slot for s in slots):
            self._change(slots=[asdict(slot if s.id == slot.id else s) for s in slots])

    def answered(self, slot: str) -> None:
        """Take the waiting mark off a chat."""
        for each in self.all():
            if each.id == slot:
                self.note(replace(each, waiting=False))

    def changed_elsewhere(self, slot: str, text: str) -> bool:
        """Whether another tab has put another chat into the slot since this tab looked."""
        stored = str(the_copilot().store.forms.get(desk(), self.page(slot)).get(QUERY) or "")
        return stored.strip() != "" and stored not in (kept(self.page(slot)).get(QUERY, ""), text)

    def look_again(self, slot: str) -> None:
        """Let go of what this tab knows of a slot: what is stored is shown from now on."""
        st.session_state.get("kept", {}).pop(self.page(slot), None)
        for key in [k for k in st.session_state if str(k).startswith(f"{self.page(slot)}.")]:
            del st.session_state[key]

    def _bring_forward(self, slot: str) -> None:
        st.session_state[f"{self.name}.current"] = slot
        if st.query_params.get(QUERY) != slot:
            st.query_params[QUERY] = slot

    def _forget(self, closed: dict[str, Any] | None) -> None:
        if closed and closed.get("id"):
            self.look_again(str(closed["id"]))
            the_copilot().store.forms.forget(desk(), self.page(str(closed["id"])))

    def _stored(self) -> dict[str, Any]:
        return dict(the_copilot().store.forms.get(desk(), self.name))

    def _change(self, **fields: Any) -> None:
        """Put fields into what is stored now, whatever this tab knew of the others."""
        try:
            the_copilot().store.forms.save(desk(), self.name, {**self._stored(), **fields})
        except ButterflyError as error:
            st.session_state[TROUBLE_KEY] = error


def digest(text: str) -> str:
    """A short name of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
