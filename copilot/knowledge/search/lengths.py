"""How long a passage counts as: lengths as the word index keeps them."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LONGEST = 10_000
"""Terms of a field; more count as so many."""


def as_kept(lengths: "NDArray[np.int64]") -> "Floats":
    """Lengths as the word index rounds them down: exact below 40, then to three bits behind the first."""
    kept: Floats = _kept_lengths().take(lengths, mode="clip")
    return kept


@cache
def _kept_lengths() -> "Floats":
    import numpy as np

    over = np.arange(1, LONGEST, dtype=np.int64)
    step = 2 ** np.maximum(np.floor(np.log2(over)) - 3, 0)
    return np.concatenate([np.arange(25), over // step * step + 24]).astype(np.float32)
