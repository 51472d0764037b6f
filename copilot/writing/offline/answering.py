"""The customer's questions and what can be said to them."""

import re
from functools import cached_property
from itertools import product

from copilot.domain.conversation import Objection
from copilot.domain.draft import Brief
from copilot.domain.evidence import EvidenceItem
from copilot.writing.likeness import Weights
from copilot.writing.offline.answers import Answer, answer_to
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.lines import Line, question_of
from copilot.writing.offline.piece import Piece, join
from copilot.writing.offline.prices import fact_piece, price_pieces
from copilot.writing.offline.saying import Sayer
from copilot.writing.offline.subject import Subject
from copilot.writing.offline.words import Words

ANY_ROOM = 10_000
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
"""A capital inside an English sentence begins a name."""
MOST_QUESTIONS = 3
MOST_ANSWERS = 2
SURE_OF_ADVICE = 0.85
"""Worth below which an answer about something near is not what a customer who wants advice needs."""


class Answering:
    """Answers to one customer."""

    def __init__(  # noqa: PLR0913 - the parts of one brief, joined once
        self,
        brief: Brief,
        by_item: dict[EvidenceItem, list[Line]],
        words: Words,
        weights: Weights,
        sayer: Sayer,
        subject: Subject,
        dice: Dice,
    ) -> None:
        self._brief, self._by_item, self._words, self._weights = brief, by_item, words, weights
        self._sayer, self._subject, self._dice = sayer, subject, dice
        self._items = list(by_item)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What the customer asks now: as read, else the sentences of their last words that ask."""
        if self._brief.reading:
            chased = self.chased
            return tuple(q for q in self._brief.reading.questions if not (chased and re.search(self._words.chases, q)))
        said = self._brief.conversation.customer_words if self._brief.conversation else ""
        return tuple(s for s in re.split(r"(?<=[？?。！\n])", said) if re.search(self._words.asks, s.strip()))

    @property
    def chased(self) -> bool:
        """Whether the customer asks after what we promised and have not done."""
        reading, chat = self._brief.reading, self._brief.conversation
        owed = bool(reading and reading.promises and chat)
        return owed and bool(re.search(self._words.chases, chat.customer_words if chat else "", re.IGNORECASE))

    @cached_property
    def answers(self) -> list[Answer]:
        """Answers found for the questions."""
        return list(dict.fromkeys(a for a in self._by_question.values() if a))[:MOST_ANSWERS]

    @cached_property
    def _by_question(self) -> dict[str, Answer | None]:
        return {question: self._answer(question) for question in self.questions[:MOST_QUESTIONS]}

    def _answer(self, question: str) -> Answer | None:
        elsewhere = self._names_asked(question)
        near = {
            item: lines
            for item, lines in self._by_item.items()
            if not self._of_another_kind(question, item) and all(name in item.text for name in elsewhere)
        }
        lines = [line for found in near.values() for line in found]
        answer = answer_to(question, list(near), lines, self._words, self._weights, self._subject.name_terms)
        if answer is None or (self._leaves_choice(question) and answer.score < SURE_OF_ADVICE):
            return None
        return answer if self._said(answer, ANY_ROOM) else None

    def _names_asked(self, question: str) -> set[str]:
        """Names in a question besides the brand's own: what is said of Alaska answers nothing about Norway."""
        brand = self._brief.brand
        own = " ".join([brand.name, *(n for p in brand.products for n in p.names)]).casefold()
        return {name for name in _NAME.findall(question) if name.casefold() not in own}

    def _of_another_kind(self, question: str, item: EvidenceItem) -> bool:
        """Whether the item answers for a kind of product (kettle) that the customer does not speak of: they ask about
        another (mug), or about none of a brand's several."""
        told = self._subject.kinds_in(question_of(item))
        asked = self._subject.kinds_in(question) or self._subject.kinds_meant
        return bool(told and not asked & told and (asked or self._subject.has_several_kinds))

    @property
    def unanswered(self) -> bool:
        """Whether the customer asks something to be looked up for which nothing was found; advice is not looked up."""
        return not self.answers and any(not self._needs_no_looking_up(question) for question in self.questions)

    @property
    def left_open(self) -> bool:
        """Whether some of what is asked is answered and some has to be looked up."""
        said = self.answers
        return bool(said) and any(
            self._by_question.get(q) not in said and not self._needs_no_looking_up(q) for q in self.questions
        )

    def _needs_no_looking_up(self, question: str) -> bool:
        """Whether a question wants advice, or is how a customer objects to the price."""
        objects = self._brief.reading is not None and self._brief.reading.objection is Objection.PRICE
        haggles = objects and any(h.price and re.search("|".join(h.asks), question, re.I) for h in self._words.hints)
        return haggles or self._leaves_choice(question)

    def _leaves_choice(self, question: str) -> bool:
        return bool(re.search(self._words.advice, question, re.IGNORECASE))

    @property
    def from_review(self) -> bool:
        """Whether all that can be said to a question is what a customer wrote."""
        return bool(self.answers) and all(a.line is not None and a.line.is_review for a in self.answers)

    def full(self, room: int) -> list[Piece]:
        """Answers to all that was asked, as full as the room allows; only then answers to a part of it."""
        each = [said for at, a in enumerate(self.answers) if (said := self._anchored(a, room, later=at > 0))]
        together = [join(list(chosen), self._words.full_stop) for chosen in product(*each)] if each else []
        return [*(p for p in together if p.length <= room), *(said[0] for said in each)]

    def brief(self, room: int) -> list[Piece]:
        """The short answer to a single question; a price in every way it can be said, the shortest first."""
        if len(self.questions) != 1 or not self.answers:
            return []
        shortest_first = self._said(self.answers[0], room)[::-1]
        return shortest_first if self.answers[0].price else shortest_first[:1]

    def _anchored(self, answer: Answer, room: int, *, later: bool) -> list[Piece]:
        """An answer; a later one out of the FAQ begins with its question, or nobody knows what it answers."""
        said = self._said(answer, room)
        question = question_of(answer.item) if later and answer.item else ""
        return [Piece(f"{question}{self._words.question_mark}{p.text}", p.keys) for p in said] if question else said

    def _said(self, answer: Answer, room: int) -> list[Piece]:
        if answer.price:
            return price_pieces(self._items, self._words, self._dice)
        if answer.line:
            review = next((found for found in self._by_item.values() if answer.line in found), [])
            quoted = answer.line.is_review
            said = self._sayer.quote(review, answer.line, room, room) if quoted else self._sayer.line(answer.line, room)
            return [said] if said else []
        if answer.item is None:
            return []
        if answer.item.fact:
            return [fact_piece(answer.item, answer.item.fact, self._words, self._dice)]
        return self._sayer.run(self._by_item[answer.item], room)
