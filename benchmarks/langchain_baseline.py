"""The named baseline of search: LangChain's `EnsembleRetriever`, BM25 over jieba's words and Chroma with our embedder.

Built as its documentation does it: equal weights, rank fusion, `k` of each leg. It has no scopes.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from copilot.ports import Embedder

ADDED_AT_ONCE = 512

jieba.setLogLevel(logging.WARNING)


class SameEmbedder(Embeddings):
    """Our embedder in LangChain's shape."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One row for each text."""
        return self._embedder.embed(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """The row of a question."""
        return self.embed_documents([text])[0]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A filled retriever. `rate` is passages a second while it was filled, both legs."""

    retriever: EnsembleRetriever
    rate: float
    k: int

    def search(self, question: str) -> list[str]:
        """Ids, best first, at most `k`."""
        return [found.metadata["id"] for found in self.retriever.invoke(question)[: self.k]]


def build_baseline(texts: Sequence[tuple[str, str]], embedder: Embedder, place: Path, k: int = 10) -> Baseline:
    """Fill both legs with (id, text)."""
    jieba.initialize()
    started = time.perf_counter()
    documents = [Document(text, metadata={"id": id_}) for id_, text in texts]
    bm25 = BM25Retriever.from_documents(documents, preprocess_func=jieba.lcut, k=k)
    chroma = Chroma(
        "baseline",
        SameEmbedder(embedder),
        persist_directory=str(place),
        collection_metadata={"hnsw:space": "cosine"},
    )
    for start in range(0, len(documents), ADDED_AT_ONCE):
        some = documents[start : start + ADDED_AT_ONCE]
        chroma.add_documents(some, ids=[d.metadata["id"] for d in some])
    dense = chroma.as_retriever(search_kwargs={"k": k})
    rate = len(documents) / (time.perf_counter() - started)
    return Baseline(EnsembleRetriever(retrievers=[bm25, dense], weights=[0.5, 0.5], id_key="id"), rate, k)
