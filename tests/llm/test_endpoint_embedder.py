"""Embeddings over real HTTP."""

from collections.abc import Iterator

import numpy as np
import pytest

from copilot.errors import ModelRefused, ModelUnreachable
from copilot.llm.endpoint_embedder import EndpointEmbedder
from tests.support.model_server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


def embedder(server: ModelServer, waits: list[float] | None = None, batch_size: int = 64) -> EndpointEmbedder:
    kept = waits if waits is not None else []
    return EndpointEmbedder("bge", base_url=server.base_url, wait=kept.append, batch_size=batch_size)


def test_rows_come_in_the_order_of_the_texts_and_have_length_one(server: ModelServer) -> None:
    vectors = embedder(server).embed(["枕头", "", "羽绒被子"])
    assert vectors.shape == (3, 3)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(vectors[2], embedder(server).embed(["羽绒被子"])[0])
    assert not np.allclose(vectors[0], vectors[2])


def test_texts_go_out_in_batches(server: ModelServer) -> None:
    vectors = embedder(server, batch_size=2).embed(list("abcde"))
    assert vectors.shape == (5, 3)
    assert [len(r["input"]) for r in server.requests] == [2, 2, 1]


def test_no_texts_are_no_rows(server: ModelServer) -> None:
    assert embedder(server).embed([]).shape == (0, 3)


def test_a_failure_that_passes_is_waited_out(server: ModelServer) -> None:
    waits: list[float] = []
    server.set_mode("broken_once")
    assert embedder(server, waits).embed(["a"]).shape == (1, 3)
    assert waits == [0.5]


def test_a_failure_that_stays_is_raised_after_three_calls(server: ModelServer) -> None:
    server.set_mode("broken")
    with pytest.raises(ModelUnreachable):
        embedder(server).embed(["a"])
    assert len(server.requests) == 3


def test_a_refusal_is_raised_at_once(server: ModelServer) -> None:
    server.set_mode("unauthorized")
    with pytest.raises(ModelRefused):
        embedder(server).embed(["a"])
    assert len(server.requests) == 1


def test_the_fingerprint_changes_with_model_and_address() -> None:
    prints = {EndpointEmbedder(m, base_url=u).fingerprint for m in ("a", "b") for u in ("http://x/v1", "http://y/v1")}
    assert len(prints) == 4
    assert EndpointEmbedder("a", base_url="http://x/v1/").fingerprint in prints
