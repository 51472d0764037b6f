"""Whether two questions that sound alike are about the same: the words that are not in both have to be alike too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from copilot.knowledge.nearness import Nearness
from copilot.knowledge.search.cutting import Cutter
from copilot.yaml_text import read_yaml

WORDS_ALIKE = 0.55
"""Cosine from which what one question says and the other does not means the same. With the built-in encoder, in twenty
pairs of questions of the same frame: other words for the same .62–.90, another matter .22–.48."""


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Words that tell nothing, and groups of words that lie near and are two matters."""

    plain: frozenset[str]
    apart: tuple[tuple[frozenset[str], ...], ...]

    @staticmethod
    def load(path: Path) -> "TellingWords":
        """From a file of lists: `plain` of words, `apart` of groups of words."""
        data = read_yaml(path.read_text("utf-8"))
        plain = frozenset(word for line in data["plain"] for word in line)
        return TellingWords(plain, tuple(tuple(frozenset(group) for group in groups) for groups in data["apart"]))

    def differ(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether the words of two questions name different members of a set of matters that exclude each other."""
        ones, others = set(one), set(other)
        for groups in self.apart:
            mine = {i for i, group in enumerate(groups) if group & ones}
            theirs = {i for i, group in enumerate(groups) if group & others}
            if mine and theirs and not mine & theirs:
                return True
        return False


def same_matter(one: str, other: str, nearness: Nearness) -> bool:
    """Whether the telling words of two questions are alike, all of them: “孕妇能喝吗” and “小孩能喝吗” are two matters.

    Of words that only one of them has, nothing is said. Raises `ModelFailed` from the embedder.
    """
    table, cutter = _table(), _cutter()
    ones = [w for w in dict.fromkeys(cutter.cut(one).words) if w not in table.plain]
    others = [w for w in dict.fromkeys(cutter.cut(other).words) if w not in table.plain]
    if table.differ(ones, others):
        return False
    left, right = _left(ones, others), _left(others, ones)
    if not left or not right:
        return True
    return nearness([_joined(left)], [_joined(right)])[0] >= WORDS_ALIKE


def telling_runs(text: str) -> list[str]:
    """The stretches of Chinese characters in a text that are left between the words that tell nothing."""
    return [run for run in _frames().split(text) if run]


@cache
def _frames() -> re.Pattern[str]:
    plain = sorted((w for w in _table().plain if len(w) > 1 and not w.isascii()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, plain)))


def _left(words: list[str], others: list[str]) -> list[str]:
    """Those that are not among the others, not as a part of one and not around one."""
    return [w for w in words if not any(w in other or other in w for other in others)]


def _joined(words: list[str]) -> str:
    return (" " if all(w.isascii() for w in words) else "").join(words)


@cache
def _table() -> TellingWords:
    return TellingWords.load(Path(__file__).with_name("telling.yaml"))


@cache
def _cutter() -> Cutter:
    return Cutter()
