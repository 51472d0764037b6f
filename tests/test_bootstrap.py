"""The parts, joined as the settings say."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from copilot.bootstrap import build_copilot
from copilot.errors import Misconfigured
from copilot.settings import Settings, load_settings
from copilot.writing import ModelWriter
from copilot.writing.guided_writer import GuidedWriter
from copilot.writing.offline import OfflineWriter
from tests.support.shop import a_copilot


def test_without_a_model_only_the_offline_writer_writes(tmp_path: Path) -> None:
    with a_copilot(tmp_path) as copilot:
        desk = copilot.drafting.desk
        assert (desk.model, type(desk.offline)) == (None, OfflineWriter)


def test_with_a_model_both_can_write(tmp_path: Path) -> None:
    with a_copilot(tmp_path, model="scripted", prompt_budget_tokens=1234, model_attempts=2) as copilot:
        writer = copilot.drafting.desk.model
        assert isinstance(writer, ModelWriter)
        assert (writer.model.name, writer.budget_tokens, writer.attempts) == ("scripted", 1234, 2)
        assert copilot.replying.drafting is copilot.drafting


@pytest.mark.parametrize(
    ("model", "writes", "guided"),
    [
        ("qwen2.5-1.5b", "auto", True),
        ("qwen-plus", "auto", False),
        ("qwen2.5-1.5b", "freely", False),
        ("qwen-plus", "guided", True),
    ],
)
def test_a_small_model_is_guided_unless_somebody_says_otherwise(
    tmp_path: Path, model: str, writes: str, guided: bool
) -> None:
    endpoint = {"base_url": "http://127.0.0.1:9/v1", "api_key": "x"}
    with a_copilot(tmp_path, model=model, model_writes=writes, **endpoint) as copilot:
        assert isinstance(copilot.drafting.desk.model, GuidedWriter) is guided


def test_everything_of_ours_lies_in_the_data_folder(tmp_path: Path, shop_files: Path) -> None:
    with a_copilot(tmp_path / "data") as copilot:
        copilot.learn([shop_files])
    assert {p.name for p in (tmp_path / "data").iterdir()} >= {"butterfly.sqlite3", "chroma", "words"}
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_building_opens_no_index_and_loads_no_encoder(tmp_path: Path) -> None:
    copilot = build_copilot(Settings(data_dir=tmp_path, model="", _env_file=None))
    copilot.close()
    assert {p.name.split("-")[0] for p in tmp_path.iterdir()} == {"butterfly.sqlite3"}


def test_copilots_of_one_process_share_what_ships_with_the_package(tmp_path: Path) -> None:
    with a_copilot(tmp_path / "one") as one, a_copilot(tmp_path / "two") as two:
        assert one.drafting.checker is two.drafting.checker
        assert one.drafting.desk.offline is not two.drafting.desk.offline


def test_today_is_the_clock_s_day(tmp_path: Path) -> None:
    with a_copilot(tmp_path) as copilot:
        assert copilot.today() == date(2026, 11, 23)


def test_what_is_configured_is_told_without_passwords(tmp_path: Path) -> None:
    with a_copilot(tmp_path, base_url="https://user:secret@models.example/v1?key=secret") as copilot:
        assert "secret" not in str(copilot.inspecting.configured)


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTERFLY_MODEL_ATTEMPTS", "many")
    with pytest.raises(Misconfigured) as refused:
        load_settings()
    assert refused.value.facts["setting"] == "BUTTERFLY_MODEL_ATTEMPTS"


@pytest.mark.parametrize("url", ["mysql://a/b", "not a url", "sqlite://"])
def test_a_database_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Misconfigured), a_copilot(tmp_path, database_url=url):
        pass


def test_what_is_loaded_at_the_start_is_never_looked_through_again() -> None:
    script = (
        "import gc; from copilot.bootstrap.memory import keep_what_is_loaded as keep; keep();"
        "print(gc.get_freeze_count() > 10_000, gc.get_threshold()[0] > 700)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True"]
