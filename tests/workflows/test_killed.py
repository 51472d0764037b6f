"""`kill -9` in the middle of learning 1,000 passages, and in the middle of correcting: nothing reported is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from copilot.domain.document import document_id
from copilot.workflows.copilot import Copilot
from tests.support.shop import ROOT, a_copilot

LEARN = """
import sys
from pathlib import Path
from copilot.domain.document import LearnProgress
from tests.support.shop import a_copilot

with a_copilot(Path(sys.argv[1])) as copilot:
    for event in copilot.learn_events([Path(sys.argv[2])], "山雀茶"):
        if isinstance(event, LearnProgress):
            print(event.path or f"indexed {event.passages_indexed}", flush=True)
"""

CORRECT = """
import sys
from pathlib import Path
from copilot.domain.correction import ColumnCorrection, CorrectionChange
from tests.support.shop import a_copilot

with a_copilot(Path(sys.argv[1])) as copilot:
    table = copilot.preview("甲0.csv").tables[0]
    for number in range(50):
        kind = ("member_price", "unit_price")[number % 2]
        said = ColumnCorrection(table.key, table.columns[2].key, kind)
        document = copilot.correct("甲0.csv", CorrectionChange((said,), seen=number))
        print(document.version, kind, flush=True)
"""


@contextmanager
def running(script: str, *arguments: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process of ours that runs `script`."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BUTTERFLY_", "OPENAI_"))}
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT, env={**env, "PYTHONIOENCODING": "utf-8"}, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def reported(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    """The first lines it prints; then it is killed with signal 9."""
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(lines)]
    process.kill()
    process.wait()
    return told


@pytest.fixture
def thousand(tmp_path: Path) -> Path:
    """Ten price lists of a hundred rows: 1,000 passages."""
    folder = tmp_path / "files"
    folder.mkdir()
    for file in range(10):
        rows = [f"甲{file}茶{row:02},{100 + row},{50 + row}" for row in range(100)]
        (folder / f"甲{file}.csv").write_text("\n".join(["产品,标价,老友专享", *rows]), "utf-8")
    return folder


def well(copilot: Copilot) -> bool:
    return all(brand.in_step for brand in copilot.inspecting.knowledge())


@pytest.mark.parametrize("lines", [4, 11], ids=["while files are read", "while passages are indexed"])
def test_a_thousand_passages_survive_being_killed(data: Path, thousand: Path, lines: int) -> None:
    with running(LEARN, data, thousand) as process:
        told = reported(process, lines)
    names = {line for line in told if line.endswith(".csv")}
    assert len(names) == min(lines, 10)
    with a_copilot(data) as copilot:
        kept = {d.name: d.passages for d in copilot.store.documents.all("shanque")}
        assert {name: kept.get(name) for name in names} == dict.fromkeys(names, 100)
        copilot.warm_up()
        assert well(copilot)
        assert copilot.search("甲2茶37 标价")[0].passage.product == "甲2茶37"
        assert copilot.learn([thousand], "山雀茶").failed == ()
        live = copilot.store.documents.counts("shanque")
        assert (live.passages, well(copilot)) == (1000 + 12, True)


def test_corrections_that_were_reported_survive_being_killed(data: Path, thousand: Path) -> None:
    with a_copilot(data) as copilot:
        copilot.learn([thousand / "甲0.csv"], "山雀茶")
    with running(CORRECT, data) as process:
        told = reported(process, 5)
    version = int(told[-1].split()[0])
    with a_copilot(data) as copilot:
        document = copilot.store.documents.get("shanque", document_id("shanque", "甲0.csv"))
        assert document is not None
        said = copilot.store.corrections.of("shanque", "甲0.csv")
        assert document.version >= version
        assert (document.corrected, len(said.said)) == (said.serial, 1)
        copilot.warm_up()
        assert well(copilot)
        fields = {f.field for f in copilot.store.documents.facts_of("shanque", document.id)}
        assert fields == {"list_price", said.columns[0].kind}
