"""Searching while somebody learns: nobody waits for what is learned, and nothing of it is lost."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copilot.bootstrap import build_copilot
from copilot.errors import ModelFailed, ModelUnreachable
from copilot.settings import Settings
from copilot.workflows import follow
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.support.shop import NOON, a_copilot, encoder

if TYPE_CHECKING:
    from copilot.ports import Vectors

PATIENCE_SECONDS = 30
CARD = "brand: {{id: {0}, name: {0}, category: general, language: zh}}\n"


class Slow:
    """The built-in encoder, which stops over the word 茶罐 until it may go on, and gives out over 坏."""

    def __init__(self) -> None:
        self.fingerprint, self.dimension = encoder().fingerprint, encoder().dimension
        self.reached, self.may_go_on, self.works = threading.Event(), threading.Event(), False

    def embed(self, texts: Sequence[str]) -> "Vectors":
        if any("茶罐" in text for text in texts):
            self.reached.set()
            assert self.may_go_on.wait(PATIENCE_SECONDS)
        if not self.works and any("坏" in text for text in texts):
            raise ModelUnreachable("gave out")
        return encoder().embed(texts)


@contextmanager
def opened(data: Path, slow: Slow) -> Iterator[Copilot]:
    settings = Settings(
        data_dir=data, model="", base_url="", database_url="", chroma_url="", embedding_model="", _env_file=None
    )
    copilot = build_copilot(settings, lambda: NOON, slow)
    try:
        yield copilot
    finally:
        slow.may_go_on.set()
        copilot.close()


def jars(folder: Path, count: int, brand: str = "", last: str = "") -> Path:
    folder.mkdir()
    rows = [f"第{n}号{brand}茶罐放在第{n}层。架子很稳。{last if n == count - 1 else ''}" for n in range(count)]
    (folder / "罐子.csv").write_text("\n".join(["评论", *rows]), "utf-8")
    if brand:
        (folder / "brand.yaml").write_text(CARD.format(brand), "utf-8")
    return folder


def test_a_search_does_not_wait_for_what_is_being_learned(data: Path, tmp_path: Path) -> None:
    slow, files = Slow(), jars(tmp_path / "jars", 5)
    with opened(data, slow) as copilot, ThreadPoolExecutor(2) as pool:
        copilot.warm_up()
        learning = pool.submit(copilot.learn, [files], "山雀茶")
        assert slow.reached.wait(PATIENCE_SECONDS)
        try:
            hits = pool.submit(copilot.search, "水温要多少度").result(PATIENCE_SECONDS / 2)
        finally:
            slow.may_go_on.set()
        assert "九十度" in hits[0].passage.text
        assert learning.result().passages == 5
        assert "第3号" in copilot.search("第3号罐子放在哪")[0].passage.text


def test_a_search_leaves_much_that_another_process_learned_to_a_thread_aside(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "A_LITTLE", 2)
    slow = Slow()
    with opened(data, slow) as copilot:
        copilot.warm_up()
        copilot.search("水温要多少度")
        (tmp_path / "new.csv").write_text(
            "评论\n甲架子很稳。\n乙架子很稳。\n" + "\n".join(f"茶罐{n}号很轻。" for n in range(9)), "utf-8"
        )
        _keep_only(copilot, tmp_path / "new.csv")
        assert "九十度" in copilot.search("水温要多少度")[0].passage.text
        assert slow.reached.wait(PATIENCE_SECONDS)
        slow.may_go_on.set()
        copilot.close()
        assert copilot.inspecting.diagnose().well
        assert "茶罐7号" in copilot.search("7号罐子轻吗")[0].passage.text


def test_two_brands_learned_and_searched_at_once_are_whole(tmp_path: Path) -> None:
    folders = [jars(tmp_path / brand, 300, brand) for brand in ("甲", "乙")]
    with a_copilot(tmp_path / "data") as copilot, ThreadPoolExecutor(4) as pool:
        learning = [pool.submit(copilot.learn, [folder]) for folder in folders]
        while not all(each.done() for each in learning):
            for brand in copilot.store.brands.all():
                assert all(
                    brand.name in hit.passage.text for hit in copilot.search("第7号茶罐在哪", Ask(brand=brand.id))
                )
        assert [each.result().passages for each in learning] == [300, 300]
        assert all(brand.in_step for brand in copilot.inspecting.knowledge())
        for name in ("甲", "乙"):
            assert f"第77号{name}" in copilot.search("第77号茶罐放在哪一层", Ask(brand=name))[0].passage.text


def test_an_embedder_that_fails_in_the_middle_loses_nothing(data: Path, tmp_path: Path) -> None:
    slow, files = Slow(), jars(tmp_path / "jars", 400, last="盖子坏了。")
    slow.may_go_on.set()
    with opened(data, slow) as copilot:
        copilot.warm_up()
        with pytest.raises(ModelFailed):
            copilot.learn([files], "山雀茶")
        slow.works = True
        copilot.learning.bring_up_to_date(copilot.brand())
        assert copilot.inspecting.diagnose().well
        assert "第399号" in copilot.search("哪个罐子的盖子坏了")[0].passage.text


def _keep_only(copilot: Copilot, file: Path) -> None:
    """What another process does until the indexes' turn comes."""
    copilot.learning.take_in(copilot.brand().id, file.name, file.read_bytes())
