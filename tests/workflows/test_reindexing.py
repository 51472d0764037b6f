"""Another embedder: its indexes are filled while the former ones answer, and only then these are dropped."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from copilot.bootstrap import build_copilot
from copilot.errors import ModelFailed, ModelUnreachable
from copilot.llm import make_embedder
from copilot.ports import Embedder
from copilot.settings import Settings
from copilot.workflows.copilot import Copilot
from tests.support.model_server import ModelServer
from tests.support.shop import NOON, ROOT, a_copilot, encoder

if TYPE_CHECKING:
    from copilot.ports import Vectors

QUESTION, ANSWER = "水温要多少度", "九十度"
REPAIR = """
import sys
from pathlib import Path
from tests.support.shop import a_copilot

with a_copilot(Path(sys.argv[1])) as copilot:
    for step in copilot.inspecting.repair_events():
        print(step.done, step.total, flush=True)
"""


class Renamed:
    """The built-in encoder under another name, which gives out when no texts are `left`."""

    dimension = 512

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.left = 1_000_000

    def embed(self, texts: Sequence[str]) -> "Vectors":
        self.left -= len(texts)
        if self.left < 0:
            raise ModelUnreachable("gave out")
        return encoder().embed(texts)


def settings_of(data: Path, **given: Any) -> Settings:
    return Settings(data_dir=data, _env_file=None, **given)


@contextmanager
def with_embedder(data: Path, embedder: Embedder, **settings: str) -> Iterator[Copilot]:
    given = {"model": "", "base_url": "", "database_url": "", "chroma_url": "", "embedding_model": "", **settings}
    copilot = build_copilot(settings_of(data, **given), lambda: NOON, embedder)
    try:
        yield copilot
    finally:
        copilot.close()


def first(copilot: Copilot, question: str = QUESTION) -> str:
    return copilot.search(question)[0].passage.text


def folders(data: Path) -> int:
    return len(list((data / "words").iterdir()))


def test_until_the_new_index_is_filled_the_former_answers(data: Path) -> None:
    with with_embedder(data, Renamed("another")) as copilot:
        assert ANSWER in first(copilot)
        state = copilot.inspecting.search_state(copilot.brand())
        assert state.reindexing is not None
        assert (state.reindexing.done, state.reindexing.total, state.trouble) == (0, 12, None)
        assert not copilot.inspecting.diagnose().well
        assert copilot.warm_up()
        assert copilot.inspecting.search_state(copilot.brand()).usual
        assert copilot.inspecting.diagnose().well
        assert ANSWER in first(copilot)
        assert folders(data) == 1
        assert list(copilot.store.index.marks("shanque")) == ["vectors:another"]


def test_what_changes_meanwhile_is_found_at_once(data: Path) -> None:
    with with_embedder(data, Renamed("another")) as copilot:
        brand = copilot.brand()
        (faq,) = [d for d in copilot.store.documents.all(brand.id) if d.name == "faq.md"]
        copilot.learning.delete(brand, faq.id)
        assert ANSWER not in first(copilot)
        copilot.shelving.restore(brand, faq.id)
        assert ANSWER in first(copilot)
        assert copilot.inspecting.search_state(brand).reindexing is not None


def test_a_move_that_was_interrupted_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    rows = [f"甲茶{row:03},{100 + row}" for row in range(600)]
    (tmp_path / "many.csv").write_text("\n".join(["产品,标价", *rows]), "utf-8")
    with a_copilot(data) as copilot:
        copilot.learn([tmp_path / "many.csv"], "山雀茶")
        total = copilot.store.documents.counts("shanque").passages
    tired = Renamed("another")
    with with_embedder(data, tired) as copilot:
        steps = copilot.learning.keeping.catch_up(copilot.brand())
        assert next(steps) < total
        tired.left = 100
        with pytest.raises(ModelFailed):
            list(steps)
        moving = copilot.inspecting.search_state(copilot.brand()).reindexing
        assert moving is not None
        assert 0 < moving.done < moving.total == total
        assert not copilot.warm_up()
    with with_embedder(data, Renamed("another")) as copilot:
        assert max(copilot.learning.keeping.catch_up(copilot.brand())) == total - moving.done
        assert copilot.inspecting.diagnose().well


def test_without_the_former_embedder_its_index_answers_by_words(data: Path) -> None:
    with with_embedder(data, Renamed("one")) as copilot:
        copilot.warm_up()
    with with_embedder(data, Renamed("two")) as copilot:
        hit = copilot.search("高山白茶怎么泡")[0]
        assert ANSWER in hit.passage.text
        assert hit.meaning == 0
        state = copilot.inspecting.search_state(copilot.brand())
        assert state.trouble is not None
        assert state.trouble.code == "embedder_gone"
        assert copilot.warm_up()
        assert copilot.search("高山白茶怎么泡")[0].meaning > 0


def test_from_an_endpoint_s_model_to_another_of_the_same_endpoint(data: Path) -> None:
    with ModelServer() as server:
        settings = {"base_url": server.base_url, "api_key": "k", "embedding_model": "large"}
        small = make_embedder(settings_of(data, **{**settings, "embedding_model": "small"}))
        large = make_embedder(settings_of(data, **settings))
        assert small is not None
        assert large is not None
        with with_embedder(data, small, **{**settings, "embedding_model": "small"}) as copilot:
            copilot.warm_up()
        with with_embedder(data, large, **settings) as copilot:
            copilot.search(QUESTION)
            state = copilot.inspecting.search_state(copilot.brand())
            assert (state.reindexing is not None, state.trouble) == (True, None)
            assert copilot.warm_up()
            assert copilot.inspecting.search_state(copilot.brand()).usual


def test_a_repair_that_was_killed_is_completed_by_the_next_start(data: Path, tmp_path: Path) -> None:
    rows = [f"甲茶{row:03},{100 + row}" for row in range(600)]
    (tmp_path / "many.csv").write_text("\n".join(["产品,标价", *rows]), "utf-8")
    with a_copilot(data) as copilot:
        copilot.learn([tmp_path / "many.csv"], "山雀茶")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BUTTERFLY_", "OPENAI_"))}
    process = subprocess.Popen(
        [sys.executable, "-c", REPAIR, str(data)],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    done, total = map(int, process.stdout.readline().split())
    process.kill()
    process.communicate()
    assert 0 < done < total
    with a_copilot(data) as copilot:
        assert not copilot.inspecting.diagnose().well
        assert copilot.warm_up()
        assert copilot.inspecting.diagnose().well


@pytest.mark.parametrize("spared", ["meta.json", "managed"], ids=["the segments", "all but a list"])
def test_a_word_index_with_broken_files_is_made_again(data: Path, spared: str) -> None:
    for file in (data / "words").rglob("*"):
        if file.is_file() and spared not in file.name:
            file.write_bytes(b"\x00 not what was written \x00" * 40)
    with a_copilot(data) as copilot:
        assert copilot.warm_up()
        assert copilot.inspecting.diagnose().well
        assert ANSWER in first(copilot)
