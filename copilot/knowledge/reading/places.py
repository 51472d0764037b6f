"""Names for the places in a file that a person may correct, made of words, so that they hold when the file changes."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from copilot.knowledge.reading.blocks import Grid
from copilot.knowledge.reading.headers import Header
from copilot.knowledge.reading.lexicon import fold
from copilot.knowledge.reading.regions import Row, distinct

_LONGEST_KEY = 200


def sheet_key(grid: Grid) -> str:
    """The sheet's title, or the nearest heading above a table in a text; "" where there is neither."""
    return fold(grid.title or (grid.headings[-1] if grid.headings else ""))[:_LONGEST_KEY]


def row_key(row: Row) -> str:
    """The words of a row: `产品 | 标价 | 会员价`."""
    return " | ".join(fold(c.text) for c in distinct(row))[:_LONGEST_KEY]


def column_keys(headers: Iterable[Header]) -> list[str]:
    """The header words of each column, dates and units taken off; `#2` at the second column of the same words."""
    return numbered([fold(" > ".join(h.path))[:_LONGEST_KEY] for h in headers])


def numbered(keys: Iterable[str]) -> list[str]:
    """The keys, those that were there before told apart: `价格`, `价格#2`."""
    counts: Counter[str] = Counter()
    told: list[str] = []
    for key in keys:
        counts[key] += 1
        told.append(key if counts[key] == 1 else f"{key}#{counts[key]}")
    return told


def without_digits(key: str) -> str:
    """The key as it reads in every month: `2026年11月价格表` and `2026年12月价格表` are the same sheet."""
    return re.sub(r"[\d.,]+", "", key)


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, 0..1: the share of pairs of characters (Dice's coefficient)."""
    first, second = _pairs(one), _pairs(other)
    both = sum((first & second).values())
    total = sum(first.values()) + sum(second.values())
    return 2 * both / total if total else float(one == other)


def _pairs(text: str) -> Counter[str]:
    folded = fold(text)
    return Counter(a + b for a, b in pairwise(folded))
