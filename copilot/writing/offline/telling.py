"""What may be told unasked: FAQ entries with their question, and stories that are ours to tell."""

import re

from copilot.domain.draft import Brief
from copilot.domain.evidence import EvidenceItem, Role
from copilot.domain.language import Language
from copilot.writing.likeness import Weights, terms
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.lines import Line, question_of, whole
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.piece import Piece
from copilot.writing.offline.saying import Sayer
from copilot.writing.offline.sentences import is_sayable
from copilot.writing.offline.subject import Subject


class Teller:
    """FAQ pairs and stories of one brief, the most to the point first."""

    def __init__(
        self, brief: Brief, phrases: Phrases, subject: Subject, sayer: Sayer, weights: Weights, dice: Dice
    ) -> None:
        self._brief, self._phrases, self._words = brief, phrases, phrases.words
        self._subject, self._sayer, self._weights, self._dice = subject, sayer, weights, dice

    def asked_answers(self, by_item: dict[EvidenceItem, list[Line]], room: int) -> list[Piece]:
        """Questions customers ask, each with the start of its answer."""
        pairs: list[tuple[float, Piece]] = []
        for item, lines in by_item.items():
            question = question_of(item)
            if item.role is Role.FAQ and 0 < len(question) < room and self.is_of_use(item):
                near = self._nearness(question) + 0.4 * self._dice.roll("faq", question)
                opening = f"{question}{self._words.question_mark}"
                runs = self._sayer.run(lines, room - len(opening))
                pairs += [(near, Piece(f"{opening}{answer.text}", answer.keys)) for answer in runs]
        return [pair for _, pair in sorted(pairs, key=lambda p: -p[0])]

    def is_of_use(self, item: EvidenceItem) -> bool:
        """Whether an FAQ entry is about using this product, not about terms of sale or another product."""
        question = question_of(item)
        own = not self._subject.wanted or self._subject.is_named_in(question)
        business = re.search(self._words.business, question, re.IGNORECASE)
        return own and not business and is_sayable(question, self._words)

    def stories(self, by_item: dict[EvidenceItem, list[Line]], room: int) -> list[Piece]:
        """Stories from their beginning; none that sells."""
        told: list[tuple[float, Piece]] = []
        for item, lines in by_item.items():
            if item.role is not Role.STORY or not lines or not self._opens_a_story(item, lines):
                continue
            near = self._nearness(item.text) + 0.5 * self._dice.roll("story", item.text)
            told += [(near, r) for r in self._sayer.run(lines, room) if len(r.keys) > 1 or len(lines) == 1]
        return [run for _, run in sorted(told, key=lambda p: -p[0])]

    def _opens_a_story(self, item: EvidenceItem, lines: list[Line]) -> bool:
        sells = any(re.search(self._words.sales, line.text, re.IGNORECASE) for line in lines)
        begins = lines[0].place == 0 and whole(lines[0], self._phrases)
        return begins and not sells and self._is_ours(item, lines)

    def _is_ours(self, item: EvidenceItem, lines: list[Line]) -> bool:
        """Not a post that somebody else wrote in the first person, nor one this persona posted already."""
        persona = self._brief.persona
        above, _, author = (item.passage.heading if item.passage else "").rpartition(">")
        author = author.strip()
        posted = persona.samples if persona else ()
        if any(line.raw in sample for line in lines for sample in posted):
            return False
        if persona and author == persona.name:
            return True
        longest_name = 3 if self._phrases.language is Language.ZH else 12
        somebody = bool(above) and 0 < len(author) <= longest_name and " " not in author
        return not somebody and not any(re.search(self._words.story_voice, line.text) for line in lines)

    def _nearness(self, text: str) -> float:
        focus = self._subject.focus
        return self._weights.share(focus, terms(text, self._words.stop_words)) if focus else 0.0
