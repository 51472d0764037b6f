"""What every chat model does, whatever stands behind it."""

from collections.abc import Generator, Iterator

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from copilot.domain.draft import Usage
from copilot.errors import ModelFailed, ModelRateLimited
from copilot.llm.langchain_model import LangChainModel
from copilot.llm.openai_compatible import OpenAICompatible
from copilot.llm.scripted import ScriptedAnswer, ScriptedModel
from copilot.ports import AnswerEnd, ChatMessage, ChatModel, ChatRequest, FinishReason, TextDelta
from tests.support.model_server import ModelServer

REQUEST = ChatRequest((ChatMessage("system", "Be brief."), ChatMessage("user", "1+1=")), max_answer_tokens=20)


class ChatModelContract:
    """Inherited by a class for each implementation, which gives a model that answers "2" and one that fails."""

    def test_yields_text_and_at_last_one_end(self, model: ChatModel) -> None:
        events = list(model.stream(REQUEST))
        assert "".join(e.text for e in events if isinstance(e, TextDelta)) == "2"
        assert [type(e) for e in events].count(AnswerEnd) == 1
        assert isinstance(events[-1], AnswerEnd)
        assert events[-1].finish is FinishReason.STOP

    def test_answers_again_and_again(self, model: ChatModel) -> None:
        answers = ["".join(e.text for e in model.stream(REQUEST) if isinstance(e, TextDelta)) for _ in range(2)]
        assert answers == ["2", "2"]

    def test_can_be_left_in_the_middle_of_an_answer(self, model: ChatModel) -> None:
        stream = model.stream(REQUEST)
        assert isinstance(stream, Generator)
        assert next(stream) == TextDelta("2")
        stream.close()
        assert list(stream) == []

    def test_has_the_name_drafts_are_marked_with(self, model: ChatModel) -> None:
        assert model.name == "play"

    def test_fails_with_an_error_of_ours_that_has_a_code_and_facts(self, failing: ChatModel) -> None:
        with pytest.raises(ModelFailed) as failure:
            list(failing.stream(REQUEST))
        assert failure.value.code.startswith("model_")
        assert {"model", "status", "detail"} <= failure.value.facts.keys()


class TestOpenAICompatible(ChatModelContract):
    @pytest.fixture
    def model(self) -> Iterator[ChatModel]:
        with ModelServer() as server:
            yield OpenAICompatible("play", base_url=server.base_url)

    @pytest.fixture
    def failing(self) -> Iterator[ChatModel]:
        with ModelServer("broken") as server:
            yield OpenAICompatible("play", base_url=server.base_url)


class TestLangChainModel(ChatModelContract):
    @pytest.fixture
    def model(self) -> ChatModel:
        return LangChainModel("play", lambda *_: FakeListChatModel(responses=["2"]))

    @pytest.fixture
    def failing(self) -> ChatModel:
        return LangChainModel("play", lambda *_: FakeListChatModel(responses=["2"], error_on_chunk_number=0))


class TestScriptedModel(ChatModelContract):
    @pytest.fixture
    def model(self) -> ChatModel:
        return ScriptedModel([ScriptedAnswer("2", usage=Usage(9, 1))], name="play", repeat=True)

    @pytest.fixture
    def failing(self) -> ChatModel:
        return ScriptedModel([ModelRateLimited("busy", model="play", status=429, detail="busy")], name="play")
