"""Calculations told in words: 1980乘2减400，3560; $46 less 10% is $41.40."""

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation

from copilot.checking.arithmetic import Calculation

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,4})?"
_TERM = rf"[¥￥$£€]?\s?{_NUMBER}(?:\s?(?:%|元|块钱?|只|个|袋|晚|份|瓶|盒|支|件|条|节|次|天|bucks|euros?|pounds?))?"
_OPERATOR = r"[+＋×x*÷/−-]|乘以?|再?加上?|再?减去?|再?减掉|除以?|\b(?:plus|minus|less|times)\b"
_SAYS = r"=|≈|等于|就是|那就是|一共是?|总共是?|合计|\b(?:is|makes|comes to|equals|so(?: you(?:'d| would)? pay)?)\b"
_MAY_SAY = rf"{_SAYS}|是|付|到手|得|\b(?:that's|leaves)\b"
_NOUN = r"(?:\s(?!plus|minus|less|times|is|so|makes)[a-z]{3,12}+){0,2}"
_SPOKEN = re.compile(
    rf"(?<![\d.满到至~-])({_TERM}(?:{_NOUN}+\s?,?\s?(?:{_OPERATOR})\s?(?:the\s)?{_TERM}){{1,4}}+){_NOUN}+\s?[，,]?\s?({_MAY_SAY})?\s?[¥￥$£€]?\s?({_NUMBER})(?![\d.]*\s?(?:%|折|[号月日点晚个只袋份人天次节件位]|nights?\b|days?\b|people\b))"
)
_PART = re.compile(rf"({_OPERATOR})?\s?(?:the\s)?[¥￥$£€]?\s?({_NUMBER})\s?(%)?{_NOUN}")
_SIZE = re.compile(r"\s?\d{1,4}x\d{1,4}\s?")
"""The 4x8 is $189: a thing called by its size."""
_SURE = re.compile(_SAYS)
_WORD = re.compile(r"[乘加减除a-z]")
_HUNDRED = Decimal(100)


def spoken_sums(plain: str) -> Iterator[Calculation]:
    """Such calculations with their results, left to right: those that are right, and those whose words leave no doubt that
    the number behind them is their result."""
    for found in _SPOKEN.finditer(plain):
        if not _WORD.search(found[1]) or _SIZE.fullmatch(found[1]) or (right := _reckoned(found[1])) is None:
            continue
        written = Decimal(found[3].replace(",", ""))
        if right == written or (found[2] and _SURE.fullmatch(found[2])):
            yield Calculation(found.start(), found.start(3), found.end(3), written, right)


def _reckoned(expression: str) -> Decimal | None:
    """What it comes to, each step taken on what came before; a percentage is one of that."""
    total: Decimal | None = None
    try:
        for operator, figure, percent in _PART.findall(expression):
            number = Decimal(figure.replace(",", ""))
            if total is None:
                total = number
                continue
            step = number / _HUNDRED * total if percent else number
            if operator in ("+", "＋", "plus") or "加" in operator:
                total += step
            elif operator in ("-", "−", "minus", "less") or "减" in operator:
                total -= step
            elif operator in ("÷", "/") or "除" in operator:
                total /= number
            else:
                total *= number
    except (InvalidOperation, DivisionByZero):
        return None
    return total
