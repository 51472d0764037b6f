"""Learning that is killed, learning twice at once, and the same road on PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from copilot.domain.document import LearnReport
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.support.shop import CHAT, ROOT, a_copilot, write_shop

LEARN = """
import sys
from pathlib import Path
from copilot.domain.document import LearnProgress
from tests.support.shop import a_copilot

with a_copilot(Path(sys.argv[1])) as copilot:
    for event in copilot.learn_events([Path(sys.argv[2])], "山雀茶"):
        print(event.path if isinstance(event, LearnProgress) else event, flush=True)
"""


@contextmanager
def learning(data: Path, files: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that learns `files` into `data` and prints the name of each file when it is done."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BUTTERFLY_", "OPENAI_"))}
    process = subprocess.Popen(
        [sys.executable, "-c", LEARN, str(data), str(files)],
        cwd=ROOT, env={**env, "PYTHONIOENCODING": "utf-8"}, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def many_files(folder: Path, count: int, of: str) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{of}{number:03}.md").write_text(f"{of}第{number}号茶罐，放在第{number}层架子上。", "utf-8")
    return folder


def in_step(copilot: Copilot) -> bool:
    return all(brand.in_step for brand in copilot.inspecting.knowledge())


def test_kill_9_loses_nothing_that_was_reported_and_the_next_start_completes(data: Path, tmp_path: Path) -> None:
    files = many_files(tmp_path / "files", 150, "甲")
    with learning(data, files) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(20)]
        process.kill()
        process.wait()
    with a_copilot(data) as copilot:
        kept = {d.name for d in copilot.store.documents.all("shanque")}
        copilot.warm_up()
        assert set(reported) <= kept
        assert len(kept) < 155
        assert in_step(copilot)
        assert "甲第7号" in copilot.search("甲第7号茶罐放在哪一层")[0].passage.text
        assert copilot.learn([files], "山雀茶").failed == ()
        assert copilot.store.documents.counts("shanque").documents == 155
        assert in_step(copilot)


def test_two_processes_learn_into_one_folder_at_once(data: Path, tmp_path: Path) -> None:
    with (
        learning(data, many_files(tmp_path / "one", 12, "甲")) as one,
        learning(data, many_files(tmp_path / "two", 12, "乙")) as two,
    ):
        endings = [process.communicate(timeout=60)[0].splitlines()[-1] for process in (one, two)]
    with a_copilot(data) as copilot:
        copilot.warm_up()
        assert endings == [str(LearnReport(12, 12, 0, 0))] * 2
        assert copilot.store.documents.counts("shanque").documents == 29
        assert in_step(copilot)
        assert "甲第7号" in copilot.search("甲第7号茶罐放在哪一层")[0].passage.text


def test_two_processes_that_learn_products_lose_none(data: Path, tmp_path: Path) -> None:
    folders = []
    for of in ("甲", "乙"):
        folder = tmp_path / of
        folder.mkdir()
        for number in range(5):
            rows = f"产品,标价(元)\n{of}字{'一二三四五'[number]}号茶,{100 + number}\n"
            (folder / f"{of}{number}.csv").write_text(rows, "utf-8")
        folders.append(folder)
    with learning(data, folders[0]) as one, learning(data, folders[1]) as two:
        for process in (one, two):
            process.communicate(timeout=60)
    with a_copilot(data) as copilot:
        assert len(copilot.brand().products) == 3 + 10


def test_the_whole_road_on_postgresql(postgres_uri: Callable[[str], str], tmp_path: Path) -> None:
    admin = create_engine(
        postgres_uri("postgres").replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE whole_road"))
    admin.dispose()
    with a_copilot(tmp_path / "data", database_url=postgres_uri("whole_road")) as copilot:
        files = write_shop(tmp_path / "shop")
        assert copilot.learn([files]).documents == 5
        assert copilot.learn([files]).unchanged == 5
        assert "九十度" in copilot.search("水温要多少度")[0].passage.text
        draft = copilot.selling_points(Ask(product="白茶"))
        assert copilot.revise(draft, 1, "改过的").version == 2
        assert len(copilot.reply(CHAT).draft.variants) == 3
        assert copilot.inspecting.diagnose().well
    assert not (tmp_path / "data" / "butterfly.sqlite3").exists()
