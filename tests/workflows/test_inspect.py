"""The doctor: what is configured, what answers, what is out of step, and mending it."""

import shutil
from pathlib import Path

import pytest

from copilot.workflows.copilot import Copilot
from tests.support.model_server import ModelServer
from tests.support.shop import a_copilot
from tests.workflows.conftest import OpenCopilot

QUESTION, ANSWER = "水温要多少度", "九十度"


def found(copilot: Copilot) -> bool:
    return ANSWER in copilot.search(QUESTION)[0].passage.text


def test_a_learned_shop_is_well(shop: Copilot) -> None:
    diagnosis = shop.inspecting.diagnose()
    (brand,) = diagnosis.brands
    assert diagnosis.well
    assert (brand.brand_id, brand.documents, brand.in_step) == ("shanque", 5, True)
    assert diagnosis.model is None


@pytest.mark.parametrize("lost", ["chroma", "words"])
def test_a_lost_index_is_seen_and_repaired(data: Path, open_copilot: OpenCopilot, lost: str) -> None:
    shutil.rmtree(data / lost)
    copilot = open_copilot(data)
    assert not copilot.inspecting.diagnose().well
    copilot.inspecting.repair()
    assert copilot.inspecting.diagnose().well
    assert found(copilot)


@pytest.mark.parametrize("lost", ["chroma", "words"])
def test_the_next_start_mends_a_lost_index(data: Path, open_copilot: OpenCopilot, lost: str) -> None:
    shutil.rmtree(data / lost)
    copilot = open_copilot(data)
    copilot.warm_up()
    assert copilot.inspecting.diagnose().well
    assert found(copilot)


def test_the_first_search_mends_a_lost_index_too(data: Path, open_copilot: OpenCopilot) -> None:
    shutil.rmtree(data / "chroma")
    copilot = open_copilot(data)
    assert found(copilot)
    assert copilot.inspecting.diagnose().well


@pytest.mark.parametrize("broken", ["chroma", "words"])
def test_a_broken_index_is_told_and_repaired(data: Path, open_copilot: OpenCopilot, broken: str) -> None:
    for file in (data / broken).rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00 not what was written \x00" * 40)
    copilot = open_copilot(data)
    assert not copilot.inspecting.diagnose().well
    copilot.inspecting.repair()
    assert copilot.inspecting.diagnose().well
    assert found(copilot)


def test_what_another_process_learned_is_found(data: Path, shop: Copilot, tmp_path: Path) -> None:
    assert found(shop)
    (tmp_path / "new.md").write_text("## 周末有活动吗？\n周六下午三点，二楼品茶。\n", "utf-8")
    with a_copilot(data) as other:
        other.learn([tmp_path / "new.md"])
    assert "二楼品茶" in shop.search("周末有什么活动")[0].passage.text


def test_no_key_and_no_password_is_told(tmp_path: Path, open_copilot: OpenCopilot) -> None:
    copilot = open_copilot(tmp_path, model="play", base_url="http://127.0.0.1:9/v1", api_key="sk-secret")
    told = str(copilot.inspecting.configured)
    assert "sk-secret" not in told
    assert "play" in told


@pytest.mark.parametrize(
    ("mode", "error"), [("ok", None), ("unauthorized", "model_refused"), ("closed", "model_unreachable")]
)
def test_a_model_is_asked_for_a_word(tmp_path: Path, open_copilot: OpenCopilot, mode: str, error: str | None) -> None:
    with ModelServer(mode) as server:
        copilot = open_copilot(tmp_path, model="play", base_url=server.base_url, api_key="k")
        diagnosis = copilot.inspecting.diagnose()
    assert diagnosis.model is not None
    assert (diagnosis.model.error.code if diagnosis.model.error else None) == error
    assert diagnosis.well is (error is None)


def test_a_copilot_without_brands_is_well(empty: Copilot) -> None:
    assert empty.inspecting.diagnose().well
    assert empty.inspecting.knowledge() == ()
