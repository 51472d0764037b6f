"""Headers of columns: their words, unit and dates apart, and what kind of column they announce."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from copilot.knowledge.reading.amounts import currency_in
from copilot.knowledge.reading.lexicon import PERIODS, PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.periods import Period, find_periods, without_periods

_SNAKE = re.compile(r"[A-Za-z]+[A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
_CODE = re.compile(r"usd|gbp|eur|cny|rmb|sgd|hkd|aud|cad|nzd|inr|myr|jpy|chf", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_PER_BEHIND = re.compile(
    r"price\s*(?:per|/)\s*(\w+)$|^per\s*(\d*\s*\w+)$|价格?\s*/\s*([\u4e00-\u9fff]{1,3})$|^每(\d*[a-z\u4e00-\u9fff]{1,2})$"
    r"|^(?P<sold>[\u4e00-\u9fff])价$",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\d*\s?(?:kg|g|lb|oz|l|ml|m[²2]?)")
_UNIT = re.compile(
    r"(?:[a-zμ°℃%]{1,4}[²³23]?|mah|inch(?:es)?|厘米|毫米|米|公分|斤|公斤|千克|克|毫升|升|天|年|月|个月|小时|分钟|只|个|件|盒|袋|瓶|套|条|片|张|床|英寸|寸|度|人|次|层|支)(?:/[\w\u4e00-\u9fff]{1,4})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """One column. `path` are the words from the group down; `label` is what a reader calls the column."""

    kind: Kind | None
    path: tuple[str, ...]
    unit: str = ""
    currency: str = ""
    per: str = ""
    periods: tuple[Period, ...] = ()
    note: str = ""
    number: int | None = None
    """The number at the end of numbered columns (`售价1`, `SKU1`)."""

    @property
    def label(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def group(self) -> str:
        return self.path[0] if len(self.path) > 1 else ""


@dataclass(frozen=True, slots=True)
class _Part:
    """One header cell taken apart."""

    words: str
    kind: Kind | None
    unit: str
    currency: str
    per: str
    periods: tuple[Period, ...]
    note: str


@lru_cache(maxsize=4096)
def header_kind(text: str) -> Kind | None:
    """The kind of column that a single cell would announce, or None."""
    return lexicon().kind(_without_per(_without_brackets(_spaced(text))[0]))


def read_header(parts: list[str], today: date, year: int | None = None) -> Header:
    """Join the cells above one column, topmost first, to one header."""
    parts = [_spaced(p) for p in parts]
    read = [_part(p, today, year) for p in parts if p.strip()]
    words = tuple(dict.fromkeys(p.words for p in read if p.words))
    kind, note = _kind(read)
    if kind is Kind.LIST_PRICE and len(read) > 1 and read[-1].kind is None and _names_offer(parts):
        kind = Kind.PROMOTION_PRICE  # `价格 > 双12`
    if kind is None and not words and any(p.currency for p in read):
        # `USD`, `EUR`: a column for each currency; `EUR/m` is what a measure of it costs
        kind = Kind.UNIT_PRICE if any(_MEASURE.fullmatch(p.per.lower()) for p in read) else Kind.LIST_PRICE
    extra = [p.note for p in read if p.note]
    last = read[-1].words if read else ""
    number = re.search(r"(\d{1,2})$", last)
    return Header(
        kind=kind,
        path=words,
        unit=next((p.unit for p in reversed(read) if p.unit), ""),
        currency=next((p.currency for p in reversed(read) if p.currency), ""),
        per=next((p.per for p in reversed(read) if p.per), ""),
        periods=next((p.periods for p in reversed(read) if p.periods), ()),
        note="；".join(dict.fromkeys([*([note] if note else []), *extra])),
        number=int(number[1]) if number and kind in (Kind.LIST_PRICE, Kind.VARIANT) else None,
    )


def is_unit(text: str) -> bool:
    """Whether a cell under a header only says in what the column counts: `元`, `（cm）`, `元/只`."""
    bare = fold(text).strip("()")
    return bool(_UNIT.fullmatch(bare)) or (len(bare) <= 5 and bool(currency_in(bare)) and not re.search(r"\d|价", bare))


def per_in(title: str) -> str:
    """What a title says its prices are for: `杯` of `各店售价（元/杯）`."""
    found = (_unit_of(inner, currency_in(inner))[1] for inner in _without_brackets(title)[1])
    return next((per for per in found if per), "")


def _kind(parts: list[_Part]) -> tuple[Kind | None, str]:
    """The column's kind from its own words and its group's, and words that only tell it from its neighbours.

    `双11活动 > 价格` is a promotion price; `会员价 > 1.5m床` is a member price whose note is the size.
    """
    if not parts:
        return None, ""
    *groups, leaf = parts
    above = [g.kind for g in groups if g.kind]
    if Kind.INTERNAL in above and leaf.kind in (None, Kind.VARIANT, *PRICES):
        return Kind.INTERNAL, ""  # `代理价 > 一级`
    if leaf.kind is Kind.LIST_PRICE or (leaf.kind is None and not leaf.words):
        special = next((k for k in reversed(above) if k in (Kind.PROMOTION_PRICE, Kind.MEMBER_PRICE, Kind.OFFER)), None)
        if special is None and any(lexicon().promotional.search(fold(g.words)) for g in groups):
            special = Kind.PROMOTION_PRICE
        if special is Kind.MEMBER_PRICE:
            return special, ""
        if special:
            return Kind.PROMOTION_PRICE, _offer_name(parts)
        return leaf.kind or (above[-1] if above else None), ""
    if leaf.kind in PRICES or leaf.kind in PERIODS:
        return leaf.kind, _offer_name(parts) if leaf.kind is Kind.PROMOTION_PRICE else ""
    if leaf.kind is None and leaf.periods and any(lexicon().promotional.search(fold(g.words)) for g in groups):
        return Kind.PROMOTION_PRICE, _offer_name(parts)
    price_above = next((k for k in reversed(above) if k in PRICES), None)
    if price_above and leaf.kind in (None, Kind.VARIANT, Kind.MODEL):
        return price_above, leaf.words
    return leaf.kind, ""


def _names_offer(parts: list[str]) -> bool:
    last = next((p for p in reversed(parts) if p.strip()), "")
    return bool(lexicon().promotional.search(fold(last)))


def _offer_name(parts: list[_Part]) -> str:
    """The offer a promotion column names (`双11` of `双11到手价`), from the group down; nothing for `活动价`."""
    for part in parts:
        name = lexicon().offer_suffixes.sub("", part.words).strip(" -:·的")
        if name and lexicon().promotional.search(fold(part.words)):
            return lexicon().offer_suffixes.sub("", name).strip()
    return ""


def _part(text: str, today: date, year: int | None) -> _Part:
    periods = find_periods(text, today, year=year) if re.search(r"\d", text) else ()
    clean = " ".join(text.split())
    if periods:
        clean = " ".join(without_periods(clean, find_periods(clean, today, year=year)).split())
        clean = re.sub(r"[(\[【（]\s*[)\]】）]", " ", re.sub(r"\s*即日起\s*至?", " ", clean))
    words, brackets = _without_brackets(clean)
    currency = currency_in(clean) if re.search(r"[¥￥$€£]|元|[A-Za-z]{3}|币|[镑圆]", clean) else ""
    unit, per, notes = "", "", []
    for inner in brackets:
        found = _unit_of(inner, currency)
        unit, per = found[0] or unit, found[1] or per
        if not any(found) and not currency_in(inner) and not _is_instruction(inner):
            notes.append(inner)
    if not unit and not currency and re.search(r"[\s/]", words):
        words, unit = _unit_behind(words)
    if currency:
        words, per = _money_off(words, per)
    per = per or _per_behind(words)
    words = _without_per(words)
    kind = lexicon().kind(words)
    return _Part(words.strip(" :/-,，"), kind, unit, currency, per, periods, "；".join(notes))


def _spaced(text: str) -> str:
    """A header as programs write it, as people would: `valid from` for valid_from, `regular (usd)` for regular_usd."""
    if not _SNAKE.fullmatch(text.strip()):
        return text
    words = text.strip().split("_")
    return " ".join([*words[:-1], f"({words[-1]})" if _CODE.fullmatch(words[-1]) else words[-1]])


def _without_brackets(text: str) -> tuple[str, list[str]]:
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    inner = [b.strip() for b in _BRACKETS.findall(folded)]
    words = _BRACKETS.sub(" ", folded)
    words = re.sub(r"\s*[/,:]\s*(?:元|rmb|cny|usd|\$|¥).*$", "", words, flags=re.IGNORECASE)
    return " ".join(words.split()).strip(" *:/"), [b for b in inner if b]


def _unit_of(inner: str, currency: str) -> tuple[str, str]:
    """Unit and `per` in a header's brackets: `g` → unit; `元/盒` → per."""
    text = re.sub(r"^单位\s*[:：]?", "", inner.strip())
    if currency and currency_in(text):
        per = re.search(r"(?:/|每|per )\s*([\w\u4e00-\u9fff]{1,8})$", text)
        return "", per[1] if per else ""
    if currency and re.fullmatch(r"[/每]\s*[\w\u4e00-\u9fff]{1,4}", text):
        return "", text.lstrip("/每 ")
    per_only = re.fullmatch(r"(?:/|每|per )\s*([\w\u4e00-\u9fff]{1,6})", text)
    if per_only:
        return "", per_only[1]
    return (text, "") if _UNIT.fullmatch(text) else ("", "")


def _unit_behind(words: str) -> tuple[str, str]:
    """`克重 g`, `重量/kg` → words and unit; `云朵枕 Pro` is a name."""
    found = re.fullmatch(r"(.+?)\s*[\s/]\s*(\S{1,5})", words)
    latin = (
        found
        and re.search(r"[\u4e00-\u9fff]", found[1])
        and re.fullmatch(r"(?![A-Z][a-z]{2})[a-zA-Z%°℃]{1,4}[²³]?", found[2])
    )
    return (found[1], found[2]) if found and latin and lexicon().kind(words) is None else (words, "")


def _money_off(words: str, per: str) -> tuple[str, str]:
    """Take a currency that stands outside brackets off the words: `标价 元/盒`, `Price USD`, `单价:元`."""
    names = "|".join(re.escape(c) for c in sorted(lexicon().currencies, key=len, reverse=True))
    found = re.search(rf"(?:^|[\s/:,])\s*(?:{names})\s*(?:/\s*(\S{{1,6}}))?\s*$", words, re.IGNORECASE)
    if not found:
        return words, per
    return words[: found.start()].strip(), found[1] or per


def _per_behind(words: str) -> str:
    """What a price is for by the words before or behind it: `Price per kg`, `per 100 g`, `经销价/箱`, `瓶价`, `每斤`."""
    found = _PER_BEHIND.search(words)
    per = next((g for g in found.groups() if g), "") if found else ""
    if found and found.lastgroup == "sold" and per not in lexicon().quantities:
        return ""
    return "" if currency_in(per) else per


def _without_per(words: str) -> str:
    """`经销价/箱` as `经销价`; `原价/现价` stays."""
    price, slash, per = words.rpartition("/")
    return price.rstrip() if slash and price.rstrip().endswith("价") and per.strip() in lexicon().quantities else words


def _is_instruction(inner: str) -> bool:
    """Brackets that tell how to fill in a form (`人工`, `选填`, `必填，…`) say nothing about the value."""
    return bool(re.match(r"(人工|选填|必填|填|AI|自动|颜色$|单选|多选|required|optional)", inner))
