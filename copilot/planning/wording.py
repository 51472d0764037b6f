"""Which idea a slot gets: from the rules' lines, filled with product, day and offer, and not heard before."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from string import Formatter

from copilot.domain.calendar import Slot
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.planning.rule_forms import Idea
from copilot.planning.rules import PlanningRules

_LATELY = 1000
"""Weighs more than any number of times."""


@dataclass(frozen=True, slots=True)
class Worded:
    """An idea as it is said."""

    text: str
    product: str | None
    requests: tuple[str, ...]
    line: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an idea is asked for: the keys to look under in turn, and what its words can be filled with."""

    audience_id: str
    channel: Channel
    keys: tuple[str, ...]
    day: date
    words: Mapping[str, str]
    products: Sequence[str] = ()
    stand_ins: Sequence[str] = ()
    """What fills the place of a product where there is none."""
    must: str = ""
    """A word the line has to use."""
    turn: int = 0
    """Makes audiences begin at different lines."""


@dataclass(slots=True)
class Wording:
    """Chooses ideas for the audiences of one plan and remembers what each has heard."""

    rules: PlanningRules
    language: Language
    _heard: dict[tuple[str, str], list[date]] = field(default_factory=lambda: defaultdict(list))
    _lines: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    _products: Counter[tuple[str, str]] = field(default_factory=Counter)

    def seed(self, kept: Sequence[Slot]) -> None:
        """What is said already counts as heard."""
        for slot in kept:
            self._heard[slot.audience_id, slot.idea].append(slot.day)
            if slot.product:
                self._products[slot.audience_id, slot.product] += 1

    def choose(self, asked: "Asked") -> Worded | None:
        """The line told least, with the product told least, that the audience has not heard within the rules' days;
        those never heard come first. Where all were heard lately one goes on as its second part; None without lines."""
        least: tuple[int, Worded] | None = None
        for key in asked.keys:
            for worded in self._possible(asked, key):
                times = len(self._heard.get((asked.audience_id, worded.text), ()))
                if not times:
                    return worded
                rank = times + _LATELY * self._heard_lately(asked, worded.text)
                if least is None or rank < least[0]:
                    least = rank, worded
            if least:
                return self._going_on(asked, least[1])
        return None

    def _going_on(self, asked: "Asked", worded: Worded) -> Worded:
        again, text, n = self.rules.words[self.language].again, worded.text, 1
        while self._heard_lately(asked, text):
            n += 1
            text = again.format(idea=worded.text, n=n)
        return replace(worded, text=text)

    def _heard_lately(self, asked: "Asked", text: str) -> bool:
        """Whether the audience hears it too few days before or after."""
        days = self._heard.get((asked.audience_id, text), ())
        return any(abs((asked.day - other).days) < self.rules.spacing.repeat_days for other in days)

    def tell(self, audience_id: str, worded: Worded, day: date) -> None:
        """Remember that the audience hears it that day."""
        self._heard[audience_id, worded.text].append(day)
        self._lines[audience_id, *worded.line] += 1
        if worded.product:
            self._products[audience_id, worded.product] += 1

    def _possible(self, asked: "Asked", key: str) -> Iterator[Worded]:
        by_use = sorted(asked.products, key=lambda product: self._products[asked.audience_id, product])
        for number, idea in self._by_use(asked, key):
            needs = needed_words(idea.say)
            if not needs - {"product"} <= asked.words.keys() or (asked.must and asked.must not in needs):
                continue
            if idea.where and asked.channel not in idea.where:
                continue
            if "product" not in needs:
                yield Worded(idea.say.format(**asked.words), None, idea.requests, (key, number))
                continue
            turn = number % (len(asked.stand_ins) or 1)
            for product in by_use or (*asked.stand_ins[turn:], *asked.stand_ins[:turn]):
                text = _spaced(idea.say.format(**asked.words, product=product), product)
                text = text[0].upper() + text[1:]
                yield Worded(text, product if by_use else None, idea.requests, (key, number))

    def _by_use(self, asked: "Asked", key: str) -> list[tuple[int, Idea]]:
        """The lines under a key, those told least first; where no product was named, those that need none before."""
        lines = self.rules.ideas[self.language].get(key, ())
        turn = {number: (number - asked.turn) % len(lines) for number in range(len(lines))}

        def rank(one: tuple[int, Idea]) -> tuple[int, int, int]:
            named = bool(asked.products) or "product" not in needed_words(one[1].say)
            return (not named, self._lines[asked.audience_id, key, one[0]], turn[one[0]])

        return sorted(enumerate(lines), key=rank)


def _spaced(text: str, product: str) -> str:
    """A name in Latin letters stands apart from the Chinese around it."""
    if product[-1:].isascii():
        text = re.sub(rf"{re.escape(product)}(?=[\u4e00-\u9fff])", f"{product} ", text)
    if product[:1].isascii():
        text = re.sub(f"(?<=[\u4e00-\u9fff]){re.escape(product)}", f" {product}", text)
    return text


@cache
def needed_words(say: str) -> frozenset[str]:
    """The words a line has places for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(say) if name)
