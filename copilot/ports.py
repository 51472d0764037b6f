"""What the inside asks of the outside, where at least two real implementations exist."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol

from copilot.domain.draft import Usage
from copilot.domain.spending import NO_ACCOUNT, Account

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a model call."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A model call. `answer_schema` is a JSON schema the answer should follow where the endpoint can hold to one;
    `account` says whose call it is."""

    messages: tuple[ChatMessage, ...]
    max_answer_tokens: int = 800
    temperature: float = 0.7
    answer_schema: dict[str, Any] | None = None
    account: Account = NO_ACCOUNT


class FinishReason(StrEnum):
    """Why an answer ended."""

    STOP = "stop"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of an answer."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerEnd:
    """The last event of a complete answer."""

    finish: FinishReason
    usage: Usage


ChatEvent = TextDelta | AnswerEnd


class ChatModel(Protocol):
    """A model that answers messages with text."""

    @property
    def name(self) -> str:
        """The name drafts are marked with."""

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Yield `TextDelta`s and at last one `AnswerEnd`. Raises `ModelFailed`, also between two pieces."""


class Embedder(Protocol):
    """Turns text into vectors that lie close when meanings do."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever vectors made before are no longer comparable with those made now."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text: shape (len(texts), dimension), float32, each of length 1. Raises `ModelFailed`."""


class Reranker(Protocol):
    """Says how well texts answer a question, having read each together with the question."""

    @property
    def name(self) -> str:
        """The name of its model."""

    def rerank(self, question: str, texts: Sequence[str]) -> Sequence[float | None]:
        """A number for each text, more is better; None where it said nothing about one. Raises `ModelFailed`."""


class TokenCounter(Protocol):
    """Says how many tokens a model would make of a text."""

    def count(self, text: str) -> int:
        """Number of tokens in `text`; exact or a little high, never low by more than a tenth."""
