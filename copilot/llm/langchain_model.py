"""Chat models of any provider that LangChain knows, by names such as `mistralai:mistral-large`."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from copilot.domain.draft import Usage
from copilot.errors import ModelFailed
from copilot.llm.thinking import ThinkFilter
from copilot.llm.translation import translate
from copilot.ports import AnswerEnd, ChatEvent, ChatMessage, ChatRequest, FinishReason, TextDelta

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

CUT_REASONS = frozenset({"length", "max_tokens", "max_output_tokens"})
"""How providers say that an answer reached its limit, in lower case."""

Build = Callable[[int, float], "BaseChatModel"]
"""Makes a chat model for an answer of so many tokens at a temperature."""


class LangChainModel:
    """A provider's model. `answer_schema` is not passed on: providers differ too much in what they hold to."""

    def __init__(self, name: str, build: Build, *, secrets: tuple[str, ...] = ()) -> None:
        self._name = name
        self._build = lru_cache(maxsize=8)(build)
        self._secrets = secrets

    @property
    def name(self) -> str:
        return self._name

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Yield the answer as it comes. Raises `ModelFailed`, with what the provider said in its facts."""
        think, usage, received, finish = ThinkFilter(), Usage(), 0, FinishReason.STOP
        try:
            for chunk in self._chunks(request):
                usage = _usage(chunk) or usage
                finish = _finish(chunk) or finish
                received += len(piece := str(chunk.text))
                if text := think.feed(piece):
                    yield TextDelta(text)
        except ModelFailed:
            raise
        except Exception as error:  # a provider's SDK, of which we cannot know the errors, raises through LangChain
            raise translate(error, model=self._name, received=received, secrets=self._secrets) from error
        if rest := think.finish():
            yield TextDelta(rest)
        yield AnswerEnd(finish, usage)

    def _chunks(self, request: ChatRequest) -> Iterator["AIMessageChunk"]:
        from langsmith.run_helpers import tracing_context

        model = self._build(request.max_answer_tokens, request.temperature)
        pieces = iter(model.stream([_message(m) for m in request.messages]))
        # LANGSMITH_… variables would send customers' words to a tracing service; callbacks are set up at the first piece.
        with tracing_context(enabled=False):
            first = next(pieces, None)
        if first is not None:
            yield first
            yield from pieces


def build_with_langchain(name: str, *, timeout_seconds: float, api_key: str = "") -> Build:
    """A `Build` through `init_chat_model`. Without `api_key` the provider's own environment variable is used."""

    def build(max_answer_tokens: int, temperature: float) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        options: dict[str, Any] = {"max_tokens": max_answer_tokens, "temperature": temperature}
        options |= {"timeout": timeout_seconds, "max_retries": 0}
        options |= {"api_key": api_key} if api_key else {}
        model: BaseChatModel = init_chat_model(name, **options)
        return model

    return build


def _message(message: ChatMessage) -> "BaseMessage":
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return kinds[message.role](content=message.content)


def _usage(chunk: "AIMessageChunk") -> Usage | None:
    """The counts of a chunk; providers send them once, or growing, so the last ones stand."""
    counts = chunk.usage_metadata
    if not counts or counts["input_tokens"] < 0 or counts["output_tokens"] < 0:
        return None
    return Usage(counts["input_tokens"], counts["output_tokens"])


def _finish(chunk: "AIMessageChunk") -> FinishReason | None:
    said = chunk.response_metadata
    reason = said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason")
    if not reason:
        return None
    return FinishReason.LENGTH if str(reason).lower() in CUT_REASONS else FinishReason.STOP
