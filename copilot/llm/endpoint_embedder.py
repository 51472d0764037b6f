"""Embeddings from an OpenAI-compatible endpoint."""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from copilot.errors import ModelAnswerUnusable, ModelFailed
from copilot.llm.client import DEFAULT_BASE_URL, open_client
from copilot.llm.translation import failure, translate

if TYPE_CHECKING:
    from openai import OpenAI

    from copilot.ports import Vectors

ATTEMPTS = 3
FIRST_WAIT_SECONDS = 0.5


class EndpointEmbedder:
    """`model` at `base_url`; texts go out in batches, failures that may pass are retried twice."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        api_key: str = "",
        timeout_seconds: float = 30,
        batch_size: int = 64,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model
        self._base_url = base_url or DEFAULT_BASE_URL
        self._api_key = api_key
        self._timeout_seconds = timeout_seconds
        self._batch_size = batch_size
        self._wait = wait
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        return f"{self._model}@{sha256(self._base_url.rstrip('/').encode()).hexdigest()[:12]}"

    @property
    def dimension(self) -> int:
        return self._dimension

    @cached_property
    def _dimension(self) -> int:
        return int(self._batch(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text, of length 1, whatever length the endpoint gave it. Raises `ModelFailed`."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        starts = range(0, len(texts), self._batch_size)
        return np.concatenate([self._batch(list(texts[i : i + self._batch_size])) for i in starts])

    def _batch(self, texts: list[str]) -> "Vectors":
        wait_seconds = FIRST_WAIT_SECONDS
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._call(texts)
            except ModelFailed as failure:
                if not failure.passes or attempt == ATTEMPTS:
                    raise
                self._wait(wait_seconds)
                wait_seconds *= 2
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _call(self, texts: list[str]) -> "Vectors":
        with self._lock:
            client = self._client
        from openai import OpenAIError

        try:
            # The API refuses an empty input; a blank text is embedded as a space.
            answer = client.embeddings.create(
                model=self._model, input=[t or " " for t in texts], encoding_format="float"
            )
            rows = [e.embedding for e in sorted(answer.data, key=lambda e: e.index)]
        except OpenAIError as error:
            raise translate(error, model=self._model, secrets=(self._api_key,)) from error
        except (ValueError, TypeError, AttributeError) as error:
            raise failure(ModelAnswerUnusable, self._model, f"cannot be read: {type(error).__name__}") from error
        return self._unit_rows(rows, len(texts))

    def _unit_rows(self, rows: list[list[float]], wanted: int) -> "Vectors":
        import numpy as np

        widths = {len(r) for r in rows}
        if len(rows) != wanted or len(widths) != 1 or widths == {0}:
            raise failure(ModelAnswerUnusable, self._model, f"{len(rows)} vectors for {wanted} texts")
        vectors = np.asarray(rows, np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise failure(ModelAnswerUnusable, self._model, "a vector without direction")
        return np.asarray(vectors / lengths, np.float32)

    @cached_property
    def _client(self) -> "OpenAI":
        return open_client(self, self._base_url, self._api_key, self._timeout_seconds)
