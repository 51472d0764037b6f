"""What a question and its answer tell together: How many trucks do you have? Four. What won't you move? Propane, paint."""

import re
from collections.abc import Iterator
from decimal import Decimal

from copilot.checking.numerals import NUMBER, singular, value_of
from copilot.checking.quantity import Measure, Quantity

_HOW_MANY = re.compile(
    rf"\bhow many ([a-z]{{3,}})\b[^?\n]{{0,60}}\?\s*(?:(?:we(?:'ve| have)(?: got)?|there are|there's|just|only|about|it's) )*({NUMBER})(?![\d%]|[.:]\d)"
)
_LABELLED = re.compile(rf"(?:^|\n)[|\s]*(?:number of )?([a-z]{{3,}}s)\s?[|:：]\s*({NUMBER})(?=\s*(?:[|\n(（;；,]|$))")
"""Shades | 18: a row of a table, or a line of a list, whose label names what is counted."""
_MOST = Decimal(100_000)
_REFUSED = re.compile(
    r"\bwhat (?:[a-z]+ )?(won't|can't|don't|cannot|will not|do not)(?: (?:you|i|we))? ([a-z]+)[^?\n]{0,24}\?\s*([^.\n?]{3,160})"
    r"|\bwhat (?:[a-z]+ )?(will|can|do) (?:you|i|we) not ([a-z]+)[^?\n]{0,24}\?\s*([^.\n?]{3,160})"
    r"|(?:什么|哪些|哪种|啥)[\u4e00-\u9fff]{0,4}?(不(?:能|可以?|收|接|给|做|让|建议)?)([\u4e00-\u9fff]{0,3}?)[？?]\s*([^。\n？?]{2,80})"
)
_ITEM = re.compile(r"\s*(?:[、，,]|\band\b|\bor\b|和|还有|以及)\s*")


def answered_counts(plain: str) -> Iterator[Quantity]:
    """What the number that begins an answer, or follows a label, counts, as the question or the label names it."""
    for found in (*_HOW_MANY.finditer(plain), *_LABELLED.finditer(plain)):
        value = value_of(found[2])
        if value and value < _MOST:
            start, end = found.span(2)
            yield Quantity(Measure.COUNT, (value,), singular(found[1]), start, end, found[2])


def answered_refusals(plain: str) -> Iterator[str]:
    """What an answer refuses, as sentences: what the question denies, said of each thing that the answer lists."""
    for found in _REFUSED.finditer(plain):
        refusal, verb, things = next(found.group(n, n + 1, n + 2) for n in (1, 4, 7) if found[n])
        for thing in _ITEM.split(things):
            if thing:
                yield f"we {refusal} {verb} {thing}." if refusal.isascii() else f"{thing}{refusal}{verb}。"
