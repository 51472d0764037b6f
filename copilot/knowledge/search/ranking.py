"""The learned part of search: how much each sign of a candidate counts. Weights are data, made offline."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from copilot.errors import Misconfigured
from copilot.knowledge.search.candidates import FEATURES, WELL_KNOWN, Candidates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS_FILE = "ranker.json"
PARTS = ("centre", "scale", "straight", "inner", "inner_bias", "outer")
FARTHEST = 6.0
"""Features count as at most so many standard deviations from the centre: an odd candidate must not decide alone."""
SURE_MEANING = (0.45, 0.6)
SURE_WORDS = (0.3, 0.5)
"""From where to where the best cosine, and the best share of what the question's words could score, make a leg sure."""


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer over standardised features, with a straight path beside it."""

    centre: "Floats"
    scale: "Floats"
    straight: "Floats"
    inner: "Floats"
    inner_bias: "Floats"
    outer: "Floats"

    def score(self, features: "Floats") -> "Floats":
        """One number for each row of `features`; more is better, zero is undecided."""
        import numpy as np

        x = standardised(features, self.centre, self.scale)
        hidden = np.tanh(x @ self.inner + self.inner_bias)
        return np.asarray(x @ self.straight + hidden @ self.outer, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Ranker:
    """Two networks. Where a leg is sure (a passage has the question's words, or nearly its meaning), what both legs
    show is ranked by alone; where neither is, ideas and hints speak too."""

    sure: Network
    unsure: Network

    def score(self, features: "Floats") -> "Floats":
        """One number for each row of `features` (columns as in FEATURES); more is better, zero is undecided."""
        known = features[:, : len(WELL_KNOWN)]
        return self._score(known, lambda: features)

    def rank(self, candidates: Candidates) -> "Floats":
        """The same for candidates, whose learned columns are worked out only where they count."""
        return self._score(candidates.known, lambda: candidates.features)

    def _score(self, known: "Floats", every: Callable[[], "Floats"]) -> "Floats":
        share = doubt(known)
        if share == 0:
            return self.sure.score(known)
        if share == 1:
            return self.unsure.score(every())
        return (1 - share) * self.sure.score(known) + share * self.unsure.score(every())


def doubt(features: "Floats") -> "np.float32":
    """From 0, when some candidate has the question's words or nearly its very meaning, to 1, when none has."""
    import numpy as np

    sureness = [
        (features[:, FEATURES.index(name)].max(initial=0) - low) / (high - low)
        for name, (low, high) in (("cosine", SURE_MEANING), ("words_share", SURE_WORDS))
    ]
    return np.float32(1 - np.clip(max(sureness), 0, 1))


def standardised(features: "Floats", centre: "Floats", scale: "Floats") -> "Floats":
    """Features in standard deviations from the centre, cut off at FARTHEST."""
    import numpy as np

    return np.asarray(np.clip((features - centre) / scale, -FARTHEST, FARTHEST), dtype=np.float32)


@cache
def load_ranker() -> Ranker:
    """The weights that come with the program, made by `benchmarks/train_ranker.py`."""
    data = json.loads((files(__package__) / WEIGHTS_FILE).read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise Misconfigured(f"{WEIGHTS_FILE} was trained for other features", setting=WEIGHTS_FILE)
    return Ranker(*(_network(data[name]) for name in ("sure", "unsure")))


def _network(data: Mapping[str, Any]) -> Network:
    import numpy as np

    return Network(*(np.array(data[part], dtype=np.float32) for part in PARTS))
