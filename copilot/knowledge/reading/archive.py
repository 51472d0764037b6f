"""Opens .zip files: each member a file of its own, with a bound on how many there are and what they unfold to."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from copilot.domain.document import FileFailure
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.folders import is_hidden
from copilot.knowledge.reading.limits import Limits

_UTF8 = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, under the archive's name and its own path."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds, and what of it could not be taken out, and why."""

    members: tuple[Member, ...]
    failed: tuple[FileFailure, ...] = ()


def unpack(name: str, content: bytes, limits: Limits) -> Unpacked:
    """The members of the zip called `name`, in its order; hidden files and what macOS adds are left out.

    A bad member is told among `failed` and does not stop the others. Raises `UnreadableFile`: `file_broken` for no
    zip, `file_too_large` for more members than are allowed, `file_empty` for none.
    """
    if len(content) > limits.file_bytes:
        raise UnreadableFile(name, "file_too_large", f"{len(content)} bytes, allowed are {limits.file_bytes}")
    if content.count(b"PK\x01\x02") > limits.members * 4:
        # Each entry costs memory before the first can be looked at.
        raise UnreadableFile(name, "file_too_large", f"more than {limits.members} files")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [e for e in archive.infolist() if not e.is_dir() and not is_hidden(_path(e))]
    except _BROKEN as error:
        raise UnreadableFile(name, "file_broken", f"{type(error).__name__}: {error}"[:200]) from error
    if len(entries) > limits.members:
        raise UnreadableFile(name, "file_too_large", f"{len(entries)} files, allowed are {limits.members}")
    if not entries:
        raise UnreadableFile(name, "file_empty", "no files in it")
    members: list[Member] = []
    failed: list[FileFailure] = []
    taken: set[str] = set()
    left = limits.unpacked_bytes
    for entry in entries:
        full = f"{name}/{_path(entry)}"
        try:
            if full in taken or ".." in PurePosixPath(_path(entry)).parts:
                raise UnreadableFile(full, "file_broken", "its path leaves the archive or stands in it twice")
            taken.add(full)
            members.append(Member(full, _content(archive, entry, full, min(left, limits.file_bytes))))
            left -= len(members[-1].content)
        except UnreadableFile as error:
            failed.append(FileFailure(full, error.code, str(error)))
    return Unpacked(tuple(members), tuple(failed))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, full: str, most: int) -> bytes:
    """The bytes of a member, unfolded piece by piece: what the directory says about its size may be a lie."""
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableFile(full, "file_encrypted", "protected by a password")
    if entry.file_size > most:
        raise UnreadableFile(full, "file_too_large", "unfolds to more than is allowed")
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise UnreadableFile(full, "file_too_large", "unfolds to more than is allowed")
    except _BROKEN as error:
        raise UnreadableFile(full, "file_broken", f"{type(error).__name__}: {error}"[:200]) from error
    return b"".join(pieces)


def _path(entry: zipfile.ZipInfo) -> str:
    """The member's path with `/`. Names without the UTF-8 mark are UTF-8 all the same, or what Windows in China writes."""
    written = entry.filename
    if not entry.flag_bits & _UTF8:
        raw = written.encode("cp437", "surrogateescape")
        for encoding in ("utf-8", "gb18030"):
            try:
                written = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(p for p in written.replace("\\", "/").split("/") if p not in ("", "."))
