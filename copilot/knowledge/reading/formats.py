"""Which format a file is in: what its content clearly is, and else what the ending of its name says."""

import io
import re
import zipfile
from enum import StrEnum

from copilot.errors import UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|table|meta)\b", re.I | re.S
)
_TEXT_ENDINGS = frozenset({".md", ".txt", ".csv", ".tsv", ".html", ".htm", ".yaml", ".yml"})


class Format(StrEnum):
    """The formats that are read."""

    MARKDOWN = "md"
    TEXT = "txt"
    DELIMITED = "csv"
    SPREADSHEET = "xlsx"
    WORD = "docx"
    SLIDES = "pptx"
    PDF = "pdf"
    HTML = "html"
    CARDS = "yaml"
    ARCHIVE = "zip"


_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    Format.MARKDOWN: "text/markdown",
    Format.TEXT: "text/plain",
    Format.DELIMITED: "text/csv",
    Format.SPREADSHEET: f"{_OFFICE}spreadsheetml.sheet",
    Format.WORD: f"{_OFFICE}wordprocessingml.document",
    Format.SLIDES: f"{_OFFICE}presentationml.presentation",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
    Format.CARDS: "application/yaml",
    Format.ARCHIVE: "application/zip",
}
_ENDINGS = {
    ".md": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".csv": Format.DELIMITED,
    ".tsv": Format.DELIMITED,
    ".xlsx": Format.SPREADSHEET,
    ".xlsm": Format.SPREADSHEET,
    ".docx": Format.WORD,
    ".docm": Format.WORD,
    ".pptx": Format.SLIDES,
    ".pptm": Format.SLIDES,
    ".pdf": Format.PDF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".yaml": Format.CARDS,
    ".yml": Format.CARDS,
    ".zip": Format.ARCHIVE,
}
MEDIA_TYPES = {ending: _TYPES[kind] for ending, kind in _ENDINGS.items()}
"""The endings of names that are read, with their media types."""
_OLD = frozenset({".xls", ".doc", ".ppt", ".et", ".wps", ".dps"})
_MAIN_PARTS = {
    "xl/workbook.xml": Format.SPREADSHEET,
    "word/document.xml": Format.WORD,
    "ppt/presentation.xml": Format.SLIDES,
}


def media_type(kind: Format) -> str:
    """The media type of a format."""
    return _TYPES[kind]


def find_format(name: str, content: bytes) -> Format:
    """The format of a file, in which a wrong ending does not matter where the content is plain.

    Raises `UnreadableFile`: `file_old` for Office files from before 2007, `file_encrypted` for those with a password,
    `file_foreign` for everything else that is not read.
    """
    ending = _ending(name)
    if content.startswith(_OLE):
        # A password turns an Office file into an OLE container with this stream; the old formats have other streams.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(name, "file_encrypted", "protected by a password")
        raise UnreadableFile(name, "file_old", "an Office file from before 2007; save it anew")
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(b"PK\x03\x04"):
        return _package(name, content, _ENDINGS.get(ending))
    named = _ENDINGS.get(ending)
    if ending in _OLD or named in (Format.SPREADSHEET, Format.WORD):
        # Shop systems export web pages and delimited text under the names of spreadsheets.
        if _HTML.match(content[:4096]):
            return Format.HTML
        if ending == ".xls" and b"\0" not in content[:4096] and re.search(rb"[\t,]", content[:4096]):
            return Format.DELIMITED
    if ending in _OLD:
        raise UnreadableFile(name, "file_old", "save it anew in the format of today")
    if named is None:
        raise UnreadableFile(name, "file_foreign", f"{ending or 'no ending'} is not read")
    if named is Format.TEXT and _HTML.match(content[:4096]):
        return Format.HTML
    return named


def is_archive(name: str, content: bytes) -> bool:
    """Whether a file holds files of its own."""
    try:
        return find_format(name, content) is Format.ARCHIVE
    except UnreadableFile:
        return False


def _package(name: str, content: bytes, named: Format | None) -> Format:
    """A zip by what is in it; one that cannot be opened stays what it is called."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError) as error:
        if named is None or _ending(name) in _TEXT_ENDINGS:
            raise UnreadableFile(name, "file_foreign", "not a text file") from error
        raise UnreadableFile(name, "file_broken", str(error)) from error
    if "[Content_Types].xml" in parts:
        kind = next((k for part, k in _MAIN_PARTS.items() if part in parts), None)
        if kind is None:
            raise UnreadableFile(name, "file_foreign", "a package of an unknown kind")
        return kind
    if named is Format.ARCHIVE or named is None:
        return Format.ARCHIVE if named else _foreign(name)
    if named in (Format.SPREADSHEET, Format.WORD, Format.SLIDES):
        return named
    return Format.ARCHIVE


def _foreign(name: str) -> Format:
    raise UnreadableFile(name, "file_foreign", "a package of an unknown kind")


def _ending(name: str) -> str:
    file = name.rpartition("/")[2]
    return f".{file.rpartition('.')[2].lower()}" if "." in file else ""
