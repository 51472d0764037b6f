"""A passage on its way into the indexes: what is embedded of it, and what each leg keeps."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from copilot.domain.evidence import Passage
from copilot.knowledge.search.cutting import Cutter, sentences
from copilot.knowledge.search.entries import Entry
from copilot.knowledge.search.vectors import VectorEntry
from copilot.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SENTENCES = 12

Rows = Mapping[str, "NDArray[np.float32]"]
"""Vectors by passage id: rows, the whole passage first, then its sentences."""


def full_text(passage: Passage) -> str:
    """The text to be found by: under its heading, unless it says the heading itself."""
    if passage.heading and passage.heading not in passage.text:
        return f"{passage.heading}\n{passage.text}"
    return passage.text


def embed_passages(embedder: Embedder, passages: Sequence[Passage], known: Rows) -> Rows:
    """Vectors of whole passages and their sentences, in one call. Wholes in `known` are not embedded again."""
    import numpy as np

    texts: list[str] = []
    spans: list[tuple[Passage, int]] = []
    for passage in passages:
        text = full_text(passage)
        wanted = [*([] if passage.id in known else [text]), *sentences(text, MOST_SENTENCES)]
        spans.append((passage, len(wanted)))
        texts += wanted
    vectors = embedder.embed(texts)
    rows: dict[str, NDArray[np.float32]] = {}
    start = 0
    for passage, count in spans:
        own = vectors[start : start + count]
        start += count
        rows[passage.id] = np.vstack([known[passage.id][:1], own]) if passage.id in known else own
    return rows


def word_entries(cutter: Cutter, passages: Sequence[Passage], rows: Rows) -> list[Entry]:
    """What the word index keeps."""
    import numpy as np

    return [
        Entry(p.id, cutter.cut(full_text(p)), p.role.value, p.product, rows[p.id].astype(np.float16)) for p in passages
    ]


def vector_entries(passages: Sequence[Passage]) -> list[VectorEntry]:
    """What Chroma keeps beside a passage's vector."""
    return [VectorEntry(p.id, p.role.value, p.product) for p in passages]
