"""Goods that a text names as the brand's own though it has none of that name: the Ridge grinder, 云海枕239一只."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from copilot.checking.ledger import Ledger
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.draft import Finding

_PRICED = (Measure.MONEY, Measure.BARE)
_NAME = r"[A-Z][A-Za-z'-]+(?:\s[A-Z][A-Za-z'-]+)?"
_OURS = r"\b(?:[Tt]he|[Oo]ur|[Tt]his|[Nn]ew|[Mm]eet|[Tt]ry)\s"
_LEAST = 3
"""Sums below it are counts."""
_POINTING = re.compile(
    r"[这那每一哪各两二三几本该换买睡盖新旧老送比你您我他她咱]|.?[只床款张个套条件支]|.{1,2}[一两几这那][只床款张个套条件支]$"
)


def unknown_goods(ledger: Ledger) -> Iterator[Finding]:
    """Findings for a name before a word for goods of the brand, where nothing known has it; and for its price."""
    request = ledger.reading.request
    if not (request.facts or request.evidence):
        return
    notice = ledger.notices["product_name_unknown"]
    for start, end in (*_latin(ledger), *_priced(ledger)):
        name = _without_noun(ledger.reading.surface.plain[start:end])
        if any(m.start < start + len(name) and start < m.end for m in ledger.mentions) or _told(ledger, name):
            continue
        yield ledger.reading.finding(notice, start, end)
        if (price := _price_behind(ledger, end)) is not None:
            yield ledger.finding("unmatched", replace(price, measure=Measure.MONEY))


def _latin(ledger: Ledger) -> Iterator[tuple[int, int]]:
    """A name written large between the, our or new and a noun: the Ridge grinder."""
    pattern = _patterns(ledger.kinds)[0]
    yield from (found.span(1) for found in pattern.finditer(ledger.reading.surface.text))


def _priced(ledger: Ledger) -> Iterator[tuple[int, int]]:
    """A Chinese name that opens a clause, with a price behind it: 云海枕239一只."""
    pattern = _patterns(ledger.kinds)[1]
    for found in pattern.finditer(ledger.reading.surface.plain):
        if not _POINTING.match(found[1]) and _price_behind(ledger, found.end(1)) is not None:
            yield found.span(1)


@lru_cache(maxsize=64)
def _patterns(kinds: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """For the nouns of a brand: a name written large before an English one, and a Chinese one at the start of a clause."""
    words = "|".join(sorted(k for k in kinds if k.isascii())) or "(?!)"
    characters = "".join(sorted(k for k in kinds if not k.isascii()))
    noun = f"[{characters}]" if characters else "(?!)"
    return (
        re.compile(rf"{_OURS}({_NAME}\s(?i:{words})s?)\b"),
        re.compile(rf"(?:^|(?<=[，,。！!；;：:\n、]))([\u4e00-\u9fff]{{2,4}}?{noun})(?![\u4e00-\u9fff]?[子头套片])"),
    )


def _price_behind(ledger: Ledger, end: int) -> Quantity | None:
    """The sum that words for a price lead to from `end`."""
    plain = ledger.reading.surface.plain
    following = next((q for q in ledger.quantities if q.start >= end and q.measure in _PRICED), None)
    if following is None or following.value < _LEAST:
        return None
    return following if ledger.phrases.leads_to_price(plain[end : following.start].strip(" ，,:：")) else None


def _without_noun(written: str) -> str:
    return written.rsplit(" ", 1)[0] if " " in written else written[:-1]


def _told(ledger: Ledger, name: str) -> bool:
    """Whether the knowledge has the name."""
    if name.isascii():
        return ledger.is_told(re.compile(rf"\b{re.escape(name)}\b"))
    return name in ledger.told()
