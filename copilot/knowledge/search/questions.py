"""The vectors of questions: each question is encoded once, and those that are known to come all at once."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from copilot.knowledge.search.scripts import simplified
from copilot.knowledge.search.typed import written_out
from copilot.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REMEMBERED = 256


class Questions:
    """Vectors of the last questions. Shared by threads: at worst two of them encode the same."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._lock = threading.Lock()

    def vector(self, text: str) -> "Floats":
        """Of one question. Raises `ModelFailed` from the embedder, like `foresee`."""
        with self._lock:
            if (known := self._known.get(text)) is not None:
                self._known.move_to_end(text)
                return known
        vector: Floats = self._encode([text])[0]
        return vector

    def foresee(self, texts: Iterable[str]) -> None:
        """Encode questions that are about to be asked in one go: a third of the time, and one call of an endpoint."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text and text not in self._known]
        if new:
            self._encode(new[: REMEMBERED // 2])

    def _encode(self, texts: list[str]) -> "Floats":
        vectors = self._embedder.embed([simplified(written_out(text)) for text in texts])
        with self._lock:
            self._known.update(zip(texts, vectors, strict=True))
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return vectors
