"""Prices and quantities as people type them: `¥199/盒`, `199元起`, `1,299.00`, `USD 12`, `60×40×12cm`."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from copilot.knowledge.reading.lexicon import lexicon

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PER = r"\s*(?:/|每|\bper\b|\ba\b)\s*(?P<per>\d*\s?(?:[\u4e00-\u9fff]{1,4}+|[a-z]{1,12}+)(?!\s*[¥$€£]?\s*\d))"
_LONGEST_READ = 400


@dataclass(frozen=True, slots=True)
class Price:
    """One price. `value` is a plain decimal or a range `199-299`; `note` is what stood beside it (`起`, `两只装`)."""

    value: str
    currency: str
    per: str
    note: str = ""

    def unit(self, currency: str, per: str) -> str:
        """`元/只`, with what the table says where the cell does not."""
        money, each = self.currency or currency, self.per or per
        return f"{money}/{each}" if money and each and each.lower() not in lexicon().each else money


def find_prices(text: str) -> tuple[Price, ...]:
    """The prices in a cell or line. Discounts, sizes and counts (`满300减50`, `8折`, `2只装`) are none."""
    written = _in_digits(unicodedata.normalize("NFKC", text[:_LONGEST_READ]))
    folded = written.lower()
    written = written if len(written) == len(folded) else folded
    cleared = lexicon().no_price.sub(lambda m: "\0" * len(m[0]), folded)
    tokens = [m for m in _token().finditer(cleared) if not _is_quantity(cleared, m)]
    if any(m["pre"] or m["post"] for m in tokens):
        tokens = [m for i, m in enumerate(tokens) if m["pre"] or m["post"] or _opens_range(cleared, tokens, i)]
    if not tokens:
        return ()
    if len(tokens) == 2 and _joined(cleared, tokens[0], tokens[1]):
        return (_range(written, *tokens),)
    notes = _notes(written, tokens)
    return tuple(_price(m, note) for m, note in zip(tokens, notes, strict=True))


def plain_number(text: str) -> str:
    """`1,299.00` as `1299`, `18.50` as `18.5`; floating point dust is wiped off; not a number: the text itself."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    shown = format(number, "f")
    short = format(float(number), ".15g")
    if "e" not in short and len(short) <= 13 and len(shown) > 16:
        shown = short
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def is_number(text: str) -> bool:
    """Whether a cell holds a number or an amount and nothing else (`199`, `¥199/盒`, `55D`)."""
    return bool(_amount_only().fullmatch(unicodedata.normalize("NFKC", text).lower().strip()))


def currency_in(text: str) -> str:
    """The currency a header or title speaks of (`元`, `USD`), or nothing."""
    folded = unicodedata.normalize("NFKC", text).lower()
    found = _currency_alone().search(folded)
    return lexicon().currencies[found[0]] if found else ""


def split_quantity(text: str) -> tuple[str, str]:
    """Value and unit of a measured quantity: `60×40×12cm` → `60×40×12`, `cm`; words: the text and no unit."""
    # NFKC makes `m3` of `m³`, which is worth keeping.
    folded = "".join(c if c in "²³" else unicodedata.normalize("NFKC", c) for c in text).strip()
    found = _QUANTITY.fullmatch(folded) if len(folded) <= 60 else None
    if not found:
        return " ".join(text.split()), ""
    unit = found["unit"] or found["inner"] or ""
    number = re.sub(r"\s*[×x*X]\s*", "×", re.sub(r"(?<=\d)\s*(?:cm|mm|m|in)(?![a-z])", "", found["number"]))
    return (plain_number(number) if "×" not in number else number).replace(" ", ""), unit


_QUANTITY = re.compile(
    rf"(?P<number>[≥≤<>±~约]?\s*{_NUMBER}\s*(?P<inner>(?:cm|mm|m|in)(?![a-zA-Z]))?(?:\s*[-~–—至×x*X]\s*{_NUMBER}\s*(?:(?P=inner)(?=\s*[×x*X]))?)*)"
    r"\s*(?P<unit>[a-zA-Zμ°℃%\"″²³·]+(?:/[a-zA-Z\u4e00-\u9fff²³]+)?|[\u4e00-\u9fff]{1,2}(?:/[\u4e00-\u9fffa-zA-Z]{1,3})?)?"
)


_SPELLED = re.compile(
    r"[零一二两三四五六七八九十百千万]{2,12}(?=\s*(?:元|块))|^[零一二两三四五六七八九十百千万]+(?=(?:元|块)钱?整?$)|^[一二两三四五六七八九十百千万][零一二三四五六七八九十百千万]+$"
)
_IN_WORDS = str.maketrans("〇壹贰叁肆伍陆柒捌玖拾佰仟萬圆", "零一二三四五六七八九十百千万元")
_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def _in_digits(text: str) -> str:
    """The text with amounts that are spelled (`一百零八元`, `叁拾元整`) in digits."""
    plain = text.translate(_IN_WORDS).strip()
    digits = _SPELLED.sub(lambda m: _digits(m[0]), plain)
    return text if digits == plain else digits


def _digits(spelled: str) -> str:
    """`一百九十九` and `一九九` as `199`, `一百二` as `120`."""
    if not set(spelled) & {*_PLACES, "万"}:
        return "".join(str(_NUMERALS[sign]) for sign in spelled)
    total = section = digit = 0
    last = 1
    for sign in spelled:
        if sign == "万":
            total, section, digit, last = (total + section + digit) * 10_000, 0, 0, 10_000
        elif sign in _PLACES:
            section, digit, last = section + (digit or 1) * _PLACES[sign], 0, _PLACES[sign]
        else:
            digit, last = _NUMERALS[sign], 1 if sign == "零" else last
    return str(total + section + digit * max(1, last // 10))


@cache
def _currency() -> str:
    return "|".join(re.escape(w) for w in sorted(lexicon().currencies, key=len, reverse=True))


@cache
def _currency_alone() -> re.Pattern[str]:
    words = sorted(lexicon().currencies, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z单]){re.escape(w)}(?![a-z格素旦宵])" for w in words))


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<pre>{_currency()})\s*)?(?<![\d.])(?P<num>{_NUMBER})(?![\d])(?P<big>\s*[万千k](?![a-z克瓦]))?"
        rf"(?:\s*(?P<post>(?:{_currency()})(?![a-z])))?(?P<up>\s*起)?(?:{_PER})?"
    )


@cache
def _amount_only() -> re.Pattern[str]:
    money = rf"(?:{_currency()})"
    return re.compile(rf"{money}?\s*[-+]?{_NUMBER}\s*(?:{money}|%|[a-z]{{1,3}})?(?:\s*/\s*\S{{1,4}})?起?")


@cache
def _quantity_after() -> re.Pattern[str]:
    words = sorted(lexicon().quantities, key=len, reverse=True)
    letters = [w for w in words if w.isascii() and len(w) == 1 and w.isalpha()]
    latin = [w for w in words if w.isascii() and w.isalpha() and w not in letters]
    other = [re.escape(w) for w in words if not (w.isascii() and w.isalpha())]
    # One letter is a unit only right behind its number: `99 M码` is a price and a size.
    glued = rf"(?:{'|'.join(letters)})(?![a-z])"
    return re.compile(rf"{glued}|\s*(?:(?:{'|'.join(latin)})(?![a-z])|{'|'.join(other)}|[×x*]\s*\d)")


def _is_quantity(text: str, token: re.Match[str]) -> bool:
    if token["pre"] or token["post"] or token["per"]:
        return False
    glued = token.start() and re.match(r"[a-z×*]", text[token.start() - 1])
    return bool(glued or _quantity_after().match(text, token.end()))


def _opens_range(text: str, tokens: list[re.Match[str]], i: int) -> bool:
    """`199-299元`: the first number belongs to the second's currency."""
    near = [(i, i + 1), (i - 1, i)]
    return len(tokens) == 2 and any(a >= 0 and b < 2 and _joined(text, tokens[a], tokens[b]) for a, b in near)


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"\s*(?:[-~–—至到]|to)\s*", text[first.end() : second.start()]))


def _range(text: str, first: re.Match[str], second: re.Match[str]) -> Price:
    low, high = _price(first, ""), _price(second, "")
    note = _clean(text[: first.start()] + " " + text[second.end() :])
    return Price(f"{low.value}-{high.value}", high.currency or low.currency, high.per or low.per, note)


def _price(token: re.Match[str], note: str) -> Price:
    number = Decimal(token["num"].replace(",", ""))
    big = (token["big"] or "").strip()
    value = format(number * {"万": 10000, "千": 1000, "k": 1000}.get(big, 1), "f") if big else token["num"]
    money = token["post"] or token["pre"] or ""
    note = " ".join(n for n in (note, (token["up"] or "").strip()) if n)
    return Price(plain_number(value), lexicon().currencies.get(money, ""), (token["per"] or "").strip(), note)


def _notes(text: str, tokens: list[re.Match[str]]) -> list[str]:
    """One price: everything around it. Several: what stands before each, and after it up to a separator."""
    if len(tokens) == 1:
        return [_clean(text[: tokens[0].start()] + " " + text[tokens[0].end() :])]
    notes: list[str] = []
    begin = 0
    for i, token in enumerate(tokens):
        stop = tokens[i + 1].start() if i + 1 < len(tokens) else len(text)
        after = (
            re.match(r"[^\n;；,，。/|、]*", text[token.end() : stop]) if _separated(text[token.end() : stop]) else None
        )
        tail = after[0] if after else ("" if i + 1 < len(tokens) else text[token.end() : stop])
        notes.append(_clean(text[begin : token.start()] + " " + tail))
        begin = token.end() + (len(tail) if after else 0)
    return notes


def _separated(between: str) -> bool:
    return bool(re.search(r"[\n;；,，。/|、]", between))


def _clean(note: str) -> str:
    """Words left beside a price, without brackets and punctuation at the ends."""
    words = " ".join(re.sub(r"[()\[\]【】<>]", " ", note).split())
    words = words.strip(" :,;，；、。/|*+-~=·")
    return "" if words.lower() in lexicon().each else words
