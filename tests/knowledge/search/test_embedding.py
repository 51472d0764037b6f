"""The built-in encoder, asked by several at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from copilot.knowledge.search import BuiltInEmbedder

TEXTS = [
    f"{name}第{n}款，{use}。"
    for n in range(12)
    for name in ("云枕", "毛毯")
    for use in ("可以机洗", "别晒太久", "ships in 48 hours")
]


class Announced(list[str]):
    """Texts that say when the encoder takes them."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__(texts)
        self.taken = threading.Event()

    def __iter__(self) -> Iterator[str]:
        self.taken.set()
        return super().__iter__()


def test_calls_at_once_give_what_calls_one_at_a_time_give() -> None:
    embedder = BuiltInEmbedder()
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda n: embedder.embed(TEXTS[n:]), range(6)))
    for n, vectors in enumerate(together):
        assert np.allclose(vectors, [embedder.embed([text])[0] for text in TEXTS[n:]], atol=1e-6)


def test_calls_at_once_leave_one_thread_to_each(embedder: BuiltInEmbedder) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: embedder.embed(TEXTS[:n]), range(1, 30)))
    assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} == {1}


def test_a_question_does_not_wait_for_a_file_that_is_learned(embedder: BuiltInEmbedder) -> None:
    many = Announced(TEXTS * 30)
    with ThreadPoolExecutor(1) as pool:
        learning = pool.submit(embedder.embed, many)
        assert many.taken.wait(10)
        assert embedder.embed(["能机洗吗"]).shape == (1, 512)
        assert not learning.done()
