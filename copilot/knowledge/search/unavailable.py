"""Stands for an embedder that is not there any more: what it made can be searched by words only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copilot.errors import IndexFailed

if TYPE_CHECKING:
    from copilot.ports import Vectors


class UnavailableEmbedder:
    """`Embedder` of a fingerprint that the settings no longer lead to."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        """Of the embedder that is gone."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Raises `IndexFailed`."""
        raise self._gone()

    def embed(self, texts: Sequence[str]) -> "Vectors":  # noqa: ARG002
        """Raises `IndexFailed` (embedder_gone)."""
        raise self._gone()

    def _gone(self) -> IndexFailed:
        name = self._fingerprint
        return IndexFailed(f"the embedder {name} is not configured any more", code="embedder_gone", embedder=name)
