"""Text to search terms: dictionary words with the brand's own names, and character pairs where no dictionary helps."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from copilot.knowledge.search.scripts import simplified

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\.)\s+|\.{3,}|…+")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
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


class Cutter:
    """Cuts texts and questions the same way. `names` are the brand's product names and aliases."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = _usable(names)
        self._lock = threading.Lock()
        self._jieba: Any = None
        self._stem: Any = None

    def knows(self, names: Iterable[str]) -> bool:
        """Whether this cutter was made for just these names."""
        return self.names == _usable(names)

    def asked(self, question: str) -> Terms:
        """The terms a question is searched by: as `cut`, without function words where it has any other."""
        runs = _RUN.findall(plain(question))
        telling = [run for run in runs if run not in function_words()]
        return self._terms(telling or runs)

    def cut(self, text: str) -> Terms:
        """Words (CJK by dictionary with the shorter words inside them, others stemmed) and character pairs."""
        return self._terms(_RUN.findall(plain(text)))

    def places(self, text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where the words of `text`, made plain already, begin and end, and the terms each is searched by."""
        jieba, stem = self._load()
        for run in _RUN.finditer(text):
            if not _CJK.match(run.group()):
                yield run.start(), run.end(), frozenset(stem.analyze(run.group()))
                continue
            for word, start, end in jieba.tokenize(run.group(), "default"):
                yield run.start() + start, run.start() + end, frozenset(jieba.cut_for_search(word))

    def _terms(self, runs: Iterable[str]) -> Terms:
        jieba, stem = self._load()
        words: list[str] = []
        pairs: list[str] = []
        chars: list[str] = []
        for run in runs:
            if _CJK.match(run):
                words += jieba.cut_for_search(run)
                chars += run
                pairs += (run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else (run,)
            else:
                stems = stem.analyze(run)
                words += stems
                chars += stems
                pairs.append(run)
        return Terms(tuple(words), tuple(pairs), tuple(chars))

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._jieba is None:
                import rjieba
                import tantivy

                jieba = rjieba.Jieba()
                for name in self.names:
                    for run in _RUN.findall(name):
                        jieba.add_word(run, OWN_WORD_FREQUENCY, None)
                simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
                self._stem = simple.filter(tantivy.Filter.stemmer("english")).build()
                self._jieba = jieba
        return self._jieba, self._stem


@cache
def function_words() -> frozenset[str]:
    """The words of `function_words.yaml`."""
    file = files(__package__) / "function_words.yaml"
    return frozenset(yaml.safe_load(file.read_text("utf-8"))["en"])


def _usable(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(name) for name in names if len(name.strip()) > 1)


def plain(text: str) -> str:
    """Full-width forms made half-width, letters made small, traditional characters simplified."""
    return simplified(unicodedata.normalize("NFKC", text).casefold())


def sentences(text: str, most: int) -> list[str]:
    """The sentences of a text of more than one, at most `most` (the rest joins the last); else nothing."""
    parts = [p.strip() for p in _SENTENCE.split(text) if p]
    parts = [p for p in parts if len(p) >= SHORTEST_SENTENCE]
    if len(parts) < 2:
        return []
    if len(parts) > most:
        parts = [*parts[: most - 1], " ".join(parts[most - 1 :])]
    return parts
