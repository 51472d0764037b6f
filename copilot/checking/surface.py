"""The text as rules read it: width, script and look-alikes made equal, with every offset kept."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from copilot.checking.sieve import Grams, grams_of

_CITATION = re.compile(r"\[\d{1,3}\]")
_ENDLESS = re.compile(r"[0-9]{25,}|[零一二两三四五六七八九十百千万亿]{25,}|[\x21-\x7e]{300,}")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|(?<![\s(.][a-z])\.(?=\s|$)")
_SIGHT = 150
_HAN = "\u3400-\u9fff"
_NOISE = (
    r"[ \t*·.\-_~^&#•'`\"\\\u00a0\u2009\u200b-\u200f\u2060\ufe0f\ufeff\u2022\u2600-\u27bf\U0001f300-\U0001faff]{1,3}"
)
_ASCII_LOWER = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，！？：；（）"}
_CIRCLED = {code: str(code - 0x2460 + 1) for code in range(0x2460, 0x2469)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence by its offsets in the text, end exclusive."""

    start: int
    end: int


class Surface:
    """One text in the two forms that checks read.

    `plain` has the length of `text`, so offsets are the same; citation marks in it are blanks. `tight` also drops what
    people put between characters to get past a filter; `span` leads back from it.
    """

    def __init__(self, text: str, tables: "SurfaceTables") -> None:
        self.text = text
        plain = _CITATION.sub(lambda m: " " * len(m[0]), text).translate(tables.same_length)
        # No claim is that long, and patterns would take quadratic time over it.
        self.plain = _ENDLESS.sub(lambda m: "#" * len(m[0]), plain)
        self._tables = tables

    @cached_property
    def _tight(self) -> tuple[str, tuple[int, ...]]:
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        for found in self._tables.disguise.finditer(self.plain):
            pieces.append(self.plain[at : found.start()])
            origin.extend(range(at, found.start()))
            if plain_word := self._tables.spelled.get(found[0]):
                pieces.append(plain_word)
                origin.extend([found.start()] * len(plain_word))
            at = found.end()
        pieces.append(self.plain[at:])
        origin.extend(range(at, len(self.plain) + 1))
        return "".join(pieces).translate(_CIRCLED), tuple(origin)

    @property
    def tight(self) -> str:
        """The text for wording rules."""
        return self._tight[0]

    @cached_property
    def tight_grams(self) -> Grams:
        """What `tight` has of what patterns need."""
        return grams_of(self.tight)

    @cached_property
    def plain_grams(self) -> Grams:
        """What `plain` has of what patterns need."""
        return grams_of(self.plain)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `text` of `tight[start:end]`; the end falls before the next character that was kept."""
        origin = self._tight[1]
        last = origin[end - 1] if end > start else origin[start]
        after = last + 1
        for spelled in self._tables.spelled:
            if self.plain.startswith(spelled, last):
                after = last + len(spelled)
        return origin[start], after

    def placed(self, at: int) -> int:
        """The offset in `text` of the character of `tight` at `at`."""
        return self._tight[1][at]

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """Sentences of `plain` in order, without their closing marks; empty ones left out."""
        found: list[Stretch] = []
        at = 0
        for end in (*(m.span() for m in _SENTENCE_END.finditer(self.plain)), (len(self.plain), len(self.plain))):
            if self.plain[at : end[0]].strip():
                found.append(Stretch(at, end[0]))
            at = end[1]
        return tuple(found)

    def sentence_at(self, offset: int) -> Stretch:
        """The sentence that holds `offset`, no more than 150 characters of it on either side."""
        at = bisect_right(self._starts, offset) - 1
        sentence = self.sentences[at] if at >= 0 else Stretch(0, len(self.plain))
        if not sentence.start <= offset < sentence.end:
            sentence = Stretch(0, len(self.plain))
        return Stretch(max(sentence.start, offset - _SIGHT), min(sentence.end, offset + _SIGHT))

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]


class SurfaceTables:
    """What counts as the same character or word. Built once from the rule files."""

    def __init__(
        self, simplified: Mapping[str, str], look_alikes: Mapping[str, str], spelled: Mapping[str, str]
    ) -> None:
        pairs = {ord(a): b for a, b in {**simplified, **look_alikes}.items()}
        self.same_length: dict[int, str] = {**_FULL_WIDTH, 0x3000: " ", **_ASCII_LOWER, **pairs}
        for code in range(0xFF21, 0xFF3B):
            self.same_length[code] = chr(code - 0xFEE0).lower()
        self.spelled = dict(spelled)
        words = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True)) or r"(?!)"
        self.disguise = re.compile(
            rf"(?<=[{_HAN}]){_NOISE}(?=[{_HAN}\u2460-\u2468])|(?<![a-z])(?:{words})(?=[{_HAN}])|(?<=[{_HAN}])(?:{words})(?![a-z])"
        )
