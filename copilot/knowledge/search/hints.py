"""What was learned of customers' questions for the built-in encoder: where their answers lie, which ideas they mean, and
which ideas passages tell of."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HINTS_FILE = "hints.json"
MOST_IDEAS = 12
LEAST_SHARE = 0.01
PARTS = ("towards", "back", "shift", "ideas_by", "bias", "told_in", "told_by", "told_bias", "usual")
LEAST_USUAL = 0.002
LEAST_SHARED = 1e-4
"""What keeps an idea that few passages tell, and a passage that tells nothing of what is asked, from counting too much."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Learned by `benchmarks/learn_hints.py`, whose numbers fit only the encoder they were learned with."""

    ideas: tuple[str, ...]
    towards: "Floats"
    """Rows: directions in which questions of customers are told apart."""
    back: "Floats"
    """Rows: how far each of those moves a question towards its answer."""
    shift: "Floats"
    """One row: what every question is moved by, away from passages that are near to any question."""
    ideas_by: "Floats"
    """Rows: what a question about each idea looks like."""
    bias: "Floats"
    """One row: how usual each idea is in questions."""
    told_in: "Floats"
    """Rows: directions in which passages are told apart; fewer than a vector is long, as every doubtful search looks."""
    told_by: "Floats"
    """Rows: how far along each of those a passage lies that tells of each idea."""
    told_bias: "Floats"
    """One row: how usual each idea is in passages."""
    usual: "Floats"
    """One row: what share of what passages tell is about each idea."""

    def turned(self, question: "Floats") -> "Floats":
        """The question's vector moved to where its answers lie."""
        turned: Floats = question + (self.towards @ question) @ self.back + self.shift[0]
        return turned

    def near(self, question: "Floats") -> dict[str, float]:
        """The ideas that the question most probably means, with their probabilities."""
        import numpy as np

        shares = softmax(self.ideas_by @ question + self.bias[0])
        best = np.argsort(-shares)[:MOST_IDEAS]
        return {self.ideas[i]: float(shares[i]) for i in best if shares[i] >= LEAST_SHARE}

    def shared(self, question: "Floats", passages: "Floats") -> "Floats":
        """For each passage (a row), by how much likelier it is than any to be about what the question means, as a
        logarithm."""
        import numpy as np

        asked = softmax(self.ideas_by @ question + self.bias[0]) / (self.usual[0] + LEAST_USUAL)
        odds = (passages @ self.told_in.T) @ self.told_by.T
        odds += self.told_bias[0]
        odds -= odds.max(axis=1, keepdims=True)
        # Every doubtful search does this: two sums over the ideas at once, instead of probabilities that are then summed.
        told = np.exp(odds, out=odds) @ np.stack([asked, np.ones_like(asked)], axis=1)
        return np.asarray(np.log(LEAST_SHARED + told[:, 0] / told[:, 1]), dtype=np.float32)


def softmax(odds: "Floats") -> "Floats":
    """Probabilities along the last axis."""
    import numpy as np

    shares: Floats = np.exp(odds - odds.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def hints_for(fingerprint: str) -> Hints | None:
    """The hints that come with the program; None for an encoder that they were not learned with."""
    made_with, hints = _load()
    return hints if fingerprint == made_with else None


@cache
def _load() -> tuple[str, Hints]:
    data = json.loads((files(__package__) / HINTS_FILE).read_text("utf-8"))
    return data["embedder"], Hints(tuple(data["ideas"]), *(_numbers(data[part]) for part in PARTS))


def _numbers(said: Mapping[str, Any]) -> "Floats":
    """Rows of whole numbers from -127 to 127, times a scale."""
    import numpy as np

    whole = np.frombuffer(base64.b64decode(said["rows"]), dtype=np.int8).astype(np.float32)
    return np.asarray(whole.reshape(said["count"], -1) * said["scale"], dtype=np.float32)
