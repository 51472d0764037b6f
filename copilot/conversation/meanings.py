"""What a message is about, by its likeness to example sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

from copilot.conversation.tables import Table, load_table
from copilot.domain.conversation import Stand
from copilot.domain.ladder import Step
from copilot.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_CLOSE = 0.65
"""Cosine from which on a likeness counts in full; what is like nothing we know tells little."""
_STEPS: Mapping[str, Step] = {step.value: step for step in Step}


class About(StrEnum):
    """A stand, or inside `convert` a step: the eight things a message can be about."""

    INTEREST = "interest"
    NEED = "need"
    TRUST = "trust"
    ACTION = "action"
    SERVICE = "service"
    REPURCHASE = "repurchase"
    REFER = "refer"
    OTHER = "other"

    @property
    def step(self) -> Step | None:
        """The ladder step; None outside `convert`."""
        return _STEPS.get(self.value)

    @property
    def stand(self) -> Stand:
        """`convert` for the four steps, else the stand of the same name."""
        return Stand.CONVERT if self.step else Stand(self.value)


class PrototypeTable(Table):
    """data/prototypes.yaml: example sentences of each meaning."""

    interest: tuple[str, ...]
    need: tuple[str, ...]
    trust: tuple[str, ...]
    action: tuple[str, ...]
    service: tuple[str, ...]
    repurchase: tuple[str, ...]
    refer: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(slots=True)
class Prototypes:
    """Example sentences and, once they are needed, their vectors (one encoding per embedder, kept)."""

    sentences: Mapping[About, tuple[str, ...]]
    _vectors: "dict[str, NDArray[np.float32]]" = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def load(cls) -> "Prototypes":
        """The sentences that ship with the package."""
        table = load_table("prototypes", PrototypeTable)
        return cls({about: getattr(table, about.value) for about in About})

    def likeness(self, texts: Sequence[str], embedder: Embedder, nearest: int) -> list[dict[About, float]]:
        """For each text and meaning, the mean cosine to its `nearest` closest sentences, less the mean over meanings."""
        import numpy as np

        vectors = self._encode(embedder)
        # Not `@`: for a few rows the threads of a BLAS cost more than they save, most of all on a busy machine.
        cosines = np.einsum("td,sd->ts", embedder.embed(texts), vectors)
        columns: list[NDArray[np.float32]] = []
        start = 0
        for about in About:
            block = cosines[:, start : start + len(self.sentences[about])]
            start += len(self.sentences[about])
            columns.append(np.sort(block, axis=1)[:, -nearest:].mean(axis=1))
        scores = np.stack(columns, axis=1)
        sure = np.clip(cosines.max(axis=1, keepdims=True) / _CLOSE, 0, 1)
        scores = (scores - scores.mean(axis=1, keepdims=True)) * sure
        return [dict(zip(About, map(float, row), strict=True)) for row in scores]

    def _encode(self, embedder: Embedder) -> "NDArray[np.float32]":
        with self._lock:
            if embedder.fingerprint not in self._vectors:
                self._vectors[embedder.fingerprint] = embedder.embed(
                    [s for about in About for s in self.sentences[about]]
                )
            return self._vectors[embedder.fingerprint]
