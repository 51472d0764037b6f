"""The words by which quantities are recognised: the schema of `rules/numbers.yaml` and the patterns made of it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from copilot.checking.arithmetic import Cues
from copilot.checking.number_forms import compiled
from copilot.checking.numerals import NUMBER
from copilot.checking.quantity import Hedge, Measure, Quantity
from copilot.checking.turns_of_phrase import Turns
from copilot.domain.evidence import Field

_BESIDE = 8
_DENIED = re.compile(r"(?:非|不是|没有?|不办)[^，。,.]{0,3}$")
"""What turns a label into its opposite: 不是年卡会员."""


class UnitWords(BaseModel):
    """Spellings of one unit; `factor` leads from it to the base unit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: str
    measure: Measure
    factor: Decimal
    words: list[str]


class NumberWords(BaseModel):
    """The file `numbers.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    units: list[UnitWords]
    classifiers: list[str]
    price_words_before: list[str]
    price_words_sure: list[str]
    claim_words: list[str]
    policy_words: list[str]
    idioms: list[str]
    events: list[str]
    weather: list[str]
    weekdays: dict[str, int]
    english_weekdays: dict[str, int]
    weekday_words: dict[str, int]
    months: dict[str, int]
    below: list[str]
    above: list[str]
    about: list[str]
    only_behind: list[str]
    """Hedges that stand behind a number only: 十来, not 算下来120."""
    exactly: list[str]
    """Words that end in a hedge and are none."""
    bounds: list[str]
    common_words: list[str]
    common_pairs: list[str]
    common_characters: str
    same_context: list[list[str]]
    hours_words: list[str]
    closed_words: list[str]
    kept_words: list[str]
    """Words that make the hour of their clause a rule of the shop's."""
    generic_units: list[str]
    bare_price_before: list[str]
    not_ours: list[str]
    theirs: list[str]
    talk: list[str]
    limit_words: list[str]
    per_unit: list[str]
    one_of: list[str]
    fee_words: list[str]
    by_the_year: list[str]
    per_day: list[str]
    per_amount: list[str]
    per_time: list[str]
    saving: list[str]
    deal_words: list[str]
    summing: list[str]
    computing: list[str]
    """Words in whose clause a sum may be worked out rather than read off a list."""
    after_deal: list[str]
    member_labels: list[str]
    for_all: str
    """A pattern of words by which a price is said to be everybody's."""
    compared_before: str
    compared_after: str
    """Patterns of what stands beside an amount by which two things differ."""
    for_one: str
    taken_off: str
    """Patterns of what makes a sum the share of one, and of what turns a percentage into what is left."""
    few_pieces: str
    """A pattern of numbers too small to be claims, which yet count pieces; its group holds those that mean two."""
    turns: Turns
    promotion_labels: list[str]
    list_labels: list[str]
    past_words: list[str]
    coming_words: list[str]
    offer_words: list[str]
    until_words: list[str]
    end_words: list[str]
    together_words: list[str]
    today_words: list[str]
    days_ahead: dict[str, int]
    contents_words: list[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means."""

    unit: str
    measure: Measure
    factor: Decimal


class NumberPatterns:
    """Compiled patterns over lower-case, half-width text."""

    def __init__(self, words: NumberWords) -> None:
        self.words = words
        self.units = {w: Unit(u.unit, u.measure, u.factor) for u in words.units for w in u.words}
        self.idioms = re.compile("|".join(f"(?:{p})" for p in (*words.idioms, either(words.events))), re.MULTILINE)
        self.number, units = re.compile(NUMBER), either(list(self.units))
        self.unit = re.compile(rf"[\s-]?[多余来]?(?:(?:business|working|calendar)[\s-])?({units})(?![a-z])")
        self.classifier = re.compile(rf"[\s-]?[多余来]?(?:[大小整满](?![\s\d]))?({either(words.classifiers)})(?![a-z])")
        self.noun = re.compile(r"[ -]([a-z]{3,})")
        self.no_nouns = frozenset(words.common_words)
        self.weather = re.compile(either(words.weather))
        self.until = re.compile(either(words.until_words))
        self.claim = re.compile(either(words.claim_words))
        self.policy = re.compile(either(words.policy_words))
        ahead = [w for w in (*words.below, *words.above, *words.about, *words.exactly) if w not in words.only_behind]
        self.before = re.compile(rf"({either(ahead)})\s?$")
        behind = [w for w in (*words.below, *words.above, *words.about) if not w[0].isalpha() or not w.isascii()]
        self.after = re.compile(rf"\s?(?:钱)?都?({either(behind)})")
        self.price_before = re.compile(
            rf"({either(words.price_words_before)})\s?[:：]?\s?(?:是|为|只要|仅需|仅|才|了|你|您|付|交|收)?\s?$"
        )

    @cached_property
    def hedges(self) -> dict[str, Hedge]:
        """Hedge of each hedging word."""
        return {
            **dict.fromkeys(self.words.below, Hedge.BELOW),
            **dict.fromkeys(self.words.above, Hedge.ABOVE),
            **dict.fromkeys(self.words.about, Hedge.ABOUT),
            **dict.fromkeys(self.words.exactly, Hedge.EXACT),
        }

    @cached_property
    def composites(self) -> dict[str, re.Pattern[str]]:
        """Patterns of quantities that are written with more than one number or in a form of their own."""
        return compiled(
            {
                "month": either(list(self.words.months)),
                "weekday": either(list(self.words.weekdays)),
                "english_weekday": either(list(self.words.english_weekdays)),
                "weekday_word": either(list(self.words.weekday_words)),
                "classifier": either(self.words.classifiers),
                "unit": either(list(self.units)),
                "length": either([w for w, u in self.units.items() if u.measure is Measure.AMOUNT]),
            }
        )


def either(words: list[str]) -> str:
    """A pattern for any of `words`, the longest first; ASCII words only from their beginning.

    It looks at the first character before it tries the words: most places of a text begin none of them.
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    firsts = "".join(re.escape(c) for c in sorted({w[0] for w in ordered}))
    alternatives = "|".join(
        rf"(?<![a-z]){re.escape(w)}" if w[0].isascii() and w[0].isalpha() else re.escape(w) for w in ordered
    )
    return rf"(?=[{firsts}])(?:{alternatives})"


class NumberPhrases:
    """What the words around a number say about it."""

    def __init__(self, words: NumberWords) -> None:
        self.limit = re.compile(either(words.limit_words))
        self._talk = re.compile("|".join(words.talk))
        self._not_ours = re.compile(f"{either(words.not_ours)}|{'|'.join(words.theirs)}")
        self.saving = re.compile(either(words.saving))
        self.deal = re.compile(either(words.deal_words))
        self.past = re.compile(either(words.past_words))
        self.coming = re.compile(either(words.coming_words))
        self.offer = re.compile(either(words.offer_words))
        self.member = re.compile(either(words.member_labels))
        self.for_all = re.compile(words.for_all)
        self.compared_before, self.compared_after = map(re.compile, (words.compared_before, words.compared_after))
        self.for_one, self.taken_off = re.compile(words.for_one), re.compile(words.taken_off)
        self.turns = words.turns
        self.few_pieces = re.compile(words.few_pieces)
        self.until = re.compile(either(words.until_words))
        self.contents = re.compile(either(words.contents_words))
        self.today = re.compile(rf"(?:{either(words.today_words)})\s?(?:是|is|,|，)?\s?$")
        self.ahead = re.compile(rf"({either(list(words.days_ahead))})[\s（(，,是]{{0,2}}$")
        self.days_ahead = words.days_ahead
        self.together = re.compile(either(words.together_words))
        self.generic_units = frozenset(words.generic_units)
        self._price_word = re.compile(rf"(?:{either(words.price_words_sure)}|costs?|price|平时|现在)\s?$")
        self._price_lead = re.compile(
            rf"(?:(?:{either(words.bare_price_before)}|[一两二三四五六七八九十][只件盒瓶支罐床套包袋张节次期份箱条双个饼]|\d[\d.×x*/+-]*\s?(?:[a-z]+|[米克升斤寸厘毫]+)?)\s*)*"
        )
        self.weekday_names = {number: name for name, number in reversed(words.weekdays.items())}
        self._per_unit = re.compile(rf"{either(words.per_unit)}|[一每]\s?{either(words.one_of)}")
        self._per_day = re.compile(either(words.per_day))
        self.hours = re.compile(either(words.hours_words))
        self.kept = re.compile(either(words.kept_words))
        self.closed = re.compile(either(words.closed_words))
        self.closed_words = frozenset(words.closed_words)
        self._bound = re.compile(rf"\s?(?:内|{either(words.bounds)})(?![\u4e00-\u9fff]*[面部])\s?")
        self._ends = re.compile(either(words.end_words))
        self._fee = re.compile(either(words.fee_words))
        yearly = either(words.by_the_year)
        self._yearly = re.compile(yearly)
        self._yearly_after, self._yearly_before = re.compile(rf"\s?{yearly}"), re.compile(rf"{yearly}\s?$")
        self._per_time = re.compile(either(words.per_time))
        self._per_amount = re.compile(either(words.per_amount))
        self._summing = re.compile(either(words.summing))
        self._computing = re.compile(either([*words.computing, *words.summing, *words.saving]))
        self._after_deal = re.compile(either(words.after_deal))
        self._labels = (
            (Field.MEMBER_PRICE, self.member),
            (Field.PROMOTION_PRICE, re.compile(either(words.promotion_labels))),
            (Field.LIST_PRICE, re.compile(either(words.list_labels))),
        )

    def cues(self, clause: str, sentence: str) -> Cues:
        """What the words near a number announce it to be."""
        return Cues(
            per_unit=bool(self._per_unit.search(clause)),
            per_day=bool(self._per_day.search(clause)),
            saving=bool(self.saving.search(clause)),
            summing=bool(self._summing.search(clause)),
            after_deal=bool(self._after_deal.search(sentence)),
            per_time=bool(self._per_time.search(clause)),
            per_amount=bool(self._per_amount.search(clause)),
        )

    def computes(self, clause: str) -> bool:
        """Whether a clause seems to work something out."""
        return bool(self._computing.search(clause))

    def adds_up(self, sentence: str) -> bool:
        """Whether a sentence puts sums together."""
        return bool(self._summing.search(sentence))

    def of_others(self, clause: str) -> bool:
        """Whether a clause speaks of money that is a customer's, or somebody else's."""
        return bool(self._not_ours.search(clause))

    def of_talk(self, clause: str) -> bool:
        """Whether a clause tells of people and their days rather than of goods and terms."""
        return bool(self._talk.search(clause) or self._not_ours.search(clause))

    def bounds(self, plain: str, quantity: Quantity) -> bool:
        """Whether a word beside a quantity makes it a limit: 一周内, within a week."""
        before = plain[max(0, quantity.start - _BESIDE) : quantity.start]
        return bool(self._bound.match(plain, quantity.end) or self._bound.search(before))

    def of_fee(self, plain: str, quantity: Quantity, clause: str) -> bool:
        """Whether a sum is what membership, carriage or a service costs rather than goods."""
        before = plain[max(0, quantity.start - _BESIDE) : quantity.start]
        yearly = self._yearly_after.match(plain, quantity.end) or self._yearly_before.search(before)
        return bool(yearly or self._fee.search(clause))

    def by_the_year(self, clause: str) -> bool:
        """Whether a clause counts what there is in a year."""
        return bool(self._yearly.search(clause))

    def ends_by(self, clause: str) -> bool:
        """Whether a clause names the end of something."""
        return bool(self._ends.search(clause))

    def names_price(self, before: str) -> bool:
        """Whether the word before a number is a price's: 会员价, costs."""
        return bool(self._price_word.search(before))

    def leads_to_price(self, before: str) -> bool:
        """Whether nothing but words that lead to a price, or name a size, stands before a bare number."""
        return bool(self._price_lead.fullmatch(before))

    def price_field(self, before: str, after: str) -> str | None:
        """Which price field the words around a price name; the nearest word before it, else one in brackets after."""
        nearest, name = -1, None
        for field, pattern in self._labels:
            for found in pattern.finditer(before):
                if found.end() > nearest and not _DENIED.search(before[: found.start()]):
                    nearest, name = found.end(), field
        if name or not after.lstrip("元块 ").startswith(("(", "（")):
            return name
        return next((field for field, pattern in self._labels if pattern.search(after)), None)
