"""Ideas that a question and a passage can share without sharing a word: how customers put it, how files put it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.knowledge.search.function_words import function_words
from copilot.knowledge.search.spelling import CJK, RUN, plain, stems
from copilot.yaml_text import read_yaml

IDEAS_FILE = "ideas.yaml"
NOTHING = "_nothing"
SHORTEST_STEM = 3

Words = tuple[str, ...]
Longest = Mapping[str, Sequence[tuple[str | Words, Sequence[str]]]]
"""What begins with one or two characters (or a stem), the longest first, each with its ideas."""


class _Idea(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    said: str = ""
    asked: str = ""
    told: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What to look for on one side, and the ideas it stands for."""

    chinese: Longest
    latin: Longest
    patterns: tuple[tuple[str, re.Pattern[str]], ...] = ()

    def ideas_in(self, text: str) -> tuple[str, ...]:
        """The ideas of a text spelt `plain`, as often as they are said; of two sayings, one inside the other, the
        longer counts."""
        return tuple(idea for ideas, _, _ in self.places(text) for idea in ideas if idea != NOTHING)

    def places(self, text: str) -> Iterator[tuple[Sequence[str], int, int]]:
        """What is said where in a text spelt `plain`: the ideas, and from which character to which."""
        yield from self._chinese(text)
        yield from self._latin(
            [(stem, *m.span()) for m in RUN.finditer(text) if not CJK.match(m[0]) for stem in stems(m[0])]
        )
        yield from (((idea,), *m.span()) for idea, pattern in self.patterns if (m := pattern.search(text)))

    def _chinese(self, text: str) -> Iterator[tuple[Sequence[str], int, int]]:
        beginnings = self.chinese
        reached = 0
        for start, character in enumerate(text):
            # Nearly every character begins a saying, few pairs of characters do.
            for saying, ideas in beginnings.get(text[start : start + 2]) or beginnings.get(character, ()):
                if start + len(saying) > reached and text.startswith(str(saying), start):
                    reached = start + len(saying)
                    yield ideas, start, reached
                    break

    def _latin(self, text: Sequence[tuple[str, int, int]]) -> Iterator[tuple[Sequence[str], int, int]]:
        spelt = tuple(stem for stem, _, _ in text)
        reached = 0
        for at, (stem, start, _) in enumerate(text):
            for saying, ideas in self.latin.get(stem, ()):
                if at + len(saying) > reached and spelt[at : at + len(saying)] == saying:
                    reached = at + len(saying)
                    yield ideas, start, text[reached - 1][2]
                    break


@dataclass(frozen=True, slots=True)
class Ideas:
    """The ideas of `ideas.yaml`. `fingerprint` changes with them: passages are indexed by what they tell."""

    names: tuple[str, ...]
    asked: Sayings
    told: Sayings
    fingerprint: str


@cache
def load_ideas() -> Ideas:
    """The ideas that come with the program."""
    return read_ideas(shipped_ideas())


def asked_sayings(raw: bytes | None = None) -> dict[str, list[str]]:
    """By idea, all that a question may say of it, spelt `plain`."""
    ideas = _parsed(shipped_ideas() if raw is None else raw)
    return {n: [*_split(i.said), *_split(i.asked)] for n, i in ideas.items() if n != NOTHING}


def told_sayings() -> dict[str, list[str]]:
    """By idea, all that a passage may say of it, spelt `plain`."""
    ideas = _parsed(shipped_ideas())
    return {n: [*_split(i.said), *_split(i.told)] for n, i in ideas.items() if n != NOTHING}


def read_ideas(raw: bytes, without: Iterable[str] = ()) -> Ideas:
    """Ideas from a YAML text, leaving the sayings `without` out of what is asked."""
    ideas = _parsed(raw)
    unwanted = frozenset(without)
    asked = [(n, s) for n, i in ideas.items() for s in (*_split(i.said), *_split(i.asked)) if s not in unwanted]
    told = [(n, s) for n, i in ideas.items() for s in (*_split(i.said), *_split(i.told))]
    shown = tuple((n, re.compile(i.shows)) for n, i in ideas.items() if i.shows)
    names = tuple(name for name in ideas if name != NOTHING)
    return Ideas(names, _sayings(asked, ()), _sayings(told, shown), sha256(raw).hexdigest()[:8])


def shipped_ideas() -> bytes:
    """`ideas.yaml` as it comes with the program."""
    return (files(__package__) / IDEAS_FILE).read_bytes()


def _parsed(raw: bytes) -> dict[str, _Idea]:
    read = read_yaml(raw)
    return {name: _Idea.model_validate(idea) for name, idea in read.items()}


def _split(sayings: str) -> list[str]:
    return [plain(saying.strip()) for saying in sayings.split(",") if saying.strip()]


def _sayings(listed: Sequence[tuple[str, str]], patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> Sayings:
    chinese: dict[str | Words, list[str]] = {}
    latin: dict[str | Words, list[str]] = {}
    for idea, saying in listed:
        if CJK.search(saying):
            chinese.setdefault(saying, []).append(idea)
        elif words := _telling(saying):
            latin.setdefault(words, []).append(idea)
    return Sayings(_by_pair(chinese), _by_beginning(latin), patterns)


def _telling(saying: str) -> Words:
    """The stems of a saying, nothing for a single word that says too little: a function word or a stump."""
    words = tuple(stem for run in RUN.findall(saying) for stem in stems(run))
    if len(words) == 1 and (saying in function_words() or (len(words[0]) < SHORTEST_STEM and words[0] != saying)):
        return ()
    return words


def _by_pair(sayings: Mapping[str | Words, Sequence[str]]) -> Longest:
    """By the first two characters; a saying of one character by that, and as the last of each pair it begins."""
    by_pair: dict[str, list[tuple[str | Words, Sequence[str]]]] = {}
    for character, begun in _by_beginning(sayings).items():
        single = [one for one in begun if len(one[0]) == 1]
        pairs = {str(saying[:2]) for saying, _ in begun if len(saying) > 1}
        by_pair |= {pair: [*(one for one in begun if one[0][:2] == pair), *single] for pair in pairs}
        if single:
            by_pair[character] = single
    return by_pair


def _by_beginning(sayings: Mapping[str | Words, Sequence[str]]) -> Longest:
    beginnings: dict[str, list[tuple[str | Words, Sequence[str]]]] = {}
    for saying in sorted(sayings, key=len, reverse=True):
        beginnings.setdefault(saying[0], []).append((saying, tuple(dict.fromkeys(sayings[saying]))))
    return beginnings
