"""A Chroma server that goes away and comes back: search goes on by words, and nothing that was read is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.errors import IndexFailed
from copilot.workflows.copilot import Copilot
from tests.support.chroma_server import ChromaServer
from tests.support.shop import a_copilot, write_shop
from tests.workflows.conftest import OpenCopilot

QUESTION, ANSWER = "水温要多少度", "九十度"
NEWS = "## 周末有活动吗？\n周六下午三点，二楼品茶。\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path / "server") as server:
        yield server


@pytest.fixture
def shop(tmp_path: Path, server: ChromaServer, open_copilot: OpenCopilot) -> Copilot:
    """A copilot that learned the shop into the server."""
    copilot = open_copilot(tmp_path / "data", chroma_url=server.url)
    assert copilot.learn([write_shop(tmp_path / "files")]).documents == 5
    assert copilot.inspecting.diagnose().well
    return copilot


def awake(copilot: Copilot) -> Copilot:
    """The same, a moment later: whatever rested after a failure is asked again."""
    for part in (copilot.learning.keeping.current.index.meanings, copilot.learning.keeping.current.index.encoding):
        part.rest_is_over()
    return copilot


def first(copilot: Copilot, question: str) -> str:
    return copilot.search(question)[0].passage.text


def test_while_the_server_is_down_search_goes_on_and_says_so(shop: Copilot, server: ChromaServer) -> None:
    server.stop()
    hit = shop.search(QUESTION)[0]
    assert ANSWER in hit.passage.text
    assert hit.meaning > 0
    state = shop.inspecting.search_state(shop.brand())
    assert state.trouble is not None
    assert state.trouble.code == "index_unreachable"
    shop.search("你们门店能带狗进去吗")
    assert shop.gaps() == ()
    (brand,) = shop.inspecting.knowledge()
    assert brand.error is not None


def test_what_is_learned_meanwhile_is_kept_and_indexed_later(
    shop: Copilot, server: ChromaServer, tmp_path: Path
) -> None:
    server.stop()
    (tmp_path / "news.md").write_text(NEWS, "utf-8")
    with pytest.raises(IndexFailed) as refused:
        shop.learn([tmp_path / "news.md"])
    assert refused.value.code == "index_unreachable"
    assert "news.md" in {d.name for d in shop.store.documents.all(shop.brand().id)}
    server.start()
    assert "二楼品茶" in first(awake(shop), "周末有什么活动")
    assert shop.inspecting.search_state(shop.brand()).usual
    assert shop.inspecting.diagnose().well


def test_a_server_that_was_wiped_is_filled_again_while_the_site_runs(shop: Copilot, server: ChromaServer) -> None:
    server.wipe()
    assert ANSWER in first(shop, QUESTION)
    server.start()
    assert ANSWER in first(awake(shop), QUESTION)
    assert shop.inspecting.diagnose().well


def test_a_server_that_was_wiped_is_filled_again_at_the_next_start(
    shop: Copilot, server: ChromaServer, tmp_path: Path
) -> None:
    shop.close()
    server.wipe()
    with a_copilot(tmp_path / "data", chroma_url=server.url) as early:
        assert not early.warm_up()
        assert ANSWER in first(early, QUESTION)
    server.start()
    with a_copilot(tmp_path / "data", chroma_url=server.url) as copilot:
        assert copilot.warm_up()
        assert copilot.inspecting.diagnose().well
        assert ANSWER in first(copilot, QUESTION)


def test_without_the_server_the_word_index_is_repaired_later(shop: Copilot, server: ChromaServer) -> None:
    server.stop()
    with pytest.raises(IndexFailed):
        shop.inspecting.repair()
    server.start()
    assert awake(shop).warm_up()
    assert shop.inspecting.diagnose().well
