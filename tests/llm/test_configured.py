"""The settings' name of a model decides which one is made, and nothing real leaves where that is forbidden."""

from pathlib import Path

import pytest

from copilot.errors import StrayModelCall
from copilot.llm.configured import make_chat_model, make_embedder
from copilot.llm.endpoint_embedder import EndpointEmbedder
from copilot.llm.langchain_model import LangChainModel
from copilot.llm.openai_compatible import OpenAICompatible
from copilot.llm.scripted import ScriptedModel
from copilot.ports import ChatRequest
from copilot.settings import Settings


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings come from the test alone: no variables, no `.env` of the folder the tests are run in."""
    for name in ("BUTTERFLY_MODEL", "BUTTERFLY_BASE_URL", "BUTTERFLY_API_KEY", "BUTTERFLY_ALLOW_MODEL_CALLS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)


def test_no_name_is_no_model() -> None:
    assert make_chat_model(Settings(model=" ")) is None
    assert make_embedder(Settings()) is None


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("qwen-plus", OpenAICompatible, "qwen-plus"),
        ("qwen2.5:7b", OpenAICompatible, "qwen2.5:7b"),
        ("openai:gpt-4o-mini", OpenAICompatible, "gpt-4o-mini"),
        ("mistralai:mistral-large", LangChainModel, "mistralai:mistral-large"),
        ("scripted", ScriptedModel, "scripted"),
    ],
)
def test_a_name_decides_the_kind_of_model(name: str, kind: type[object], called: str) -> None:
    model = make_chat_model(Settings(model=name))
    assert isinstance(model, kind)
    assert model is not None
    assert model.name == called


def test_a_script_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "play.yaml").write_text("answers: [{text: hello}]", "utf-8")
    model = make_chat_model(Settings(model=f"scripted:{tmp_path / 'play.yaml'}"))
    assert isinstance(model, ScriptedModel)


@pytest.mark.parametrize("name", ["qwen-plus", "mistralai:mistral-large"])
def test_a_real_call_where_none_is_allowed_is_an_error(name: str) -> None:
    model = make_chat_model(Settings(model=name, allow_model_calls=False))
    assert model is not None
    assert model.name == name
    with pytest.raises(StrayModelCall):
        model.stream(ChatRequest(()))


def test_a_scripted_model_may_always_play() -> None:
    assert isinstance(make_chat_model(Settings(model="scripted", allow_model_calls=False)), ScriptedModel)


def test_embeddings_where_none_are_allowed_are_an_error() -> None:
    embedder = make_embedder(Settings(embedding_model="bge", allow_model_calls=False))
    assert embedder is not None
    with pytest.raises(StrayModelCall):
        embedder.embed(["x"])


def test_an_embedding_model_is_made_for_its_own_address_or_the_model_s() -> None:
    own = make_embedder(Settings(embedding_model="bge", embedding_base_url="http://e/v1", base_url="http://m/v1"))
    shared = make_embedder(Settings(embedding_model="bge", base_url="http://m/v1"))
    assert isinstance(own, EndpointEmbedder)
    assert shared is not None
    assert own.fingerprint != shared.fingerprint


def test_an_openai_key_does_not_reach_another_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    assert Settings().endpoint_key == "sk-openai"
    assert Settings().api_key.get_secret_value() == ""
