"""Vectors in Chroma, in a folder or on a server: one collection for each brand and embedder."""

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from copilot.errors import IndexFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copilot.ports import Vectors

BATCH = 500


@dataclass(frozen=True, slots=True)
class VectorEntry:
    """What Chroma knows of a passage besides its vector."""

    passage_id: str
    role: str
    product: str | None


class VectorIndex:
    """Whole-passage vectors by cosine. Give `folder`, or `url` of a `chroma run` server."""

    def __init__(self, folder: Path | None = None, *, url: str = "") -> None:
        self._folder = folder
        self._url = url
        self._lock = threading.Lock()
        self._client: Any = None
        self._collections: dict[str, Any] = {}

    def add(self, collection: str, entries: Sequence[VectorEntry], vectors: "Vectors") -> None:
        """Put entries; an id that is there already is replaced."""
        for start in range(0, len(entries), BATCH):
            some = entries[start : start + BATCH]
            rows = vectors[start : start + BATCH]
            with self._guarded("write"):
                self._open(collection).upsert(
                    ids=[e.passage_id for e in some],
                    embeddings=rows,
                    metadatas=[{"role": e.role, "product": e.product or ""} for e in some],
                )

    def delete(self, collection: str, passage_ids: Sequence[str]) -> None:
        """Drop entries; ids that are not there are no error."""
        for start in range(0, len(passage_ids), BATCH):
            with self._guarded("write"):
                self._open(collection).delete(ids=list(passage_ids[start : start + BATCH]))

    def nearest(
        self, collection: str, vector: "NDArray[np.float32]", limit: int, where: Mapping[str, Any] | None = None
    ) -> list[str]:
        """Ids of the `limit` entries with the highest cosine, best first. A `where` costs Chroma 10 ms and more."""
        with self._guarded("read"):
            found = self._open(collection).query(query_embeddings=[vector], n_results=limit, include=[], where=where)
        return list(found["ids"][0])

    def fetch(self, collection: str, passage_ids: Sequence[str]) -> dict[str, "NDArray[np.float32]"]:
        """The vectors of those ids that are there."""
        vectors: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(passage_ids), BATCH):
            with self._guarded("read"):
                found = self._open(collection).get(ids=list(passage_ids[start : start + BATCH]), include=["embeddings"])
            vectors |= dict(zip(found["ids"], found["embeddings"], strict=True))
        return vectors

    def count(self, collection: str) -> int:
        """Number of entries."""
        with self._guarded("read"):
            return int(self._open(collection).count())

    def drop(self, collection: str) -> None:
        """Forget a whole collection; one that is not there is no error. A folder that cannot be opened at all is
        forgotten with all its collections."""
        from chromadb.errors import NotFoundError

        with self._lock:
            self._collections.pop(collection, None)
        try:
            with self._guarded("write"):
                self._connect().delete_collection(collection)
        except IndexFailed as failure:
            if isinstance(failure.__cause__, NotFoundError):
                return
            if self._folder is None or self._client is not None:
                raise
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of files and connections; the next call opens them again."""
        with self._lock:
            client, self._client = self._client, None
            self._collections.clear()
        if client is not None:
            client.close()
            # Chroma 1.5 stops its HTTP clients, one for itself and one for its admin, with their connections open.
            for part in (client, getattr(client, "_admin_client", None)):
                if (session := getattr(getattr(part, "_server", None), "_session", None)) is not None:
                    session.close()

    @contextmanager
    def _guarded(self, what: str) -> Iterator[None]:
        try:
            with _translated(what):
                yield
        except IndexFailed:
            # A server that comes back may have other collections, or the same ones anew.
            with self._lock:
                self._collections.clear()
            raise

    def _open(self, name: str) -> Any:
        with self._lock:
            if name not in self._collections:
                self._collections[name] = self._connect().get_or_create_collection(
                    name,
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine", "ef_construction": 128}},
                )
            return self._collections[name]

    def _connect(self) -> Any:
        if self._client is None:
            self._client = self._server() if self._url else self._local()
        return self._client

    def _local(self) -> Any:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        if self._folder is None:
            raise IndexFailed("neither a folder nor the URL of a Chroma server was given")
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False))
        except Exception as error:
            # Over files it cannot read Chroma 1.5 raises what its parts raise, keeps the half-started client, and
            # would hand it out again.
            SharedSystemClient._identifier_to_system.pop(str(self._folder), None)
            raise IndexFailed(f"the vector index cannot be opened: {error}", detail=str(error)) from error

    def _server(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        url = urlsplit(self._url if "//" in self._url else f"http://{self._url}")
        secure = url.scheme == "https"
        try:
            return chromadb.HttpClient(
                host=url.hostname or "127.0.0.1",
                port=url.port or (443 if secure else 8000),
                ssl=secure,
                settings=Settings(anonymized_telemetry=False),
            )
        except ValueError as error:
            # So says Chroma 1.5 when nobody answers there.
            raise IndexFailed(f"no Chroma server answers: {error}", code="index_unreachable") from error


def open_vectors(folder: Path, url: str = "") -> VectorIndex:
    """The server at `url` when there is one, else the folder; connects at first use."""
    return VectorIndex(url=url) if url else VectorIndex(folder)


@cache
def collection_name(brand_id: str, fingerprint: str) -> str:
    """A name Chroma accepts, whatever a brand is called; another embedder gets another collection."""
    return f"brand-{_short(brand_id)}-{_short(fingerprint)}"


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@contextmanager
def _translated(what: str) -> Iterator[None]:
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except httpx.TransportError as error:
        raise IndexFailed(f"the vector index does not answer: {error}", code="index_unreachable") from error
    except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
        raise IndexFailed(f"the vector index failed to {what}: {error}", detail=str(error)) from error
