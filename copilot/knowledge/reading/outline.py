"""The path of headings above the place being read."""

import re

_NUMBERED = (
    re.compile(r"^第[一二三四五六七八九十\d]+[章节部分篇]"),
    re.compile(r"^[一二三四五六七八九十]+[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十\d]+[)）]"),
    re.compile(r"^\d{1,2}(?:\.\d{1,2})*[、.．\s]\s*(?=\D)"),
)
_BRACKETED = re.compile(r"^【[^】]{1,20}】$|^[=#*\-—]{2,}\s*[^=#*\-—]{1,24}\s*[=#*\-—]{2,}$")
_ENDS_SENTENCE = re.compile(r"[。，；！,;.!：:]$")
_LONGEST = 30


class Outline:
    """Grows and shrinks as headings come; a heading ends all those of its own or a deeper level."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._open)

    def enter(self, level: int, text: str) -> None:
        """Open a heading of `level` (1 is the highest)."""
        self._open = [(n, t) for n, t in self._open if n < level]
        if text:
            self._open.append((level, text[:120]))

    def enter_numbered(self, line: str, base: int = 7) -> None:
        """Open a heading that shows only by its number or brackets, below all real headings."""
        text = line.strip()
        level = next((n for n, p in enumerate(_NUMBERED) if p.match(text)), 0)
        self.enter(base + level, text.strip("【】=#*-— "))

    @staticmethod
    def reads_like_heading(line: str, stands_alone: bool) -> bool:
        """Whether a line without markup is a heading: short, numbered or bracketed, not a sentence."""
        text = line.strip()
        if not text or len(text) > _LONGEST or _ENDS_SENTENCE.search(text):
            return False
        return bool(_BRACKETED.match(text)) or (stands_alone and any(p.match(text) for p in _NUMBERED[:3]))
