"""Chat models, embeddings and reranking over the wire. Model SDKs stop here; nothing is imported before it is needed."""

from copilot.llm.configured import make_chat_model, make_embedder, make_former_embedder, make_reranker

__all__ = ["make_chat_model", "make_embedder", "make_former_embedder", "make_reranker"]
