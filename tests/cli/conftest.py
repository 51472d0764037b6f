"""The real command, run in this process: arguments and standard input in, exit code and both streams out."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from copilot import bootstrap
from copilot.cli import main
from tests.support.shop import NOON, encoder


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout; an error when there is anything else."""
        return json.loads(self.out)


Butterfly = Callable[..., Ran]


@pytest.fixture(autouse=True)
def nobody_s_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the person who runs the tests, no `.env`; English; a data folder of the test's own."""
    for name in list(os.environ):
        if name.startswith(("BUTTERFLY_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTTERFLY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BUTTERFLY_LANGUAGE", "en")
    monkeypatch.setattr(bootstrap, "build_embedder", lambda _settings: encoder())


@pytest.fixture
def butterfly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Butterfly:
    """Runs `butterfly …` in this process."""

    def run(*arguments: str | Path, stdin: str | bytes = "") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path) -> Path:
    """The data folder of the test, in which the shop is learned."""
    return Path(shutil.copytree(learned_shop, tmp_path / "data"))


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 23 November 2026, noon in Beijing, for every command."""
    monkeypatch.setattr(bootstrap, "_now", lambda: NOON)
