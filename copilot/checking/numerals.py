"""Reads a number written in Arabic figures, Chinese numerals or English words."""

import re
from decimal import Decimal, InvalidOperation

CHINESE_DIGITS = dict(
    zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, *range(3, 10), *range(1, 10)), strict=True)
)
CHINESE_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CHINESE_MYRIADS = {"万": 10**4, "亿": 10**8}
SUFFIX_SCALES = {
    **CHINESE_SCALES,
    **CHINESE_MYRIADS,
    "w": 10**4,
    "k": 1000,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
}
ENGLISH_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
ENGLISH_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,14})(?:\.\d{1,6})?(?:\s?[万亿千百](?![能分货变般样搭])|[wk](?![a-z])|\s(?:thousand|million|billion)\b)?"
_DIGIT = "[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
CHINESE = rf"(?:(?:{_DIGIT}?[十百千万亿拾佰仟]零?){{1,12}}{_DIGIT}?|{_DIGIT}{{1,8}}|半)(?:点[零〇一二两三四五六七八九]{{1,6}})?"
_ENGLISH_WORD = "(?:" + "|".join(sorted({*ENGLISH_WORDS, *ENGLISH_SCALES}, key=len, reverse=True)) + r")\b"
ENGLISH = rf"\b(?:a (?=hundred|thousand))?{_ENGLISH_WORD}(?:(?:[ -]|(?<=hundred) and ){_ENGLISH_WORD}){{0,5}}"
NUMBER = rf"(?:{ARABIC}|{CHINESE}|{ENGLISH})"

_ARABIC_PARTS = re.compile(r"([\d,]+(?:\.\d+)?)\s?([万亿千百wk]|thousand|million|billion)?")


def value_of(token: str) -> Decimal | None:
    """The number that `token` (lower case, half width) writes, or None when it writes none."""
    token = token.strip()
    if token[:1].isascii() and token[:1].isalpha():
        return _english(token)
    if found := _ARABIC_PARTS.fullmatch(token):
        try:
            return Decimal(found[1].replace(",", "")) * SUFFIX_SCALES.get(found[2] or "", 1)
        except InvalidOperation:
            return None
    return _chinese(token)


def _english(token: str) -> Decimal | None:
    """`one hundred and forty-nine` is 149; `nineteen ninety-nine` is 19.99, as prices are said."""
    total, section, last = 0, 0, 0
    for word in re.split(r"[ -]+", token):
        if word in ENGLISH_SCALES:
            section = (section or 1) * ENGLISH_SCALES[word]
            if word != "hundred":
                total, section = total + section, 0
        elif word in ENGLISH_WORDS:
            value = ENGLISH_WORDS[word]
            if last and (last < value or value >= 10) and section:
                return Decimal(section) + _cents(token, word)
            section += value
        elif word not in ("a", "and"):
            return None
        last = ENGLISH_WORDS.get(word, 0) if word not in ENGLISH_SCALES else 0
    return Decimal(total + section)


def _cents(token: str, first: str) -> Decimal:
    words = re.split(r"[ -]+", token)
    return Decimal(sum(ENGLISH_WORDS.get(w, 0) for w in words[words.index(first) :])) / 100


def _chinese(token: str) -> Decimal | None:
    if token == "半":
        return Decimal("0.5")
    whole, _, fraction = token.partition("点")
    value = _chinese_whole(whole)
    if value is None or not fraction:
        return value
    return Decimal(f"{value}.{''.join(str(CHINESE_DIGITS[c]) for c in fraction)}") if fraction else value


def _chinese_whole(token: str) -> Decimal | None:
    if not token or any(c not in CHINESE_DIGITS and c not in SUFFIX_SCALES for c in token):
        return None
    if all(c in CHINESE_DIGITS for c in token):
        return Decimal("".join(str(CHINESE_DIGITS[c]) for c in token))
    total, section, digit, scale = 0, 0, 0, 1
    for i, char in enumerate(token):
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char]
            if i == len(token) - 1 and scale > 10 and token[i - 1] not in "零〇":
                digit *= scale // 10  # 一百五 is 150, 两万三 is 23,000
        elif char in CHINESE_SCALES:
            scale = CHINESE_SCALES[char]
            section += (digit if digit or i else 1) * scale
            digit = 0
        else:
            scale = CHINESE_MYRIADS[char]
            total = (total + section + digit) * scale if scale > 10**4 else total + (section + digit) * scale
            section, digit = 0, 0
    return Decimal(total + section + digit)


def singular(noun: str) -> str:
    """An English noun without its plural ending."""
    if not noun.isascii() or len(noun) < 4 or noun.endswith("ss"):
        return noun
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
