"""Lets a model say where a customer stands where patterns and likeness are unsure, and remembers what it said."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from copilot.domain.conversation import Conversation, Reading
from copilot.domain.language import Language
from copilot.knowledge.search.outage import Outage
from copilot.knowledge.search.patience import Patience
from copilot.writing.reading_asker import Place

SURE = 0.9
"""Confidence from which nobody is asked. Of 301 labelled messages 98 of 100 read with more were right, and 64 of 100
read with less (chats of a shop and of shoppers, and invented ones)."""
REMEMBERED = 512


class Asker(Protocol):
    """Sees where a customer stands."""

    def ask(self, conversation: Conversation, language: Language) -> Place:
        """Where the customer of a masked chat stands. Raises `ModelFailed`."""


class Refining:
    """An asker and how it does. What fails is left alone for a moment."""

    def __init__(self, asker: Asker, model: str, timeout_seconds: float) -> None:
        self.asker = asker
        self.model = model
        self.timeout_seconds = timeout_seconds
        self.outage = Outage()
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[Conversation, Language], Place] = OrderedDict()

    def refine(self, reading: Reading, masked: Conversation, language: Language) -> Reading:
        """The reading with the customer where the model sees them; as it was where it is sure, where a person is to
        take over, or where the model fails or takes too long. `masked` holds no personal data."""
        if reading.confidence >= SURE or reading.says_stop or reading.escalation or not masked.customer_words.strip():
            return reading
        place = self._place((masked, language))
        if place is None:
            return reading
        return replace(reading, stand=place.stand, step=place.step, why=place.quote or reading.why, by=self.model)

    def _place(self, key: tuple[Conversation, Language]) -> Place | None:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        place = self.outage.attempt(self._asking(key))
        if place is not None:
            with self._lock:
                self._known[key] = place
                if len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
        return place

    def _asking(self, key: tuple[Conversation, Language]) -> Callable[[], Place]:
        patience = Patience(self.timeout_seconds)
        return lambda: patience.wait_for(lambda: self.asker.ask(*key))
