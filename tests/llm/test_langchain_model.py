"""Models of LangChain providers, played by LangChain's own fake models."""

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.exceptions import ModelRateLimitError
from langchain_core.language_models.fake_chat_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field

from copilot.domain.draft import Usage
from copilot.errors import ModelCutOff, ModelFailed, ModelRateLimited, ModelRefused
from copilot.llm.langchain_model import LangChainModel, build_with_langchain
from copilot.ports import AnswerEnd, ChatMessage, ChatRequest, FinishReason, TextDelta

REQUEST = ChatRequest(
    (ChatMessage("system", "s"), ChatMessage("user", "u"), ChatMessage("assistant", "a"), ChatMessage("user", "v")), 30
)


class Chunked(FakeListChatModel):
    """Streams what a provider would: a thought, text in blocks, counts and a reason at the end."""

    seen: list[BaseMessage] = Field(default_factory=list)
    error: Exception | None = None

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        self.seen.extend(messages)
        for content in ("<think>hm</think>", [{"type": "text", "text": "一句"}], "二句"):
            yield ChatGenerationChunk(message=AIMessageChunk(content=content))
        if self.error:
            raise self.error
        counts = {"input_tokens": 40, "output_tokens": 5, "total_tokens": 45}
        end = AIMessageChunk(content="", usage_metadata=counts, response_metadata={"stop_reason": "max_tokens"})
        yield ChatGenerationChunk(message=end)


def test_text_counts_and_reason_are_read_from_the_chunks() -> None:
    fake = Chunked(responses=[""])
    events = list(LangChainModel("anthropic:play", lambda *_: fake).stream(REQUEST))
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == "一句二句"
    assert events[-1] == AnswerEnd(FinishReason.LENGTH, Usage(40, 5))
    assert [m.type for m in fake.seen] == ["system", "human", "ai", "human"]


def test_the_limit_and_the_temperature_reach_the_provider_once_for_each_pair() -> None:
    built: list[tuple[int, float]] = []

    def build(max_answer_tokens: int, temperature: float) -> GenericFakeChatModel:
        built.append((max_answer_tokens, temperature))
        return GenericFakeChatModel(messages=iter([AIMessage("one"), AIMessage("two")]))

    model = LangChainModel("play", build)
    list(model.stream(REQUEST))
    list(model.stream(REQUEST))
    assert built == [(30, 0.7)]


def test_a_provider_s_errors_are_translated_by_langchain_s_names() -> None:
    model = LangChainModel("play", lambda *_: Chunked(responses=[""], error=ModelRateLimitError("slow down")))
    with pytest.raises(ModelRateLimited):
        list(model.stream(REQUEST))


def test_a_break_in_mid_answer_is_a_cut_off() -> None:
    model = LangChainModel("play", lambda *_: Chunked(responses=[""], error=ConnectionError("gone")))
    with pytest.raises(ModelCutOff):
        list(model.stream(REQUEST))


def test_an_error_nobody_knows_is_still_a_failure_of_the_model() -> None:
    model = LangChainModel("play", lambda *_: FakeListChatModel(responses=["2"], error_on_chunk_number=0))
    with pytest.raises(ModelFailed):
        list(model.stream(REQUEST))


def test_a_provider_whose_package_is_missing_says_which() -> None:
    build = build_with_langchain("fireworks:play", timeout_seconds=1)
    with pytest.raises(ModelRefused) as failure:
        list(LangChainModel("fireworks:play", build).stream(REQUEST))
    assert "langchain-fireworks" in str(failure.value.facts["detail"])
