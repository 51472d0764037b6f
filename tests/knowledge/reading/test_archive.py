"""Archives: every member a file of its own; bombs, tricks and locked members refused by code, the others taken."""

import io
import zipfile
from collections.abc import Callable

import pytest

from copilot.errors import UnreadableFile
from copilot.knowledge.reading import Limits
from copilot.knowledge.reading.archive import unpack

LIMITS = Limits(file_bytes=1_000_000, unpacked_bytes=1_500_000, members=10)


def _zip(files: dict[str, bytes], *, encoding: str = "") -> bytes:
    """A zip; with `encoding` names are written as Windows writes them, without the mark for UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            placeholder = "x" * len(name.encode(encoding)) if encoding else name
            archive.writestr(placeholder, content)
    packed = stream.getvalue()
    for name in files if encoding else ():
        raw = name.encode(encoding)
        packed = packed.replace(b"x" * len(raw), raw)
    return packed


def _failed(content: bytes, limits: Limits = LIMITS) -> dict[str, str]:
    return {f.path: f.code for f in unpack("a.zip", content, limits).failed}


@pytest.mark.parametrize("encoding", ["", "gbk", "utf-8"])
def test_members_are_called_after_the_archive_and_their_path(encoding: str) -> None:
    members = unpack("资料.zip", _zip({"价格/双十一.csv": b"a"}, encoding=encoding), LIMITS).members
    assert [(m.name, m.content) for m in members] == [("资料.zip/价格/双十一.csv", b"a")]


def test_what_computers_add_is_left_out() -> None:
    files = {"a.md": b"a", "__MACOSX/._a.md": b"x", ".DS_Store": b"x", "b/.git/c": b"x", "~$a.docx": b"x", "d/": b""}
    assert [m.name for m in unpack("a.zip", _zip(files), LIMITS).members] == ["a.zip/a.md"]


def test_a_member_that_unfolds_to_too_much_does_not_stop_the_others() -> None:
    content = _zip({"bomb.txt": b"0" * 1_000_001, "a.md": b"a"})
    assert len(content) < 5000
    assert _failed(content) == {"a.zip/bomb.txt": "file_too_large"}
    assert [m.name for m in unpack("a.zip", content, LIMITS).members] == ["a.zip/a.md"]


def test_members_may_not_unfold_to_too_much_together() -> None:
    content = _zip({f"{n}.txt": b"0" * 700_000 for n in range(4)})
    assert _failed(content) == {"a.zip/2.txt": "file_too_large", "a.zip/3.txt": "file_too_large"}


def test_a_size_that_the_directory_lies_about_is_found_out() -> None:
    content = _zip({"a.txt": b"0" * 900_000}).replace((900_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert _failed(content) == {"a.zip/a.txt": "file_broken"}


def test_a_path_out_of_the_archive_is_refused() -> None:
    assert _failed(_zip({"../../etc/passwd": b"x"})) == {"a.zip/../../etc/passwd": "file_broken"}


def test_a_locked_member_is_named() -> None:
    content = bytearray(_zip({"a.txt": b"hello"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert _failed(bytes(content)) == {"a.zip/a.txt": "file_encrypted"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_zip({f"{n}.txt": b"a" for n in range(11)}), "file_too_large"),
        (_zip({f"{n}.txt": b"" for n in range(60)}), "file_too_large"),
        (_zip({}), "file_empty"),
        (b"PK\x03\x04 and then nothing", "file_broken"),
        (b"x" * 1_000_001, "file_too_large"),
    ],
)
def test_an_archive_that_cannot_be_opened_has_a_code(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        unpack("a.zip", content, LIMITS)
    assert caught.value.code == code


def test_an_archive_in_an_archive_is_not_opened(read: Callable[..., object]) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read("a.zip/b.zip", _zip({"a.md": b"a"}))
    assert caught.value.code == "file_nested"
