"""Chooses the chat model and the embedder that the settings name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from copilot.errors import StrayModelCall
from copilot.llm.client import DEFAULT_BASE_URL
from copilot.llm.endpoint_embedder import EndpointEmbedder
from copilot.llm.endpoint_reranker import EndpointReranker
from copilot.llm.langchain_model import LangChainModel, build_with_langchain
from copilot.llm.openai_compatible import OpenAICompatible
from copilot.llm.scripted import ScriptedModel
from copilot.llm.tolerance import Dialect
from copilot.ports import ChatEvent, ChatModel, ChatRequest, Embedder, Reranker
from copilot.settings import Settings

if TYPE_CHECKING:
    from copilot.ports import Vectors

# fmt: off
LANGCHAIN_PROVIDERS = frozenset({
    "anthropic", "anthropic_bedrock", "azure_ai", "azure_openai", "bedrock", "bedrock_converse", "cohere",
    "deepseek", "fireworks", "google_anthropic_vertex", "google_genai", "google_vertexai", "groq",
    "huggingface", "ibm", "litellm", "mistralai", "nvidia", "ollama", "openrouter", "perplexity", "together",
    "upstage", "xai",
})
# fmt: on
"""Prefixes of `init_chat_model`. A list, because model names hold colons too (`qwen2.5:7b` is a model of Ollama)."""
SCRIPTED = "scripted"


def make_chat_model(settings: Settings) -> ChatModel | None:
    """The model that `settings.model` names, or None when it names none.

    `scripted`, `scripted:FILE.yaml`; `provider:name` for a LangChain provider; `openai:name` or any other name for the
    OpenAI-compatible endpoint at `base_url`. Raises `Misconfigured` for a script that cannot be read. Where
    `allow_model_calls` is off, any model but a scripted one raises `StrayModelCall` when it is called.
    """
    name = settings.model.strip()
    provider, _, rest = name.partition(":")
    if not name:
        return None
    if provider == SCRIPTED:
        return ScriptedModel.load(Path(rest)) if rest else ScriptedModel.load()
    if not settings.allow_model_calls:
        return ForbiddenModel(name)
    if rest and provider in LANGCHAIN_PROVIDERS:
        key = settings.api_key.get_secret_value()
        build = build_with_langchain(name, timeout_seconds=settings.model_timeout_seconds, api_key=key)
        return LangChainModel(name, build, secrets=(key,))
    return OpenAICompatible(
        rest if rest and provider == "openai" else name,
        base_url=settings.base_url,
        api_key=settings.endpoint_key,
        timeout_seconds=settings.model_timeout_seconds,
        dialect=Dialect(needs_schema=settings.structured_output == "on"),
    )


def provider_of(name: str) -> str:
    """The LangChain provider that a model's name begins with; "" for one at an OpenAI-compatible endpoint."""
    provider = name.strip().partition(":")[0]
    return provider if provider in LANGCHAIN_PROVIDERS else ""


def make_embedder(settings: Settings) -> Embedder | None:
    """The embeddings endpoint that the settings name, or None for the built-in encoder."""
    name = settings.embedding_model.strip()
    if not name:
        return None
    if not settings.allow_model_calls:
        return ForbiddenEmbedder(name)
    return EndpointEmbedder(
        name,
        base_url=settings.embedding_base_url or settings.base_url,
        api_key=settings.endpoint_key,
        timeout_seconds=settings.model_timeout_seconds,
    )


def make_reranker(settings: Settings) -> Reranker | None:
    """The reranking endpoint that the settings name, or None for our own ranking alone."""
    name = settings.rerank_model.strip()
    if not name:
        return None
    if not settings.allow_model_calls:
        return ForbiddenReranker(name)
    return EndpointReranker(
        name,
        base_url=settings.rerank_base_url or settings.base_url or DEFAULT_BASE_URL,
        api_key=settings.rerank_key,
        timeout_seconds=settings.rerank_timeout_seconds,
    )


def make_former_embedder(fingerprint: str, settings: Settings) -> Embedder | None:
    """The endpoint's embedder of that fingerprint, if it is one of a place that the settings still name: another model
    at the same endpoint, or at that of the chat model."""
    if not settings.allow_model_calls:
        return None
    model, _, _ = fingerprint.rpartition("@")
    for place in dict.fromkeys((settings.embedding_base_url or settings.base_url, settings.base_url)):
        embedder = EndpointEmbedder(
            model, base_url=place, api_key=settings.endpoint_key, timeout_seconds=settings.model_timeout_seconds
        )
        if model and embedder.fingerprint == fingerprint:
            return embedder
    return None


class ForbiddenModel:
    """Stands for a real model where calls to one are an error."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:  # noqa: ARG002
        """Raises `StrayModelCall`, at the call itself."""
        raise stray(self._name)


class ForbiddenEmbedder:
    """Stands for an embeddings endpoint where calls to one are an error."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def fingerprint(self) -> str:
        return f"forbidden:{self._name}"

    @property
    def dimension(self) -> int:
        raise stray(self._name)

    def embed(self, texts: Sequence[str]) -> "Vectors":  # noqa: ARG002
        """Raises `StrayModelCall`."""
        raise stray(self._name)


class ForbiddenReranker:
    """Stands for a reranking endpoint where calls to one are an error."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    def rerank(self, question: str, texts: Sequence[str]) -> Sequence[float | None]:  # noqa: ARG002
        """Raises `StrayModelCall`."""
        raise stray(self._name)


def stray(name: str) -> StrayModelCall:
    """The error of a real call to `name` where none is allowed."""
    return StrayModelCall(f"a call to {name} was about to leave; BUTTERFLY_ALLOW_MODEL_CALLS is off", model=name)
