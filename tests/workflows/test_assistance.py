"""Help from outside for a search: used where it answers, told and done without where it does not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.errors import InvalidInput, ModelUnreachable
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.assistance import Assistance
from copilot.workflows.copilot import Copilot
from copilot.workflows.rewrite import Rewriting
from copilot.workflows.search import Manner
from copilot.writing import ExactTokenCounter
from copilot.writing.rewriter import QuestionRewriter
from tests.support.model_server import ModelServer
from tests.workflows.conftest import OpenCopilot

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "桂花是真的吗"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def shop(data: Path, open_copilot: OpenCopilot, server: ModelServer) -> Copilot:
    """A copilot whose search a reranking endpoint helps."""
    return open_copilot(data, rerank_model="bge", rerank_base_url=server.base_url, rerank_timeout_seconds=2)


def ids(copilot: Copilot, question: str = QUESTION, **manner: bool) -> list[str]:
    return [hit.passage.id for hit in copilot.search(question, manner=Manner(**manner))]


def rewritten_by(
    copilot: Copilot, *answers: str | ModelUnreachable, usual: bool = True
) -> tuple[Copilot, ScriptedModel]:
    """The same copilot with a model that rewords questions so."""
    model = ScriptedModel(answers)
    rewriter = QuestionRewriter.load(ROOT / "prompts", model, ExactTokenCounter())
    assistance = Assistance(rewriting=Rewriting(rewriter, usual=usual, timeout_seconds=5))
    searching = replace(copilot.searching, assistance=assistance)
    inspecting = replace(copilot.inspecting, assistance=assistance)
    drafting = replace(copilot.drafting, searching=searching)
    replying = replace(copilot.replying, drafting=drafting)
    return replace(copilot, searching=searching, inspecting=inspecting, drafting=drafting, replying=replying), model


def test_the_endpoint_s_order_is_taken_and_told(shop: Copilot, server: ModelServer) -> None:
    hits = shop.search("香气", manner=Manner(explain=True))
    (request,) = server.requests
    assert len(request["documents"]) > len(hits)
    shares = [len(set("香气") & set(hit.passage.text)) for hit in hits]
    assert shares == sorted(shares, reverse=True)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(hit.why and hit.why.reranked_from for hit in hits)


def test_personal_data_is_masked_before_it_leaves(shop: Copilot, server: ModelServer) -> None:
    shop.search("我电话13812345678，桂花是真的吗")
    assert "13812345678" not in str(server.requests)


@pytest.mark.parametrize("mode", ["broken", "unauthorized", "garbage", "closed", "odd_scores"])
def test_one_that_misbehaves_leaves_our_own_passages(
    shop: Copilot, server: ModelServer, known_shop: Copilot, mode: str
) -> None:
    server.set_mode(mode)
    assert set(ids(shop)) == set(ids(known_shop))


def test_an_outage_is_told_by_the_search_state_and_by_the_doctor_and_passes(
    shop: Copilot, server: ModelServer, known_shop: Copilot
) -> None:
    server.set_mode("broken")
    assert ids(shop) == ids(known_shop)
    state = shop.inspecting.search_state(shop.brand())
    assert state.reranking is not None
    assert (state.reranking.code, state.usual) == ("model_unreachable", True)
    diagnosis = shop.inspecting.diagnose()
    assert not diagnosis.well
    assert diagnosis.reranker is not None
    assert diagnosis.reranker.error is not None
    server.set_mode("ok")
    assert shop.inspecting.diagnose().well
    assert shop.inspecting.search_state(shop.brand()).reranking is None


def test_a_reply_asks_the_endpoint_about_the_customer_s_question_only(shop: Copilot, server: ModelServer) -> None:
    shop.reply(Conversation((Turn(Speaker.CUSTOMER, "桂花是真的吗？"),)))
    assert [request["query"] for request in server.requests] == ["桂花是真的吗？"]


def test_checking_asks_nobody(shop: Copilot, server: ModelServer) -> None:
    shop.check("桂花乌龙用的是当年的金桂，和茶叶一起窨了三遍。")
    assert server.requests == []


def test_without_an_endpoint_the_doctor_says_there_is_none(known_shop: Copilot) -> None:
    assert known_shop.inspecting.diagnose().reranker is None


def test_a_rewording_finds_what_the_question_did_not(known_shop: Copilot) -> None:
    asked = "晚上喝了数羊怎么办"
    helped, model = rewritten_by(known_shop, "喝了会睡不着吗\n白茶 晚上 少喝")
    hits = helped.search(asked, manner=Manner(explain=True))
    assert "晚上七点以后建议少喝" in hits[0].passage.text
    assert "晚上喝了数羊怎么办" in model.requests[0].messages[-1].content
    assert "高山白茶" in model.requests[0].messages[-1].content


def test_a_question_is_reworded_once(known_shop: Copilot) -> None:
    helped, model = rewritten_by(known_shop, "退货运费")
    assert ids(helped) == ids(helped)
    assert len(model.requests) == 1


def test_a_person_s_wish_goes_before_the_setting(known_shop: Copilot) -> None:
    usually, asked_anyway = rewritten_by(known_shop, "退货")
    ids(usually, rewrite=False)
    assert asked_anyway.requests == []
    rarely, asked = rewritten_by(known_shop, "退货", usual=False)
    ids(rarely)
    assert asked.requests == []
    ids(rarely, rewrite=True)
    assert len(asked.requests) == 1


def test_a_model_that_fails_leaves_the_question_as_it_is_and_that_is_told(known_shop: Copilot) -> None:
    helped, _ = rewritten_by(known_shop, ModelUnreachable("down", model="scripted"))
    assert ids(helped) == ids(known_shop)
    trouble = helped.inspecting.search_state(helped.brand()).rewriting
    assert isinstance(trouble, ModelUnreachable)


def test_a_question_to_a_product_stays_with_it_when_its_rewording_drops_the_name(known_shop: Copilot) -> None:
    helped, _ = rewritten_by(known_shop, "杯子 温一下 水温")
    hits = helped.search("桂花乌龙的桂花是真的吗")
    assert {hit.passage.product for hit in hits} <= {"桂花乌龙", None}


def test_asking_for_a_rewording_without_a_model_is_refused_in_a_sentence(known_shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        known_shop.search(QUESTION, manner=Manner(rewrite=True))
    assert refused.value.code == "rewrite_no_model"


def test_a_configured_model_may_reword_but_does_not_by_default(data: Path, open_copilot: OpenCopilot) -> None:
    rewriting = open_copilot(data, model="scripted").searching.assistance.rewriting
    assert rewriting is not None
    assert not rewriting.usual
