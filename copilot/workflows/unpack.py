"""Archives among the files to learn: each member becomes a file of its own."""

from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath

from copilot.domain.document import FileFailure
from copilot.errors import UnreadableFile
from copilot.knowledge.reading import SeparateReader
from copilot.workflows.belonging import NamedFile

ARCHIVE_ENDING = ".zip"


def with_members(files: Iterable[NamedFile], reader: SeparateReader) -> tuple[list[NamedFile], list[FileFailure]]:
    """`files` with the members of archives in the place of the archives, and what could not be taken out."""
    opened: list[NamedFile] = []
    failed: list[FileFailure] = []
    for file in files:
        if file.place.suffix.lower() != ARCHIVE_ENDING:
            opened.append(file)
            continue
        try:
            unpacked = reader.unpack(file.name, file.load())
        except UnreadableFile as error:
            failed.append(FileFailure(file.name, error.code, str(error)))
            continue
        except OSError as error:
            failed.append(FileFailure(file.name, "file_missing", str(error)))
            continue
        failed += unpacked.failed
        for member in unpacked.members:
            inside = PurePosixPath(member.name).relative_to(file.name)
            opened.append(NamedFile(member.name, partial(bytes, member.content), path=file.place / inside))
    return opened, failed
