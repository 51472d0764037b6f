"""A reranking endpoint: the shapes of different services, and what happens when it misbehaves."""

import time

import pytest

from copilot.errors import ModelAnswerUnusable, ModelFailed, ModelRateLimited, ModelRefused, ModelUnreachable
from copilot.llm import make_reranker
from copilot.llm.endpoint_reranker import EndpointReranker
from copilot.settings import Settings, load_settings
from tests.support.model_server import ModelServer

TEXTS = ("枕芯不能下水", "退货运费我们出", "杭州发货")


def reranker(server: ModelServer, *, key: str = "", seconds: float = 5) -> EndpointReranker:
    return EndpointReranker("bge", base_url=server.base_url, api_key=key, timeout_seconds=seconds)


@pytest.mark.parametrize("mode", ["ok", "tei", "voyage", "busy_once", "broken_once"])
def test_every_service_s_shape_gives_each_text_its_score(mode: str) -> None:
    with ModelServer(mode) as server:
        scores = reranker(server).rerank("退货运费", TEXTS)
    assert scores == [0.0, 1.0, 0.25]


def test_the_question_texts_model_and_key_are_sent_as_the_protocol_says() -> None:
    with ModelServer() as server:
        reranker(server, key="sk-rerank").rerank("退货", TEXTS)
        (request,) = server.requests
        assert request == {"model": "bge", "query": "退货", "documents": list(TEXTS), "top_n": 3}
        assert server.keys == ["sk-rerank"]


def test_a_service_that_wants_other_names_is_asked_by_them_from_then_on() -> None:
    with ModelServer("tei") as server:
        asked = reranker(server)
        asked.rerank("退货", TEXTS)
        asked.rerank("发货", TEXTS)
        assert [sorted(r)[0] for r in server.requests] == ["documents", "query", "query"]


def test_scores_that_cannot_be_read_are_passed_over() -> None:
    with ModelServer("odd_scores") as server:
        assert reranker(server).rerank("退货", TEXTS) == [None, 0.5, None]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("broken", ModelUnreachable),
        ("closed", ModelUnreachable),
        ("busy", ModelRateLimited),
        ("unauthorized", ModelRefused),
        ("garbage", ModelAnswerUnusable),
    ],
)
def test_a_failure_is_one_of_ours_and_hides_the_key(mode: str, kind: type[ModelFailed]) -> None:
    with ModelServer(mode) as server, pytest.raises(kind) as failed:
        reranker(server, key="sk-very-secret", seconds=1).rerank("退货", TEXTS)
    assert "very-secret" not in f"{failed.value} {failed.value.facts}"


@pytest.mark.parametrize("mode", ["slow", "dripping"])
def test_no_answer_is_waited_for_longer_than_the_timeout(mode: str) -> None:
    with ModelServer(mode) as server:
        began = time.monotonic()
        with pytest.raises(ModelUnreachable):
            reranker(server, seconds=0.4).rerank("退货", TEXTS)
        assert time.monotonic() - began < 1.5


def test_nobody_listening_is_unreachable() -> None:
    with pytest.raises(ModelUnreachable):
        EndpointReranker("bge", base_url="http://127.0.0.1:9", timeout_seconds=1).rerank("退货", TEXTS)


@pytest.mark.parametrize(("own", "used"), [("", "sk-shared"), ("sk-own", "sk-own")])
def test_the_key_of_the_model_is_used_where_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch, own: str, used: str
) -> None:
    with ModelServer() as server:
        for name, value in (("MODEL", "bge"), ("BASE_URL", server.base_url), ("API_KEY", own)):
            monkeypatch.setenv(f"BUTTERFLY_RERANK_{name}", value)
        monkeypatch.setenv("BUTTERFLY_API_KEY", "sk-shared")
        found = make_reranker(load_settings())
        assert found is not None
        found.rerank("退货", TEXTS)
        assert server.keys == [used]


def test_a_stray_call_is_refused_where_none_is_allowed() -> None:
    found = make_reranker(Settings(rerank_model="bge", allow_model_calls=False, _env_file=None))
    assert found is not None
    with pytest.raises(ModelFailed) as refused:
        found.rerank("退货", TEXTS)
    assert refused.value.code == "stray_model_call"


def test_without_a_name_there_is_no_reranker() -> None:
    assert make_reranker(Settings(rerank_model=" ", _env_file=None)) is None
