"""Chat models behind any endpoint that speaks OpenAI's chat completions protocol, through the `openai` SDK."""

from collections.abc import Iterator
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from copilot.domain.draft import Usage
from copilot.errors import ModelAnswerUnusable, ModelCutOff, ModelFailed
from copilot.llm.client import open_client
from copilot.llm.thinking import ThinkFilter
from copilot.llm.tolerance import PLAIN, Dialect, arguments, without_what_was_refused
from copilot.llm.translation import failure, translate
from copilot.ports import AnswerEnd, ChatEvent, ChatRequest, FinishReason, TextDelta

if TYPE_CHECKING:
    from openai import OpenAI, Stream
    from openai.types.chat import ChatCompletionChunk


class OpenAICompatible:
    """`name` at `base_url`. One object serves many threads; what the endpoint refused once is not sent again."""

    def __init__(
        self,
        name: str,
        *,
        base_url: str = "",
        api_key: str = "",
        timeout_seconds: float = 30,
        dialect: Dialect = PLAIN,
    ) -> None:
        self._name = name
        self._base_url = base_url
        self._api_key = api_key
        self._timeout_seconds = timeout_seconds
        self._dialect = dialect
        self._lock = Lock()

    @property
    def name(self) -> str:
        return self._name

    def warm(self) -> None:
        """Import the SDK and make its client now (about a second) instead of in the first call. Sends nothing."""
        with self._lock:
            _ = self._client.chat.completions

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Yield the answer as it comes, without `<think>` blocks. Closing the generator ends the call.

        Raises `ModelFailed`: `ModelCutOff` also when the stream ends without saying why.
        """
        from openai import OpenAIError

        self.warm()
        reading = _Reading(self._name)
        try:
            with self._open(request) as chunks:
                for chunk in chunks:
                    if text := reading.take(chunk):
                        yield TextDelta(text)
        except OpenAIError as error:
            raise translate(error, model=self._name, received=reading.received, secrets=(self._api_key,)) from error
        except (ValueError, TypeError, AttributeError) as error:  # broken JSON, or JSON of another shape
            raise reading.broken(error) from error
        if rest := reading.rest():
            yield TextDelta(rest)
        yield reading.end()

    def _open(self, request: ChatRequest) -> "Stream[ChatCompletionChunk]":
        """Start the call; where the endpoint refuses a parameter, once more without it, as long as that changes
        something."""
        from openai import BadRequestError, UnprocessableEntityError

        dialect = self._dialect
        while True:
            try:
                chunks = self._create(request, dialect)
            except (BadRequestError, UnprocessableEntityError) as error:
                plainer = without_what_was_refused(dialect, error, request)
                if plainer is None:
                    raise
                dialect = plainer
            else:
                self._dialect = dialect
                return chunks

    def _create(self, request: ChatRequest, dialect: Dialect) -> "Stream[ChatCompletionChunk]":
        create: Any = self._client.chat.completions.create
        messages = [{"role": m.role, "content": m.content} for m in request.messages]
        chunks: Stream[ChatCompletionChunk] = create(
            model=self._name, messages=messages, stream=True, **arguments(request, dialect)
        )
        return chunks

    @cached_property
    def _client(self) -> "OpenAI":
        return open_client(self, self._base_url, self._api_key, self._timeout_seconds)


class _Reading:
    """What one stream has said so far."""

    def __init__(self, model: str) -> None:
        self.received = 0
        self._model = model
        self._think = ThinkFilter()
        self._finish: str | None = None
        self._usage = Usage()

    def take(self, chunk: "ChatCompletionChunk") -> str:
        """The text of the answer that `chunk` adds."""
        self._usage = _usage(chunk.usage) or self._usage
        # Servers send chunks without choices (usage only, or a filter's report), and some without a delta.
        choice = chunk.choices[0] if chunk.choices else None
        if choice is None:
            return ""
        self._finish = choice.finish_reason or self._finish
        piece = choice.delta.content if choice.delta else None
        self.received += len(piece or "")
        return self._think.feed(piece) if piece else ""

    def rest(self) -> str:
        """What is left when the stream has ended; raises where it had no end."""
        if self._finish is None and self.received:
            raise failure(ModelCutOff, self._model, "the stream ended without a finish reason", received=self.received)
        if self._finish is None:
            raise failure(ModelAnswerUnusable, self._model, "not one event of an answer")
        if self._finish == "content_filter" and not self.received:
            raise failure(ModelAnswerUnusable, self._model, "withheld by the endpoint's content filter")
        return self._think.finish()

    def broken(self, error: Exception) -> ModelFailed:
        """The failure of a stream that held `error` instead of an event."""
        detail = f"an event of the stream cannot be read: {type(error).__name__}"
        if self.received:
            return failure(ModelCutOff, self._model, detail, received=self.received)
        return failure(ModelAnswerUnusable, self._model, detail)

    def end(self) -> AnswerEnd:
        """The last event. An ending we do not know counts as cut, so that nobody takes half an answer for whole."""
        complete = self._finish in ("stop", "tool_calls", "function_call", "eos", "stop_sequence")
        return AnswerEnd(FinishReason.STOP if complete else FinishReason.LENGTH, self._usage)


def _usage(reported: object) -> Usage | None:
    """The token counts of a chunk, or None where they are missing or cannot be counts (endpoints get this wrong)."""
    prompt, answer = (getattr(reported, name, None) for name in ("prompt_tokens", "completion_tokens"))
    if not isinstance(prompt, int) or not isinstance(answer, int) or prompt < 0 or answer < 0:
        return None
    return Usage(prompt, answer)
