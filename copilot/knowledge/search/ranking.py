"""The learned part of search: how much each sign of a candidate counts. Weights are data, made offline."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from copilot.errors import Misconfigured
from copilot.knowledge.search.candidates import FEATURES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS_FILE = "ranker.json"
FARTHEST = 6.0
"""Features count as at most so many standard deviations from the centre: an odd candidate must not decide alone."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """A network of one hidden layer over standardised features, with a straight path beside it."""

    centre: "Floats"
    scale: "Floats"
    straight: "Floats"
    inner: "Floats"
    inner_bias: "Floats"
    outer: "Floats"

    def score(self, features: "Floats") -> "Floats":
        """One number for each row of `features` (columns as in FEATURES); more is better, zero is undecided."""
        import numpy as np

        x = standardised(features, self.centre, self.scale)
        hidden = np.tanh(x @ self.inner + self.inner_bias)
        return np.asarray(x @ self.straight + hidden @ self.outer, dtype=np.float32)


def standardised(features: "Floats", centre: "Floats", scale: "Floats") -> "Floats":
    """Features in standard deviations from the centre, cut off at FARTHEST."""
    import numpy as np

    return np.asarray(np.clip((features - centre) / scale, -FARTHEST, FARTHEST), dtype=np.float32)


@cache
def load_ranker() -> Ranker:
    """The weights that come with the program, made by `benchmarks/train_ranker.py`."""
    import numpy as np

    data = json.loads((files(__package__) / WEIGHTS_FILE).read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise Misconfigured(f"{WEIGHTS_FILE} was trained for other features", setting=WEIGHTS_FILE)
    parts = ("centre", "scale", "straight", "inner", "inner_bias", "outer")
    return Ranker(*(np.array(data[part], dtype=np.float32) for part in parts))
