"""What search and learning are made of, each part as its own documentation uses it: embedder, Chroma, tantivy.

Chroma is asked as `collection.query(query_embeddings=…, n_results=k)` and filled with `collection.add`, tantivy with one
query over the question's words in the product's own index, the embedder with the question alone.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings

from copilot.domain.evidence import Passage
from copilot.knowledge.search import BuiltInEmbedder
from copilot.knowledge.search.cutting import Cutter
from copilot.knowledge.search.filling import full_text
from copilot.knowledge.search.words import WordIndex

ADDED_AT_ONCE = 512
PARTS = ("embed", "chroma", "tantivy")


class BareParts:
    """A Chroma folder beside the product's word index."""

    def __init__(self, folder: Path, words: Path) -> None:
        client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        self._collection = client.get_or_create_collection(
            "bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self._embedder, self._cutter, self._words = BuiltInEmbedder(), Cutter(), WordIndex(words)

    def add(self, passages: Sequence[Passage]) -> None:
        """Embed and add, one after the other."""
        for start in range(0, len(passages), ADDED_AT_ONCE):
            some = passages[start : start + ADDED_AT_ONCE]
            rows = self._embedder.embed([full_text(p) for p in some])
            self._collection.add(ids=[p.id for p in some], embeddings=rows)

    def ask(self, question: str, k: int) -> list[float]:
        """Milliseconds that each of PARTS takes, one after the other."""
        view = self._words.view()
        started = time.perf_counter()
        vector = self._embedder.embed([question])[0]
        embedded = time.perf_counter()
        self._collection.query(query_embeddings=[vector], n_results=k)
        near = time.perf_counter()
        view.search(view.bm25("words", self._cutter.cut(question).words), k)
        ended = time.perf_counter()
        return [1000 * (embedded - started), 1000 * (near - embedded), 1000 * (ended - near)]
