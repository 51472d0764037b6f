"""What the evidence offers for each slot of a pattern: the best line for the need, cut to the room, cited."""

import re
from collections.abc import Callable
from functools import cached_property
from itertools import islice, pairwise

from copilot.domain.draft import Brief
from copilot.domain.evidence import ChoiceKind, Evidence, Role
from copilot.domain.ladder import Step
from copilot.writing.likeness import terms, weigh
from copilot.writing.offline.advice import with_advised_product
from copilot.writing.offline.answering import ANY_ROOM, Answering
from copilot.writing.offline.assigned import deal_pieces
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.lines import Line, lines_of, question_of, usable_items
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.piece import Piece
from copilot.writing.offline.prices import choice_pieces, fact_piece, offer_pieces, per_year, price_pieces
from copilot.writing.offline.saying import Sayer
from copilot.writing.offline.slots import SLOTS, Slot, accepts, appeal
from copilot.writing.offline.subject import Subject
from copilot.writing.offline.telling import Teller
from copilot.writing.offline.voice import Voice

FEW = 4
"""Pieces looked at for one slot."""
MOST_BESIDE = 4
"""Facts laid beside each other in one reply."""


class Material:
    """The evidence of one brief, ready to be asked for pieces. `spent` collects what earlier variants used."""

    def __init__(self, brief: Brief, evidence: Evidence, phrases: Phrases, voice: Voice, dice: Dice) -> None:
        brief = with_advised_product(brief, evidence, phrases.words)
        self.brief, self.words, self.voice, self._dice = brief, phrases.words, voice, dice
        self.choice = evidence.choice
        offered = set(evidence.choice.facts) if evidence.choice else set()
        self.offered = [i for i in evidence.items if i.fact in offered]
        """Facts that lay several products beside each other. Said only so: one alone would be taken for another's."""
        self.items = [i for i in usable_items(brief, evidence) if i not in self.offered]
        self.by_item = {i: lines_of(i, phrases, brief.at) for i in self.items}
        self.lines = [line for found in self.by_item.values() for line in found]
        self.weights = weigh(line.words for line in self.lines)
        self.subject = Subject(brief, phrases.words, dice)
        self._item = {i.n: i for i in self.items}
        self._sayer = Sayer(brief, phrases, voice, self.subject)
        self._teller = Teller(brief, phrases, self.subject, self._sayer, self.weights, dice)
        self.answering = Answering(brief, self.by_item, phrases.words, self.weights, self._sayer, self.subject, dice)
        self.spent: set[str] = set()
        self._phrases = phrases
        self._known: dict[str, bool] = {}
        self._fits: dict[str, list[tuple[float, Line]]] = {}

    def piece(self, slot: str, taken: tuple[Piece, ...], room: int, wish: int) -> Piece | None:
        """The best piece for `slot` of at most `room` characters, near `wish`; None when nothing fits.

        `taken` are the pieces that stand before it in the text.
        """
        used = frozenset().union(*(p.keys for p in taken))
        if special := self._special.get(slot):
            found = special(room)
        elif slot == "more":
            found = self._next_line(taken[-1], room) if taken else []
        else:
            found = self._from_lines(slot, used, room, wish)
        found = [p for p in found if p.length <= room and not p.keys & used and self.voice.allows(p.text)]
        unspent = [p for p in found if not p.keys & self.spent]
        return next(iter(unspent or found), None)

    def has(self, slot: str) -> bool:
        """Whether there is anything for `slot` at all."""
        if slot not in self._known:
            self._known[slot] = slot == "more" or self.piece(slot, (), ANY_ROOM, 40) is not None
        return self._known[slot]

    @cached_property
    def _special(self) -> dict[str, Callable[[int], list[Piece]]]:
        """Slots that are not filled from single lines; each takes the room."""
        return {
            "price": lambda _: price_pieces(self.items, self.words, self._dice),
            "split": lambda _: per_year(self.items, self.words, self._dice),
            "spec": lambda _: self._other_facts(),
            "choices": lambda _: choice_pieces(self.offered[:MOST_BESIDE], self.words, least=self._least_beside),
            "best_choice": lambda _: choice_pieces(self.offered[:1], self.words),
            "deal": lambda _: deal_pieces(self.items, self.brief, self._phrases),
            "answer": self.answering.full,
            "brief_answer": lambda room: self.answering.brief(min(room, self.words.brief_answer)),
            "asked_answer": lambda room: self._teller.asked_answers(self.by_item, room),
            "story": lambda room: self._teller.stories(self.by_item, room),
        }

    @property
    def _least_beside(self) -> int:
        """Models that could be meant are told apart only together; of products in a range a few will do."""
        models = self.choice is not None and self.choice.kind in (ChoiceKind.MODELS, ChoiceKind.COMPARE)
        return min(len(self.offered), MOST_BESIDE) if models else 1

    def _from_lines(self, name: str, used: frozenset[str], room: int, wish: int) -> list[Piece]:
        ranked = sorted(
            self._fitting(name), key=lambda pair: 0.3 * abs(len(pair[1].text) - wish) / max(wish, 1) - pair[0]
        )
        pieces = (self._piece_of(line, used, room, wish) for _, line in ranked)
        offers = offer_pieces(self.items, self.words, self._dice) if name == "offer" else []
        return [*offers, *islice((p for p in pieces if p), FEW)]

    def _piece_of(self, line: Line, used: frozenset[str], room: int, wish: int) -> Piece | None:
        if line.key in used:
            return None
        if line.is_review:
            return self._sayer.quote(self.by_item[self._item[line.n]], line, room, wish)
        return self._sayer.line(line, room)

    def _fitting(self, name: str) -> list[tuple[float, Line]]:
        """The lines a slot accepts, with their worth; worked out once."""
        if name not in self._fits:
            slot = SLOTS[name]
            self._fits[name] = [
                (self._worth(slot, line), line)
                for line in self.lines
                if accepts(slot, name, line, self.words)
                and self._figures_welcome(name, line)
                and self._about_this(line)
                and self._stands_unasked(name, line)
            ]
        return self._fits[name]

    def _worth(self, slot: Slot, line: Line) -> float:
        value = appeal(slot, line, self.words) + 1.2 * self.weights.share(line.words, self.subject.focus)
        value += self.weights.share(self.subject.focus, line.words) + self.weights.share(
            line.words, self.subject.wishes
        )
        value += 0.9 if line.is_review and line.place == 0 else 0
        return value + 0.5 * self._dice.roll("line", line.text)

    def _figures_welcome(self, name: str, line: Line) -> bool:
        """At `interest` figures and terms mean nothing yet; customers' own words may hold some."""
        plain = self.brief.step is not Step.INTEREST or name in ("voice", "voice_bad", "policy", "offer")
        return plain or not (line.figure or re.search(self.words.jargon, line.text))

    def _about_this(self, line: Line) -> bool:
        """Whether a line speaks of this product: not of another one or of another kind of thing."""
        if line.is_review:
            return True
        if not self.subject.name:
            # Terms of one product are no promise for whatever this customer has in mind, and what is said of one
            # without its name would be taken for it.
            named = self.subject.names_others(line.text)
            return not named if line.role in (Role.POLICY, Role.FAQ) else named or not self._of_one_product(line)
        passage = self._item[line.n].passage
        own = passage is not None and passage.product is not None
        return not self.subject.names_others(line.text) and (own or not self.subject.names_other_kind(line.text))

    def _of_one_product(self, line: Line) -> bool:
        """Whether a reply's line was written about one product of several."""
        passage = self._item[line.n].passage
        several = len(self.brief.brand.products) > 1
        return several and passage is not None and passage.product is not None

    def _stands_unasked(self, name: str, line: Line) -> bool:
        """Whether a line out of the FAQ can be said without its question; others always can."""
        if line.role is not Role.FAQ:
            return True
        item = self._item[line.n]
        if name == "policy":
            return bool(re.search(self.words.inviting, question_of(item), re.IGNORECASE))
        return self._teller.is_of_use(item) and any(name in line.text for name in self.subject.names)

    def _next_line(self, before: Piece, room: int) -> list[Piece]:
        """The sentence right after the one just taken, from the same passage."""
        found = []
        for lines in self.by_item.values():
            for line, following in pairwise(lines):
                if line.key in before.keys and not line.is_review and following.place == line.place + 1:
                    said = self._sayer.line(following, room)
                    found += [said] if said else []
        return found

    def _other_facts(self) -> list[Piece]:
        facts = [i for i in self.items if i.fact and i.role is Role.SPEC]
        return [fact_piece(i, i.fact, self.words, self._dice) for i in self._dice.shuffled("fact", facts) if i.fact]

    @cached_property
    def pain(self) -> str:
        """The segment's pain that the evidence has most to say to; "" when it has nothing to say to any."""
        pains = self.brief.segment.pains if self.brief.segment else ()
        near = {p: max((self._shared(p, line) for line in self.lines), default=0.0) for p in pains}
        best = max(near, key=lambda p: near[p], default="")
        return best if best and near[best] > 0 and self.voice.allows(best) else ""

    def _shared(self, pain: str, line: Line) -> float:
        if line.role not in (Role.SCENE, Role.BENEFIT, Role.PAIN, Role.FAQ):
            return 0.0
        found = terms(pain, self.words.stop_words) - self.subject.name_terms
        return self.weights.share(found, line.words) if len(found & line.words) > 1 else 0.0
