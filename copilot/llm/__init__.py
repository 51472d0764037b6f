"""Chat models and embeddings over the wire. Model SDKs stop here; nothing is imported before it is needed."""

from copilot.llm.configured import make_chat_model, make_embedder
from copilot.llm.probe import Answering, probe

__all__ = ["Answering", "make_chat_model", "make_embedder", "probe"]
