"""The words of price lists and spec tables, read once from `lexicon.yaml`."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.yaml_text import read_yaml

_CJK_GAP = re.compile(r"(?<=[\u2e80-\u9fff])\s+|\s+(?=[\u2e80-\u9fff])")


_IN_TWO_LANGUAGES = re.compile(r"([\u4e00-\u9fff]{2,12})[/ ]?([a-z][a-z ]{3,24})")


class Kind(StrEnum):
    """What a column of a table holds."""

    INTERNAL = "internal"
    PERSONAL = "personal"
    PERIOD_FROM = "period_from"
    PERIOD_TO = "period_to"
    PERIOD = "period"
    OFFER = "offer"
    PROMOTION_PRICE = "promotion_price"
    MEMBER_PRICE = "member_price"
    UNIT_PRICE = "unit_price"
    LIST_PRICE = "list_price"
    STOCK = "stock"
    QUESTION = "question"
    ANSWER = "answer"
    RATING = "rating"
    REVIEW = "review"
    DATE = "date"
    CURRENCY = "currency"
    SALE_UNIT = "sale_unit"
    CONDITION = "condition"
    IGNORED = "ignored"
    PRODUCT = "product"
    MODEL = "model"
    VARIANT = "variant"
    ATTRIBUTE = "attribute"


PRICES = frozenset({Kind.PROMOTION_PRICE, Kind.MEMBER_PRICE, Kind.UNIT_PRICE, Kind.LIST_PRICE})
PERIODS = frozenset({Kind.PERIOD, Kind.PERIOD_FROM, Kind.PERIOD_TO})


class _ColumnWords(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Kind
    zh: list[str]
    en: list[str]


class _LexiconFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    columns: list[_ColumnWords]
    offers_that_are_no_price: list[str]
    currencies: dict[str, list[str]]
    quantities: list[str]
    generic: list[str]
    corner: list[str]
    codes: list[str]
    each: list[str]
    blank: list[str]
    ditto: list[str]
    totals: list[str]
    notes: list[str]
    footnotes: list[str]
    packs: list[str]
    offer_suffixes: list[str]
    price_leads: list[str]
    fees: list[str]
    wholesale: list[str]
    costs: list[str]
    services: list[str]
    line_sums: list[str]
    counts: list[str]
    plain_prices: list[str]
    usual_days: list[str]
    weekend: list[str]
    effective: list[str]
    promotional: list[str]
    variants: list[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns; all of them are meant for text that went through `fold`."""

    columns: tuple[tuple[Kind, re.Pattern[str]], ...]
    no_price: re.Pattern[str]
    currencies: dict[str, str]
    """Symbol or word → the name used in units."""
    quantities: tuple[str, ...]
    generic: frozenset[str]
    corner: frozenset[str]
    codes: re.Pattern[str]
    each: frozenset[str]
    blank: frozenset[str]
    ditto: frozenset[str]
    totals: re.Pattern[str]
    notes: re.Pattern[str]
    footnotes: re.Pattern[str]
    packs: re.Pattern[str]
    offer_suffixes: re.Pattern[str]
    price_leads: re.Pattern[str]
    fees: re.Pattern[str]
    wholesale: re.Pattern[str]
    costs: re.Pattern[str]
    services: re.Pattern[str]
    line_sums: re.Pattern[str]
    counts: re.Pattern[str]
    plain_prices: re.Pattern[str]
    usual_days: re.Pattern[str]
    weekend: re.Pattern[str]
    effective: re.Pattern[str]
    promotional: re.Pattern[str]
    variants: re.Pattern[str]

    def kind(self, header: str) -> Kind | None:
        """The kind of column a header names, or None for a header nobody listed."""
        wanted = fold(header).strip(" *:·")
        if not wanted or len(wanted) > 40:
            return None
        for text in dict.fromkeys((wanted, re.sub(r"\s*\d{1,2}$", "", wanted))):
            for kind, pattern in self.columns:
                if text and pattern.fullmatch(text):
                    return kind
        said_twice = _IN_TWO_LANGUAGES.fullmatch(wanted)
        return self._kind_in_both(said_twice) if said_twice else None

    def _kind_in_both(self, words: re.Match[str]) -> Kind | None:
        """The kind of `品名 product`, where each half names a column."""
        first, second = self.kind(words[1]), self.kind(words[2])
        return first if second else None

    def is_usual_price(self, header: str) -> bool:
        """Whether a header is one of the listed words for the price that always holds (`标价`), not just any word and `价`."""
        wanted = fold(header).strip(" *:·")
        return bool(next(pattern for kind, pattern in self.columns if kind is Kind.LIST_PRICE).fullmatch(wanted))

    def is_blank(self, text: str) -> bool:
        """Whether a cell says that there is nothing to say."""
        return fold(text).strip() in self.blank


def fold(text: str) -> str:
    """NFKC, lower case, whitespace folded to one space and dropped beside Chinese characters."""
    return _CJK_GAP.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))


@cache
def lexicon() -> Lexicon:
    """The one lexicon, compiled on first use."""
    raw = read_yaml((files(__package__) / "lexicon.yaml").read_text("utf-8"))
    file = _LexiconFile.model_validate(raw)
    return Lexicon(
        columns=tuple((c.kind, _any_of([*c.zh, *c.en])) for c in file.columns),
        no_price=_any_of(file.offers_that_are_no_price),
        currencies={word: name for name, words in file.currencies.items() for word in words},
        quantities=tuple(file.quantities),
        generic=frozenset(file.generic),
        corner=frozenset(file.corner),
        codes=_any_of(file.codes),
        each=frozenset(file.each),
        blank=frozenset(file.blank),
        ditto=frozenset(file.ditto),
        totals=_any_of(file.totals),
        notes=_any_of(file.notes),
        footnotes=_any_of(file.footnotes),
        packs=_any_of(file.packs),
        offer_suffixes=_any_of(file.offer_suffixes),
        price_leads=_any_of(file.price_leads),
        fees=_any_of(file.fees),
        wholesale=_any_of(file.wholesale),
        costs=_any_of(file.costs),
        services=_any_of(file.services),
        line_sums=_any_of(file.line_sums),
        counts=_any_of(file.counts),
        plain_prices=_any_of(file.plain_prices),
        usual_days=_any_of(file.usual_days),
        weekend=_any_of(file.weekend),
        effective=_any_of(file.effective),
        promotional=_any_of(file.promotional),
        variants=_any_of(file.variants),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
