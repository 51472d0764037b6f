"""The words by which quantities are recognised: the schema of `rules/numbers.yaml` and the patterns made of it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from copilot.checking.arithmetic import Cues
from copilot.checking.numerals import ARABIC, NUMBER
from copilot.checking.quantity import Hedge, Measure
from copilot.domain.evidence import Field


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
    weekdays: dict[str, int]
    months: dict[str, int]
    below: list[str]
    above: list[str]
    about: list[str]
    bounds: list[str]
    not_ours: list[str]
    per_unit: list[str]
    per_day: list[str]
    saving: list[str]
    summing: list[str]
    after_deal: list[str]
    member_labels: list[str]
    promotion_labels: list[str]
    list_labels: list[str]
    past_words: list[str]
    coming_words: list[str]
    offer_words: list[str]
    until_words: list[str]
    together_words: list[str]


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
        self.number = re.compile(NUMBER)
        self.unit = re.compile(rf"[\s-]?[多余来]?({either(list(self.units))})(?![a-z])")
        self.classifier = re.compile(rf"[\s-]?({either(words.classifiers)})(?![a-z])")
        self.claim = re.compile(either(words.claim_words))
        self.policy = re.compile(either(words.policy_words))
        self.before = re.compile(rf"({either([*words.below, *words.above, *words.about])})\s?$")
        self.after = re.compile(rf"\s?({either([*words.below, *words.above, *words.about])})")
        self.price_before = re.compile(
            rf"({either(words.price_words_before)})\s?[:：]?\s?(?:是|为|只要|仅需|仅|才|了|你|您)?\s?$"
        )

    @cached_property
    def hedges(self) -> dict[str, Hedge]:
        """Hedge of each hedging word."""
        return {
            **dict.fromkeys(self.words.below, Hedge.BELOW),
            **dict.fromkeys(self.words.above, Hedge.ABOVE),
            **dict.fromkeys(self.words.about, Hedge.ABOUT),
        }

    @cached_property
    def composites(self) -> dict[str, re.Pattern[str]]:
        """Patterns of quantities that are written with more than one number or in a form of their own."""
        month = either(list(self.words.months))
        weekday = either(list(self.words.weekdays))
        classifier = either(self.words.classifiers)
        length = either([w for w, u in self.units.items() if u.measure is Measure.AMOUNT])
        number = f"({NUMBER})"
        part_of_day = "凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里"
        return {
            name: re.compile(pattern)
            for name, pattern in {
                "reduction": rf"(?:每?满\s?)?{number}\s?[元块]?\s?(?:立?减|直减|省|(?<=\d)-)\s?{number}\s?[元块]?",
                "multibuy": rf"买\s?{number}\s?(?:{classifier})?\s?[，,]?\s?(?:就|再|即|立)?[送赠得免]\s?{number}"
                rf"|buy {number},? get {number}|\b{number} for (one|two|1|2)\b(?! of)",
                "second_item": rf"第{number}\s?(?:{classifier})\s?(半价|免费|{NUMBER}\s?折|{NUMBER}\s?元)",
                "discount": r"(\d{1,2}(?:\.\d)?|[一二三四五六七八九]{1,2}(?:点[一二三四五六七八九])?)\s?折(?!叠|腾|磨|扣|痕|线|射|中|返|断|页|纸|旧|算)"
                r"|(对折|(?<!第二件)半价|half[- ]price|half off)|(\d{1,2}(?:\.\d)?)\s?% (?:off|discount)|(?:立减|直降|减免|优惠)\s?(\d{1,2})\s?%",
                "date": r"(?:(20\d{2})\s?[年./-]\s?)?(\d{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]?"
                r"(?:\s?(?:-|–|—|~|至|到)+\s?(\d{1,2})\s?[日号])?",
                "iso_date": r"(?<!\d)(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)",
                "dotted_date": r"(?<![\d.])(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d%]|\.\d|\s?(?:折|元|分|倍|寸|斤|kg|g|ml|l|cm|mm|m|万|米|块|%))",
                "day_of_month": r"(?:本月|这个月|当月|截止到?|截至)\s?(\d{1,2})\s?[号日]",
                "english_date": rf"\b({month})[a-z]*\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(20\d{{2}}))?|\b(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({month})[a-z]*\b(?:,?\s(20\d{{2}}))?",
                "year": r"((?:19|20)\d{2})\s?年",
                "weekday": rf"(上|下)?[本这]?(?:周|星期|礼拜)({weekday})(?![周期])(?:\s?({part_of_day}))?(?:\s?{number}\s?点(半)?)?",
                "clock": rf"({part_of_day})?\s?(?<![\d.])(\d{{1,2}}|(?<=[上午晚早晨里])[一二三四五六七八九十]{{1,3}})\s?(?:点(?!\d*评|击|赞|心)(半)?|[:：](\d{{2}}))(?!\d)",
                "pack": rf"({ARABIC})\s?({length})\s?[x×*]\s?(\d+)(?!\s?(?:{length})(?![a-z]))",
                "size": rf"({ARABIC})\s?({length})?\s?[x×*]\s?({ARABIC})\s?({length})?(?:\s?[x×*]\s?({ARABIC}))?\s?({length})?(?![a-z])",
                "money_sign": rf"(?:rmb|usd|([¥￥$€£]))\s?({ARABIC})(?:\s?(?:-|–|~|至|到)\s?[¥￥$€£]?\s?({ARABIC}))?",
                "money_range": rf"{number}\s?(?:-|–|—|~|至|到)\s?{number}\s?(?:元|块)",
                "yuan_and_change": rf"{number}\s?[块元]\s?([一二三四五六七八九\d])\s?(毛|角)?(?![\d一二三四五六七八九十百千万.个只件])|{number}\s?[毛角]\s?([一二三四五六七八九\d])\s?分?(?!\d)",
                "kuai": rf"{number}\s?[多来]?块(?!儿|头|状|石|布|砖|木|地|区|肉|毛巾|手帕|巧克力|糖|蛋糕|表|屏)",
                "price_each": rf"(\d+(?:\.\d+)?)\s?(?:元|块)?\s?(?:一|每|/)\s?(?:{classifier})(?![a-z])",
                "roughly_hundreds": rf"([一二两三四五六七八九]百[一二三四五六七八九]?(?:十[一二三四五六七八九]?)?|[一二两三四五六七八九]千)\s?(?:块|元)?\s?(不到|出头|多|左右|以内|上下)(?!\s?(?:{classifier}|天|年|克|米|公))",
                "rank": rf"(?<![a-z])(top|no\.?|#)\s?(\d+)(?!\d)|(第|前)\s?{number}\s?(名|位|代|大|届|版|强|家|批|单)",
                "spf": r"(spf|pa|upf|vol|ph)\s?(\d+(?:\.\d+)?)",
                "tenths": r"([一二三四五六七八九])成(?!分|功|长|为|本|立|员|就|交|品|套|人|熟|年|都|了|绩|都|一)",
                "hundredth": rf"百分之({NUMBER})",
            }.items()
        }


def either(words: list[str]) -> str:
    """A pattern for any of `words`, the longest first; ASCII words only from their beginning."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(
        rf"(?<![a-z]){re.escape(w)}" if w[0].isascii() and w[0].isalpha() else re.escape(w) for w in ordered
    )


class NumberPhrases:
    """What the words around a number say about it."""

    def __init__(self, words: NumberWords) -> None:
        self.not_ours = re.compile(either(words.not_ours))
        self.saving = re.compile(either(words.saving))
        self.past = re.compile(either(words.past_words))
        self.coming = re.compile(either(words.coming_words))
        self.offer = re.compile(either(words.offer_words))
        self.member = re.compile(either(words.member_labels))
        self.until = re.compile(either(words.until_words))
        self.together = re.compile(either(words.together_words))
        self.weekday_names = {number: name for name, number in reversed(words.weekdays.items())}
        self._per_unit = re.compile(either(words.per_unit))
        self._per_day = re.compile(either(words.per_day))
        self._summing = re.compile(either(words.summing))
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
        )

    def price_field(self, before: str, after: str) -> str | None:
        """Which price field the words around a price name; the nearest word before it, else one in brackets after."""
        nearest, name = -1, None
        for field, pattern in self._labels:
            for found in pattern.finditer(before):
                if found.end() > nearest and "非会员" not in before[: found.end()][-3:]:
                    nearest, name = found.end(), field
        if name or not after.lstrip("元块 ").startswith(("(", "（")):
            return name
        return next((field for field, pattern in self._labels if pattern.search(after)), None)
