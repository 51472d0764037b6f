"""A passage on its way into the indexes: what is embedded of it, and what each leg keeps."""

from collections import deque
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING

from copilot.domain.evidence import Passage
from copilot.knowledge.search.cutting import Cutter, sentences
from copilot.knowledge.search.entries import Entry
from copilot.knowledge.search.vectors import VectorEntry
from copilot.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_SENTENCES = 12
TEXTS_AT_ONCE = 128
EMBEDDING_THREADS = 2
"""The built-in encoder works outside the interpreter's lock, an endpoint elsewhere. More would leave no core to search."""

Rows = Mapping[str, "NDArray[np.float32]"]
"""Vectors by passage id: rows, the whole passage first, then its sentences."""


def full_text(passage: Passage) -> str:
    """The text to be found by: under its heading, unless it says the heading itself."""
    if passage.heading and passage.heading not in passage.text:
        return f"{passage.heading}\n{passage.text}"
    return passage.text


def embedded(embedder: Embedder, passages: Sequence[Passage], known: Rows) -> Generator[tuple[list[Passage], Rows]]:
    """The passages in their order, some at a time, with the vectors of them and of their sentences, while the next ones
    are embedded. Each text is embedded once; wholes in `known` are not embedded again.

    Raises what `embedder` raises, when the passages before it are given. What nobody began by then is left, as it is
    where this is closed early.
    """
    told = {p.id: _texts(p)[p.id in known :] for p in passages}
    texts = list(dict.fromkeys(chain.from_iterable(told.values())))
    portions = [texts[start : start + TEXTS_AT_ONCE] for start in range(0, len(texts), TEXTS_AT_ONCE)]
    said: dict[str, Floats] = {}
    waiting = deque(passages)
    pool = ThreadPoolExecutor(EMBEDDING_THREADS)
    try:
        for portion, vectors in zip(portions, pool.map(embedder.embed, portions), strict=True):
            said.update(zip(portion, vectors, strict=True))
            ready = []
            while waiting and all(text in said for text in told[waiting[0].id]):
                ready.append(waiting.popleft())
            yield ready, {p.id: _rows(known.get(p.id), [said[text] for text in told[p.id]]) for p in ready}
    finally:
        pool.shutdown(cancel_futures=True)
    if waiting:
        yield list(waiting), {p.id: known[p.id][:1] for p in waiting}


def word_entries(cutter: Cutter, passages: Sequence[Passage], rows: Rows) -> list[Entry]:
    """What the word index keeps."""
    import numpy as np

    return [
        Entry(p.id, cutter.cut(full_text(p)), p.role.value, p.product, rows[p.id].astype(np.float16)) for p in passages
    ]


def vector_entries(passages: Sequence[Passage]) -> list[VectorEntry]:
    """What Chroma keeps beside a passage's vector."""
    return [VectorEntry(p.id, p.role.value, p.product) for p in passages]


def _texts(passage: Passage) -> list[str]:
    whole = full_text(passage)
    return [whole, *sentences(whole, MOST_SENTENCES)]


def _rows(whole: "Floats | None", others: Sequence["Floats"]) -> "Floats":
    import numpy as np

    return np.stack([*(() if whole is None else whole[:1]), *others])
