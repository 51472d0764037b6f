"""Search over a brand's passages: words by tantivy, meaning by Chroma, joined by a ranker learned offline."""

from copilot.knowledge.search.embedding import BuiltInEmbedder
from copilot.knowledge.search.index import KnowledgeIndex, LoadPassages
from copilot.knowledge.search.unavailable import UnavailableEmbedder
from copilot.knowledge.search.vectors import VectorIndex, open_vectors

__all__ = ["BuiltInEmbedder", "KnowledgeIndex", "LoadPassages", "UnavailableEmbedder", "VectorIndex", "open_vectors"]
