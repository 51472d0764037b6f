"""Which files of a folder are read, and in which order."""

from pathlib import Path

import pytest

from copilot.errors import UnreadableFile
from copilot.knowledge.reading import discover


def test_the_card_comes_first_and_hidden_files_never(tmp_path: Path) -> None:
    for name in ("z.md", "a/brand.yaml", "a/b.csv", "~$z.md", ".hidden.md", ".git/x.md", "a/scripts.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert [f.name for f in discover([tmp_path])] == ["a/brand.yaml", "a/scripts.yaml", "a/b.csv", "z.md"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("x")
    assert [f.name for f in discover([file, tmp_path])] == ["a.md"]


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        discover([tmp_path / "nothing"])
    assert caught.value.code == "file_missing"
