"""Text to search terms: dictionary words with the brand's own names, and character pairs where no dictionary helps."""

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from copilot.domain.word import Word
from copilot.knowledge.search.function_words import function_words
from copilot.knowledge.search.ideas import load_ideas
from copilot.knowledge.search.spelling import CJK, RUN, plain, stems
from copilot.knowledge.search.typed import written_out

_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\.)\s+|\.{3,}|…+")
_WRITTEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+(?:['’-][^\W_\u3400-\u9fff]+)*")
_NOUNS = ("n", "vn", "l")
SHORTEST_SENTENCE = 4
OWN_WORD_FREQUENCY = 20_000
"""Frequency given to the brand's names: above nearly every dictionary word, so that they are cut out whole."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, repeated as often as they occur."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    chars: tuple[str, ...] = ()
    """Single CJK characters and other words stemmed: what a short colloquial question shares with an answer."""
    ideas: tuple[str, ...] = ()
    """What a question asks about, or what a passage tells of, in whatever words."""


class Cutter:
    """Cuts texts and questions the same way. `names` are the brand's product names and aliases."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = _usable(names)
        self._lock = threading.Lock()
        self._jieba: Any = None

    def knows(self, names: Iterable[str]) -> bool:
        """Whether this cutter was made for just these names."""
        return self.names == _usable(names)

    def asked(self, question: str) -> Terms:
        """The terms a question is searched by: as `cut`, without function words where it has any other."""
        spelt = plain(written_out(question))
        runs = RUN.findall(spelt)
        telling = [run for run in runs if run not in function_words()]
        return self._terms(telling or runs, load_ideas().asked.ideas_in(spelt))

    def cut(self, text: str) -> Terms:
        """Words (CJK by dictionary with the shorter words inside them, others stemmed) and character pairs."""
        spelt = plain(text)
        return self._terms(RUN.findall(spelt), load_ideas().told.ideas_in(spelt))

    def places(self, text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where the words of `text`, made plain already, begin and end, and the terms each is searched by."""
        for run in RUN.finditer(text):
            if not CJK.match(run.group()):
                yield run.start(), run.end(), frozenset(stems(run.group()))
                continue
            jieba = self._load()
            for word, start, end in jieba.tokenize(run.group(), "default"):
                yield run.start() + start, run.start() + end, frozenset(jieba.cut_for_search(word))

    def words(self, text: str) -> list[Word]:
        """The words of `text` as it is written, those that a dictionary calls nouns marked; Latin ones whole."""
        found: list[Word] = []
        for run in _WRITTEN.finditer(text):
            at = run.start()
            if not CJK.match(run.group()):
                found.append(Word(run.group(), at, run.end()))
                continue
            for word, tag in self._load().tag(run.group()):
                found.append(Word(word, at, at + len(word), tag.startswith(_NOUNS)))
                at += len(word)
        return found

    def _terms(self, runs: Iterable[str], ideas: tuple[str, ...]) -> Terms:
        words: list[str] = []
        pairs: list[str] = []
        chars: list[str] = []
        for run in runs:
            if CJK.match(run):
                words += self._load().cut_for_search(run)
                chars += run
                pairs += (run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else (run,)
            else:
                words += stems(run)
                chars += stems(run)
                pairs.append(run)
        return Terms(tuple(words), tuple(pairs), tuple(chars), ideas)

    def warm(self) -> None:
        """Load the dictionary before the first text needs it."""
        if any(CJK.search(name) for name in self.names):
            self._load()

    def _load(self) -> Any:
        """The dictionary, when the first CJK character comes: it takes a tenth of a second and 25 MB, and a brand that
        writes in Latin letters never needs it."""
        with self._lock:
            if self._jieba is None:
                import rjieba

                jieba = rjieba.Jieba()
                for name in self.names:
                    for run in RUN.findall(name):
                        jieba.add_word(run, OWN_WORD_FREQUENCY, None)
                self._jieba = jieba
        return self._jieba


def _usable(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(name) for name in names if len(name.strip()) > 1)


def sentences(text: str, most: int) -> list[str]:
    """The sentences of a text of more than one, at most `most` (the rest joins the last); else nothing."""
    parts = [p.strip() for p in _SENTENCE.split(text) if p]
    parts = [p for p in parts if len(p) >= SHORTEST_SENTENCE]
    if len(parts) < 2:
        return []
    if len(parts) > most:
        parts = [*parts[: most - 1], " ".join(parts[most - 1 :])]
    return parts
