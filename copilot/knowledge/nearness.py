"""How near customers' words are to the questions that scripts and FAQ entries answer: question against question."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from copilot.errors import ModelFailed
from copilot.ports import Embedder

if TYPE_CHECKING:
    from copilot.ports import Vectors

Nearness = Callable[[Sequence[str], Sequence[str]], Sequence[float]]
"""`(asked, known)` → for each known question its likeness to the nearest of the asked ones, 0..1."""

ClaimsNear = Callable[[Sequence[tuple[str, Sequence[str]]]], Sequence[float]]
"""For each claim, its likeness to the nearest of some texts, 0..1."""

KEPT = 8192
"""Vectors kept, the least used go first; 2 kB each."""


def unknown_nearness(_asked: Sequence[str], known: Sequence[str]) -> Sequence[float]:
    """The `Nearness` of who cannot compare meanings: nothing is near."""
    return [0.0] * len(known)


class KeptVectors:
    """Vectors of texts, encoded once and kept: known questions come again, a text is checked after each change of it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> list["Vectors"]:
        """One for each text, in their order. Raises `ModelFailed` from the embedder."""
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        # Outside the lock: two that check at once do not wait for each other's texts.
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        found |= zip(missing, self._embedder.embed(missing), strict=True) if missing else ()
        with self._lock:
            for text, vector in found.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return [found[text] for text in texts]


class QuestionNearness:
    """A `Nearness` by cosine."""

    def __init__(self, embedder: Embedder) -> None:
        self._vectors = KeptVectors(embedder)

    def __call__(self, asked: Sequence[str], known: Sequence[str]) -> Sequence[float]:
        """Raises `ModelFailed` from the embedder."""
        if not asked or not known:
            return [0.0] * len(known)
        mine = self._vectors(asked)
        return [max(0.0, *(float(one @ vector) for one in mine)) for vector in self._vectors(known)]

    def of_claims(self, claims: Sequence[tuple[str, Sequence[str]]]) -> Sequence[float]:
        """For each claim, its likeness to the nearest of its texts; all are encoded in one go.

        Nothing is near while the embedder does not answer: a check goes on without it."""
        try:
            self._vectors([text for claim, texts in claims for text in (claim, *texts)])
            return [max(self([claim], texts), default=0.0) for claim, texts in claims]
        except ModelFailed:
            return [0.0] * len(claims)
