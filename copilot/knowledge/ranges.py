"""Understands how much a customer wants to spend (“三百左右”, “200以内”, “under $50”), or which size they ask for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from copilot.domain.brand import Product
from copilot.errors import RulesInvalid
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.spelling import plain
from copilot.yaml_text import read_yaml

WORDS_FILE = "ranges.yaml"
SMALLEST_BARE = 10
"""A smaller number without a word for money is no sum somebody wants to spend."""
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


class Order(StrEnum):
    """Which end of the prices is asked for."""

    CHEAPEST = "cheapest"
    DEAREST = "dearest"


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What is asked for. `low` and `high` are inclusive, None where open; `wish` is the sum meant, where one is.

    `below`, `above` name a product that is to be undercut or topped; `size` is a size as price lists write it.
    """

    quote: str
    low: Decimal | None = None
    high: Decimal | None = None
    wish: Decimal | None = None
    order: Order | None = None
    below: str = ""
    above: str = ""
    size: str = ""
    """A pattern that a variant of that size matches."""

    def holds(self, price: Decimal) -> bool:
        """Whether a price lies in the range."""
        return (self.low is None or self.low <= price) and (self.high is None or price <= self.high)

    def distance(self, price: Decimal) -> Decimal:
        """How far outside the range a price lies; 0 inside."""
        under = self.low - price if self.low is not None else Decimal(0)
        over = price - self.high if self.high is not None else Decimal(0)
        return max(under, over, Decimal(0))


def read_range(text: str, products: Sequence[Product] = ()) -> PriceRange | None:
    """The range that `text` asks for, or None. Ages, days, discounts and a thing's own measures are none.

    A size counts beside a range, or where the text asks which product has it.
    """
    words = load_range_words()
    said = plain(text)
    size = words.size.search(said)
    if (found := _read(said, words, products)) is not None:
        return replace(found, size=_size(size)) if size and size["metres"] else found
    if size and words.asks_which.search(said) and not products_named(text, products):
        return PriceRange(size[0].strip(), size=_size(size))
    return None


def _read(said: str, words: "RangeWords", products: Sequence[Product]) -> PriceRange | None:
    if compared := _compared(said, words, products):
        return compared
    for pattern in words.compiled:
        for found in pattern.finditer(said):
            if not words.not_money.match(said, found.end()) and (made := _range(found, words)):
                return made
    for order, superlative in ((Order.CHEAPEST, words.cheapest), (Order.DEAREST, words.dearest)):
        if named := superlative.search(said):
            return PriceRange(named[0].strip(), order=order)
    return None


def value_of(written: str) -> Decimal | None:
    """`1,299`, `三百五` (350), `一千二百`; None for what is no number."""
    if re.fullmatch(r"[\d,.]+", written):
        return Decimal(written.replace(",", ""))
    total, digit, power = 0, 0, 0
    for character in written:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            power = _POWERS[character]
            total += (digit or 1) * power
            digit = 0
    if digit:
        total += digit * (power // 10 if power > 10 and written[-2] != "零" else 1)
    return Decimal(total) if total else None


def _range(found: re.Match[str], words: "RangeWords") -> PriceRange | None:
    groups: Mapping[str, str | None] = found.groupdict()
    quote = found[0].strip()
    if few := groups.get("few"):
        power = _POWERS[str(groups["power"])]
        low, high = sorted(_DIGITS[c] * power for c in few)
        return PriceRange(quote, Decimal(low), Decimal(high), (Decimal(low) + high) / 2)
    if over := groups.get("over"):
        start = value_of(over)
        step = Decimal(10) ** (len(str(start)) - 1) if start else Decimal(0)
        return PriceRange(quote, start, start + step, start + step / 2) if start else None
    values = {name: value_of(text) for name, text in groups.items() if text}
    if any(
        v is None or (v < SMALLEST_BARE and not re.search(r"[$€£¥￥块元]|dollar|buck", quote)) for v in values.values()
    ):
        return None
    if about := values.get("about"):
        slack = about * words.roughly
        return PriceRange(quote, about - slack, about + slack, about)
    if most := values.get("most"):
        return PriceRange(quote, None, most)
    if least := values.get("least"):
        return PriceRange(quote, least, None)
    low_value, high_value = values.get("low"), values.get("high")
    if low_value is None or high_value is None or low_value > high_value:
        return None
    return PriceRange(quote, low_value, high_value, (low_value + high_value) / 2)


def _compared(said: str, words: "RangeWords", products: Sequence[Product]) -> PriceRange | None:
    for pattern, side in ((words.cheaper_than, "below"), (words.dearer_than, "above")):
        for found in pattern.finditer(said):
            than = found["than"] or found["than_en"] or ""
            named = products_named(than, products) or _by_mark(than, products)
            if len(named) == 1:
                return PriceRange(found[0].strip(), **{side: named[0]})  # type: ignore[arg-type]
    return None


def _by_mark(said: str, products: Sequence[Product]) -> tuple[str, ...]:
    """A product by the mark of its model alone: “比Pro便宜”."""
    mark = said.strip()
    if not re.fullmatch(r"[a-z0-9+ ]{2,}", mark):
        return ()
    return tuple(p.name for p in products if re.search(rf"(?<![a-z0-9]){re.escape(mark)}$", plain(p.name)))


def _size(found: re.Match[str]) -> str:
    """As variants write it: 1.5米 is `1.5m`, `1.5米` or the 150 of `150×200`; 12 oz is `12 oz` or `12oz`."""
    if metres := found["metres"]:
        short = format(Decimal(metres).normalize(), "f")
        centimetres = format((Decimal(metres) * 100).normalize(), "f")
        return rf"(?<![\d.]){re.escape(short)}\s*(?:m|米)|(?<![\d.×x*]){centimetres}\s*(?:cm)?\s*[×x*]"
    return rf"(?<![\d.]){re.escape(found['amount'])}\s*{re.escape(found['unit'])}\b"


class RangeWords(BaseModel):
    """ranges.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str
    money: str
    sign: str
    not_money: re.Pattern[str]
    patterns: tuple[str, ...]
    cheapest: re.Pattern[str]
    dearest: re.Pattern[str]
    cheaper_than: re.Pattern[str]
    dearer_than: re.Pattern[str]
    size: re.Pattern[str]
    asks_which: re.Pattern[str]
    members: re.Pattern[str]
    compares: re.Pattern[str]
    roughly: Decimal

    @field_validator(
        "not_money",
        "cheapest",
        "dearest",
        "cheaper_than",
        "dearer_than",
        "size",
        "asks_which",
        "members",
        "compares",
        mode="before",
    )
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value

    @field_validator("roughly", mode="before")
    @classmethod
    def _exact(cls, value: object) -> object:
        return str(value)

    @property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """The patterns with their placeholders filled."""
        return _compiled(self.patterns, self.number, self.money, self.sign)


@cache
def _compiled(patterns: tuple[str, ...], number: str, money: str, sign: str) -> tuple[re.Pattern[str], ...]:
    parts = {"<N>": f"(?:{number})", "<M>": money, "<S>": rf"(?<![\d.,]){sign}"}
    made = []
    for pattern in patterns:
        filled = pattern
        for name, part in parts.items():
            filled = filled.replace(name, part)
        made.append(re.compile(filled, re.IGNORECASE))
    return tuple(made)


@cache
def load_range_words() -> RangeWords:
    """The shipped words. Raises `RulesInvalid`."""
    try:
        return RangeWords.model_validate(read_yaml((files(__package__) / WORDS_FILE).read_text("utf-8")))
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise RulesInvalid(f"{WORDS_FILE}: {error}", file=WORDS_FILE, detail=str(error)) from error
