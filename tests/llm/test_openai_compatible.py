"""Any OpenAI-compatible endpoint, over real HTTP: what it sends is read, what it refuses is left out, what it breaks
is said in errors of ours."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from copilot.domain.draft import Usage
from copilot.errors import (
    ModelAnswerUnusable,
    ModelCutOff,
    ModelFailed,
    ModelRateLimited,
    ModelRefused,
    ModelUnreachable,
)
from copilot.llm.openai_compatible import OpenAICompatible
from copilot.ports import AnswerEnd, ChatEvent, ChatMessage, ChatRequest, FinishReason, TextDelta
from tests.support.model_server import ModelServer

KEY = "sk-play-0123456789abcdef"
ASKED = "<evidence>\n[1] 好处：侧睡不塌\n</evidence>\n写2条，每条不超过60字：\n1｜场景：一个时刻\n2｜痛点：一件小事"
REQUEST = ChatRequest((ChatMessage("user", ASKED),), max_answer_tokens=50, answer_schema={"type": "object"})
ANSWER = "【1｜场景】场景: 侧睡不塌[1]。\n【2｜痛点】痛点: 侧睡不塌[1]。"

Serve = Callable[[str], tuple[ModelServer, OpenAICompatible]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:

        def start(mode: str) -> tuple[ModelServer, OpenAICompatible]:
            server = stack.enter_context(ModelServer(mode))
            return server, OpenAICompatible("play", base_url=server.base_url, api_key=KEY, timeout_seconds=0.4)

        yield start


def text_of(events: list[ChatEvent]) -> str:
    return "".join(e.text for e in events if isinstance(e, TextDelta))


def test_an_answer_comes_in_pieces_with_its_usage(serve: Serve) -> None:
    server, model = serve("ok")
    events = list(model.stream(REQUEST))
    assert text_of(events) == ANSWER
    assert len(events) > 3
    assert events[-1] == AnswerEnd(FinishReason.STOP, Usage(120, len(events) - 1))
    assert server.keys == [KEY]


def test_the_request_carries_messages_limit_temperature_and_schema(serve: Serve) -> None:
    server, model = serve("ok")
    list(model.stream(REQUEST))
    sent = server.requests[0]
    assert sent["messages"] == [{"role": "user", "content": ASKED}]
    assert (sent["model"], sent["max_tokens"], sent["temperature"], sent["stream"]) == ("play", 50, 0.7, True)
    assert sent["response_format"]["json_schema"]["schema"] == {"type": "object"}


def test_refused_options_are_left_out_now_and_remembered(serve: Serve) -> None:
    server, model = serve("refuses_options")
    assert text_of(list(model.stream(REQUEST))) == ANSWER
    first = len(server.requests)
    assert text_of(list(model.stream(REQUEST))) == ANSWER
    assert (first, len(server.requests)) == (4, 5)


def test_the_other_name_of_the_limit_is_tried(serve: Serve) -> None:
    server, model = serve("wants_completion_tokens")
    assert text_of(list(model.stream(REQUEST))) == ANSWER
    assert server.requests[-1]["max_completion_tokens"] == 50
    assert "max_tokens" not in server.requests[-1]


def test_thoughts_do_not_reach_the_answer(serve: Serve) -> None:
    _, model = serve("thinking")
    assert text_of(list(model.stream(REQUEST))) == ANSWER


def test_an_answer_at_its_limit_says_so(serve: Serve) -> None:
    _, model = serve("length")
    end = list(model.stream(REQUEST))[-1]
    assert isinstance(end, AnswerEnd)
    assert end.finish is FinishReason.LENGTH


@pytest.mark.parametrize("mode", ["wrong_usage", "no_usage"])
def test_counts_that_cannot_be_are_no_counts(serve: Serve, mode: str) -> None:
    _, model = serve(mode)
    assert list(model.stream(REQUEST))[-1] == AnswerEnd(FinishReason.STOP, Usage())


def test_an_empty_answer_is_an_answer_without_text(serve: Serve) -> None:
    _, model = serve("empty")
    assert [type(e) for e in model.stream(REQUEST)] == [AnswerEnd]


@pytest.mark.parametrize(
    ("mode", "kind", "status"),
    [
        ("broken", ModelUnreachable, 500),
        ("slow", ModelUnreachable, 0),
        ("closed", ModelUnreachable, 0),
        ("busy", ModelRateLimited, 429),
        ("unauthorized", ModelRefused, 401),
        ("garbage", ModelAnswerUnusable, 0),
    ],
)
def test_a_failure_before_the_first_word_has_its_kind(
    serve: Serve, mode: str, kind: type[ModelFailed], status: int
) -> None:
    server, model = serve(mode)
    with pytest.raises(kind) as failure:
        list(model.stream(REQUEST))
    assert type(failure.value) is kind
    assert failure.value.facts["status"] == status
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["cut", "bad_json", "error_event"])
def test_a_failure_after_the_first_words_is_a_cut_off_that_counts_them(serve: Serve, mode: str) -> None:
    _, model = serve(mode)
    seen: list[ChatEvent] = []
    with pytest.raises(ModelCutOff) as failure:
        seen.extend(model.stream(REQUEST))
    assert failure.value.facts["received"] in (14, 21)
    assert failure.value.passes


def test_a_rate_limit_says_how_long_to_wait(serve: Serve) -> None:
    _, model = serve("busy")
    with pytest.raises(ModelRateLimited) as failure:
        list(model.stream(REQUEST))
    assert failure.value.facts["retry_after_seconds"] == 2.0


def test_nobody_at_the_address_is_unreachable() -> None:
    with ModelServer() as server:
        url = server.base_url
    with pytest.raises(ModelUnreachable):
        list(OpenAICompatible("play", base_url=url, timeout_seconds=1).stream(REQUEST))


def test_the_key_is_in_no_message_traceback_fact_or_log(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _, model = serve("unauthorized")
    with pytest.raises(ModelRefused) as failure:
        list(model.stream(REQUEST))
    told = "".join(traceback.format_exception(failure.value)) + str(failure.value.facts) + caplog.text
    assert "Incorrect API key provided: ***" in told
    assert KEY not in told


def test_nothing_of_another_endpoint_s_environment_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-somebody-else")
    with ModelServer() as server:
        model = OpenAICompatible("play", base_url=server.base_url)
        list(model.stream(REQUEST))
        assert server.keys == ["none"]
        assert model._client.organization is None
