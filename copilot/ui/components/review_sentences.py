"""A text cut into its sentences, each with where it starts."""

import re

_END = re.compile(r"[。！？!?…；;\n]+[”’」』）)\"']*|\.(?=\s|$)")
_MARK = re.compile(r"[ \u3000]?\[\d{1,3}\]")


def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences with what ends them and the marks behind, without blanks around: `text[start:start + len(s)] == s`."""
    found: list[tuple[int, str]] = []
    start = 0
    for end in _END.finditer(text):
        stop = end.end()
        while mark := _MARK.match(text, stop):
            stop = mark.end()
        _add(found, text, start, stop)
        start = stop
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[tuple[int, str]], text: str, start: int, stop: int) -> None:
    piece = text[start:stop]
    if inner := piece.strip():
        found.append((start + piece.index(inner), inner))
