"""Reads a number written in Arabic figures, Chinese numerals or English words."""

import re
from decimal import Decimal, InvalidOperation

CHINESE_DIGITS = dict(
    zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, *range(3, 10), *range(1, 10)), strict=True)
)
CHINESE_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CHINESE_MYRIADS = {"万": 10**4, "亿": 10**8}
SUFFIX_SCALES = {**CHINESE_SCALES, **CHINESE_MYRIADS, "w": 10**4, "k": 1000}
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
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,14})(?:\.\d{1,6})?(?:\s?[万亿千百](?![能分货变般样搭])|[wk](?![a-z]))?"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]{1,14}(?:点[零〇一二两三四五六七八九]{1,6})?"
ENGLISH = r"\b(?:" + "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True)) + r")\b"
NUMBER = rf"(?:{ARABIC}|{CHINESE}|{ENGLISH})"

_ARABIC_PARTS = re.compile(r"([\d,]+(?:\.\d+)?)\s?([万亿千百wk]?)")


def value_of(token: str) -> Decimal | None:
    """The number that `token` (lower case, half width) writes, or None when it writes none."""
    token = token.strip()
    if token in ENGLISH_WORDS:
        return Decimal(ENGLISH_WORDS[token])
    if found := _ARABIC_PARTS.fullmatch(token):
        try:
            return Decimal(found[1].replace(",", "")) * SUFFIX_SCALES.get(found[2], 1)
        except InvalidOperation:
            return None
    return _chinese(token)


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
