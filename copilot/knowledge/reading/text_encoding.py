"""Bytes of a text file to text: UTF-8 with or without a mark, UTF-16, GB18030, and Western single bytes."""

import codecs
import re

from copilot.errors import UnreadableFile

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BINARY = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)


def decode(name: str, content: bytes) -> str:
    """The text, with `\\n` at line ends. Raises `UnreadableFile` (`file_foreign`, `file_broken`) for what is no text."""
    if content.startswith(_BINARY):
        raise UnreadableFile(name, "file_foreign", "not a text file")
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_like_text(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(name, "file_broken", "no encoding makes text of it")


def _candidates(content: bytes) -> list[str]:
    marked = next((e for mark, e in _MARKS if content.startswith(mark)), None)
    if marked:
        return [marked]
    zeros_even, zeros_odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    half = max(1, min(len(content), 4096) // 2)
    if zeros_odd > half * 0.3:
        return ["utf-16-le"]
    if zeros_even > half * 0.3:
        return ["utf-16-be"]
    if 0 in content[:4096]:
        return ["utf-16-le", "utf-16-be"]
    # Chinese in GB18030 comes in pairs of high bytes; `café` in Windows-1252 has lone ones.
    high = len(re.findall(rb"[\x80-\xff]", content))
    pairs = len(re.findall(rb"[\x81-\xfe][\x40-\xfe]", content)) * 2
    lone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", content))
    western = high and lone * 2 > min(high, pairs or high) and high * 10 < len(content)
    return ["utf-8", "cp1252", "gb18030"] if western else ["utf-8", "gb18030", "cp1252"]


def _reads_like_text(text: str) -> bool:
    sample = text[:20000]
    odd = sum(1 for c in sample if (c < " " and c not in "\n\r\t\f\v") or c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    return odd * 50 <= max(50, len(sample))
