"""Says single lines and runs of lines in the persona's words, within a given room, with their marks."""

import re

from copilot.domain.draft import Brief, Task
from copilot.domain.ladder import Step
from copilot.writing.offline.lines import Line, whole
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.piece import Piece, cite
from copilot.writing.offline.quotes import quote_from
from copilot.writing.offline.sentences import shorten
from copilot.writing.offline.subject import Subject
from copilot.writing.offline.voice import Voice

LONGEST_RUN = 4
"""Sentences of one passage that are told in one go."""


class Sayer:
    """Turns lines of evidence into pieces."""

    def __init__(self, brief: Brief, phrases: Phrases, voice: Voice, subject: Subject) -> None:
        self._phrases, self._words, self._voice, self._subject = phrases, phrases.words, voice, subject
        self._no_figures = brief.step is Step.INTEREST and brief.task is not Task.REPLY

    def line(self, line: Line, room: int) -> Piece | None:
        """The line as this voice says it; None when it cannot stand alone or be cut to fit."""
        text = self._with_subject(line)
        said = self._spoken(text, room) if text else None
        return cite(said, line.n, line.key) if said else None

    def quote(self, review: list[Line], start: Line, room: int, wish: int) -> Piece | None:
        """The customer's own words from `start` on."""
        return quote_from(review, start, min(room, max(wish, self._words.quote_length)), self._words)

    def run(self, lines: list[Line], room: int) -> list[Piece]:
        """The first line and those after it, fullest first. It may lean on a question; figures carry their mark."""
        runs: list[Piece] = []
        said, keys, left = "", frozenset[str](), room
        for line in lines[:LONGEST_RUN]:
            text = self._spoken(line.text, left)
            skipped = line.place != lines[0].place + len(keys)
            if not text or skipped or (self._no_figures and line.figure):
                break
            keys |= {line.key}
            so_far = f"{said}{self._words.full_stop}{text}" if said else text
            if said or len(text) >= self._words.short_answer:
                runs.insert(0, Piece(f"{so_far}[{line.n}]", keys))
            said, left = so_far + (f"[{line.n}]" if line.figure else ""), left - len(text) - 1
            if len(text) < len(line.text) // 2:
                break
        return runs

    def _spoken(self, text: str, room: int) -> str | None:
        said = self._voice.readdress(self._phrases.spoken(text))
        return shorten(said, room, self._words, self._phrases.language)

    def _with_subject(self, line: Line) -> str | None:
        """The line with its leading pronoun replaced by the product; None when it leans on something unknown."""
        if whole(line, self._phrases):
            return line.text
        if self._subject.name and re.match(self._words.pronoun, line.text):
            named = self._words.pronoun_to.replace("{product}", self._subject.name)
            return re.sub(self._words.pronoun, lambda _: named, line.text, count=1)
        return None
