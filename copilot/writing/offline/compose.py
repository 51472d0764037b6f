"""Fills patterns with pieces of evidence and picks, among many fillings, the one that fits and repeats nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from copilot.domain.draft import Brief, Task, Wish, opening_of, without_marks
from copilot.domain.language import Language
from copilot.writing.ear import ear_for
from copilot.writing.likeness import Pairs, containment, overlap, overlap_over, pairs_of, runs_of
from copilot.writing.offline.assigned import assigned_values
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.material import Material
from copilot.writing.offline.phrasebook import EVIDENCE_SLOTS, Phrases
from copilot.writing.offline.piece import Piece
from copilot.writing.offline.sentences import has_figure
from copilot.writing.offline.tidy import tidy
from copilot.writing.offline.voice import Voice
from copilot.writing.repeats import Repeats

_PART = re.compile(r"\{(\w+)\}|<(\w+)>")
OPTIONAL = frozenset({"p", "q", "hey", "pet"})
"""Slots of the voice that may stay empty."""
RECENT = 12
"""Texts said before whose wording is weighed; openings are compared with all of them."""
SAME_TEXT = 0.5
SAME_SENTENCE = 0.45
"""Share of the shorter sentence that stands in the longer, from which on both say the same."""
NAMED_AT_MOST = 1
SHORT = 0.3
"""Share of the usual room for a text that is to be shorter."""
OVER_SHORT = 2.0
"""How much more length counts there; no text is too short."""
EVERY = 1000
OWN_VOICE = 2.5
"""How much it counts that a text sounds like its persona and nobody else."""
CHOICES = frozenset({"choices", "best_choice"})


@dataclass(frozen=True, slots=True)
class Composed:
    """A filled pattern: its text with marks, the evidence lines it used, the slots it filled."""

    text: str
    keys: frozenset[str]
    slots: frozenset[str]

    @property
    def length(self) -> int:
        """Characters as they go out."""
        return len(without_marks(self.text))


@dataclass(frozen=True, slots=True)
class _Said:
    """A text that is not to be repeated."""

    text: str
    opening: str
    pairs: Pairs


class Composer:
    """Composes the variants of one brief; what it has accepted, it does not repeat."""

    def __init__(self, brief: Brief, phrases: Phrases, material: Material, voice: Voice, dice: Dice) -> None:
        self.material = material
        limit = brief.form.soft_characters or brief.form.hard_characters or 4 * brief.form.target_characters
        target = min(brief.form.target_characters, limit)
        short = brief.wish is Wish.SHORTER
        self.limit, self.target = (round(limit * SHORT), round(target * SHORT)) if short else (limit, target)
        self._repeats_given = Repeats(brief)
        self._brief, self._phrases, self._voice, self._dice = brief, phrases, voice, dice
        self._assigned = assigned_values(brief, phrases)
        deal = material.piece("deal", (), limit, limit)
        self._deal = without_marks(deal.text) if deal else ""
        self._accepted = [self._noted(text) for text in brief.said]
        self._own: list[_Said] = []
        self._own_runs: frozenset[str] = frozenset()
        self._names = tuple(name for product in brief.brand.products for name in product.names)
        self._opened, self._ear = frozenset(brief.opened), ear_for(brief)

    def best(self, place: str, patterns: Iterable[str], tries: int = 18, *, again: bool = False) -> Composed | None:
        """The most fitting filling of the patterns, or None when none can be filled within the limit; `again`: also in
        words that stand in another variant."""
        filled = self._filled(place, patterns, tries)
        new = [m for m in filled.values() if self._is_new(m, again=again)]
        fresh = [m for m in new if not self._repeats(m.text, self._accepted) and not self._opens_as_of_late(m)]
        if not fresh:
            fresh = self._led_in(place, list(filled))
        return max(fresh or new, key=lambda made: self._worth(place, made), default=None)

    def fresh(self, place: str, patterns: Iterable[str], tries: int = 18) -> Composed | None:
        """The most fitting filling that says nothing said before and opens like none of it, or None."""
        filled = self._filled(place, patterns, tries).values()
        fresh = [m for m in filled if self._is_new(m) and not self._repeats(m.text, self._accepted)]
        fresh = [m for m in fresh if not self._opens_as_of_late(m)] or fresh
        return max(fresh, key=lambda made: self._worth(place, made), default=None)

    def new(self, place: str, patterns: Iterable[str], tries: int = 18) -> Composed | None:
        """The most fitting filling that is no text said before, however it opens, or None."""
        made = [m for m in self._filled(place, patterns, tries).values() if self._is_new(m)]
        return max(made, key=lambda m: self._worth(place, m), default=None)

    def least(self, number: int, patterns: Sequence[str]) -> Composed | None:
        """The best of patterns that are the last resort, for variant `number` from 0; the first one there has to be, so
        it may repeat what was said."""
        place = f"thin-{number}"
        return self.best(place, patterns) or (self.any(place, patterns) if number == 0 else None)

    def any(self, place: str, patterns: Iterable[str]) -> Composed | None:
        """The filling least like what was said before, said or not: for when nothing else is left to say."""
        made = [m for m in self._filled(place, patterns, EVERY).values() if m.text and self._voice.allows(m.text)]
        return max(made, key=lambda m: self._worth(place, m), default=None)

    def _filled(self, place: str, patterns: Iterable[str], tries: int) -> dict[str, Composed]:
        possible = [p for p in patterns if self.fillable(p)]
        made = {p: self.fill(place, p) for p in self._dice.shuffled(place, possible)[:tries]}
        return {pattern: composed for pattern, composed in made.items() if composed}

    def _led_in(self, place: str, patterns: list[str]) -> list[Composed]:
        """Where every opening was used before: the same patterns after a few words that were not."""
        joint = "" if self._phrases.language is Language.ZH else " "
        found = []
        for lead in self._dice.shuffled(f"{place}-lead", self._phrases.lists[f"open_{self._brief.task}"]):
            for pattern in patterns[:6]:
                made = self.fill(place, f"{lead}{joint}{pattern}")
                opens_like = made and (self._opens_like(made.text, self._accepted) or self._opens_as_of_late(made))
                if made and not opens_like and self._is_new(made):
                    found.append(made)
            if len(found) > 2:
                break
        return found

    def _is_new(self, made: Composed, *, again: bool = False) -> bool:
        """Whether a filling says nothing twice and is no text that was said word for word."""
        said = any(made.text == earlier.text for earlier in self._accepted) or self._repeats_given.are_in(made.text)
        if self._brief.task is Task.SELLING_POINTS and made.keys and made.keys <= self.material.spent:
            return False
        voiced = bool(made.text) and self._voice.allows(made.text)
        if made.slots & CHOICES:
            # Products laid beside each other have alike names, and each reply to a choice has to lay them out.
            return voiced and not said and not self._opens_like(made.text, self._own)
        if not voiced or said or self._says_twice(made.text) or self._repeats(made.text, self._own):
            return False
        return again or self._brief.task is Task.REPLY or not self._runs_shared(made.text)

    def accept(self, made: Composed) -> Composed:
        """Keep a variant: its lines are spent and its wording is not to come again."""
        self.material.spent |= made.keys
        self._own.append(self._noted(made.text))
        self._own_runs |= runs_of(made.text, self._names)
        return made

    def _noted(self, text: str) -> _Said:
        plain = without_marks(text)
        return _Said(text, plain[: self._phrases.words.opening], self._pairs(plain))

    def _pairs(self, text: str) -> Pairs:
        """Of the text without its offer, which two items have to put the same way."""
        return pairs_of(without_marks(text).replace(self._deal, "") if self._deal else text)

    def fillable(self, pattern: str) -> bool:
        """Whether there is something for every slot the pattern names itself."""
        return all(
            self.material.has(name) if name in EVIDENCE_SLOTS else self._usual_values[name] or name in OPTIONAL
            for name, _ in _PART.findall(pattern)
            if name
        )

    def fill(self, place: str, pattern: str, before: frozenset[str] = frozenset()) -> Composed | None:
        """The pattern with every list and slot filled within the limit from lines not used `before`, or None."""
        expanded = self._expand(place, pattern)
        if expanded is None:
            return None
        values = self._text_values(f"{place}{pattern}")
        parts = _PART.split(expanded)
        literal, slots = self._literals(expanded, values)
        room, wish = self.limit - literal, (self.target - literal) // max(1, len(slots))
        text = ""
        taken: tuple[Piece, ...] = (Piece("", before),)
        for at, part in enumerate(parts):
            if at % 3 == 0:
                text += part
            elif part and at % 3 == 1:
                if part in EVIDENCE_SLOTS:
                    piece = self.material.piece(part, taken, room, wish)
                    if piece is None:
                        return None
                    room, taken, text = room - piece.length, (*taken, piece), text + piece.text
                else:
                    text += values[part]
                    values |= dict.fromkeys(("p", "q"), "") if part in ("p", "q") and values[part] else {}
        text = self._name_once(tidy(text, self._phrases.language))
        mine = (*self._voice.phrases, *self._voice.particles)
        said = [p for p in mine if any(p.strip() in own.text for own in self._own)]
        text = self._voice.deliver(text, is_tip="tip" in slots, said=said, first=not before)
        made = Composed(text, frozenset().union(*(p.keys for p in taken)) - before, frozenset(slots))
        return made if made.length <= self.limit else None

    def _name_once(self, text: str) -> str:
        """The product by its name the first time and by a pronoun at the start of later sentences."""
        words, name = self._phrases.words, self.material.subject.name
        first = text.find(name) if name else -1
        if first < 0:
            return text
        cut = first + len(name)
        pattern = words.named_again.replace("PRODUCT", re.escape(name))
        return text[:cut] + re.sub(pattern, words.again_to, text[cut:])

    @staticmethod
    def length(text: str) -> int:
        """Characters as they go out."""
        return len(without_marks(text))

    def _literals(self, expanded: str, values: dict[str, str]) -> tuple[int, list[str]]:
        names = [name for name, _ in _PART.findall(expanded) if name]
        fixed = len(_PART.sub("", expanded)) + sum(len(values[n]) for n in names if n not in EVIDENCE_SLOTS)
        return fixed, [n for n in names if n in EVIDENCE_SLOTS]

    def _expand(self, place: str, pattern: str, depth: int = 0) -> str | None:
        """The pattern with each `<list>` replaced by one of its entries that can be filled."""
        found = re.search(r"<(\w+)>", pattern)
        if found is None:
            return pattern
        if depth > 6:
            return None
        options = self._dice.shuffled(f"{place}{pattern}", self._phrases.lists[found[1]])
        chosen = next((o for o in options if self.fillable(o) and not self._said_already(o)), None)
        if chosen is None:
            return None
        return self._expand(place, pattern[: found.start()] + chosen + pattern[found.end() :], depth + 1)

    def _said_already(self, entry: str) -> bool:
        """Whether a longer fixed phrase stands word for word in a text accepted before."""
        fixed = max(_PART.sub("\0", entry).split("\0"), key=len)
        return len(fixed) > 5 and any(fixed in said.text for said in [*self._own, *self._accepted[-RECENT:]])

    @cached_property
    def _usual_values(self) -> dict[str, str]:
        return self._text_values("")

    def _text_values(self, place: str) -> dict[str, str]:
        brief = self._brief
        return {
            **self._voice.values(place),
            "product": self.material.subject.name,
            "pain": self.material.pain,
            "topic": "" if has_figure(brief.topic) else brief.topic.strip(" 。.？?！!"),
            **self._assigned,
        }

    def _repeats(self, text: str, earlier: list["_Said"]) -> bool:
        """Whether an earlier text begins like this one or says nearly the same."""
        now = self._pairs(text)
        return self._opens_like(text, earlier) or any(overlap_over(SAME_TEXT, said.pairs, now) for said in earlier)

    def _opens_like(self, text: str, earlier: list["_Said"]) -> bool:
        opening = without_marks(text)[: self._phrases.words.opening]
        return any(said.opening == opening for said in earlier)

    def _runs_shared(self, text: str) -> int:
        """How many runs of characters the draft's other variants have, too."""
        return len(runs_of(text, self._names) & self._own_runs) if self._own_runs else 0

    def _opens_as_of_late(self, made: Composed) -> bool:
        return opening_of(made.text) in self._opened

    def _says_twice(self, text: str) -> bool:
        """Whether two of the text's own sentences say nearly the same, or the product is named over and over."""
        parts = [pairs_of(p) for p in re.split(r"[。！？!?.…]+[”\s]*(?:\[\d+\])*", text) if len(p) > 5]
        alike = any(containment(a, b) > SAME_SENTENCE for i, a in enumerate(parts) for b in parts[i + 1 :])
        name = self.material.subject.name
        return alike or (bool(name) and text.count(name) > NAMED_AT_MOST)

    def _unnamed(self, text: str) -> bool:
        """Whether a selling point leaves open which product it speaks of."""
        name = self.material.subject.name
        return self._brief.task is Task.SELLING_POINTS and bool(name) and name not in text

    def _worth(self, place: str, made: Composed) -> float:
        now, earlier = self._pairs(made.text), [*self._own, *self._accepted[-RECENT:]]
        likeness = max((overlap(now, said.pairs) for said in earlier), default=0.0)
        over = max(0, made.length - self.target) / max(self.target, 1)
        under = max(0, 0.5 * self.target - made.length) / max(self.target, 1)
        if self._brief.wish is Wish.SHORTER:
            over, under = OVER_SHORT * made.length / self.target, 0.0
        reused = len(made.keys & self.material.spent)
        return (
            0.3 * self._dice.roll(place, made.text)
            + 0.12 * min(3, len(made.slots))
            - 0.6 * over
            - 0.5 * under
            - 1.5 * likeness
            - 0.8 * reused
            - 0.05 * self._runs_shared(made.text)
            + OWN_VOICE * self._ear.margin(made.text)
            - (0.25 if self._unnamed(made.text) else 0.0)
        )
