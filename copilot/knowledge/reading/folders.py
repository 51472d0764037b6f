"""Finds the files to read below some paths, the brand's card first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from copilot.errors import UnreadableFile

_CARDS = ("brand.yaml", "brand.yml")
_SKIPPED_FOLDERS = frozenset({"__pycache__", "__MACOSX", "node_modules"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file on disk and the name it is learned under: relative to the folder that was given, with `/`."""

    path: Path
    name: str


def discover(paths: Iterable[Path]) -> list[FoundFile]:
    """The files at and below `paths`: brand cards first, then by name. Hidden and lock files (`~$…`) are skipped.

    A file that was named itself is always taken. Raises `UnreadableFile` (`file_missing`) for a path that is not there.
    """
    found: dict[Path, FoundFile] = {}
    for path in paths:
        if not path.exists():
            raise UnreadableFile(str(path), "file_missing", "no such file or folder")
        inside = [FoundFile(path, path.name)] if path.is_file() else _below(path)
        for file in inside:
            found.setdefault(file.path.resolve(), file)
    return sorted(
        found.values(), key=lambda f: (f.path.name not in _CARDS, f.path.suffix not in (".yaml", ".yml"), f.name)
    )


def is_hidden(path: str) -> bool:
    """Whether a path inside a folder or archive (with `/`) is what nobody means to hand on."""
    return any((p.startswith((".", "~$")) and p != "..") or p in _SKIPPED_FOLDERS for p in path.split("/"))


def _below(folder: Path) -> Iterator[FoundFile]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_file() and not is_hidden(relative):
            yield FoundFile(path, relative)
