"""Offers that a text says still run, by their names, though their days are over."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from copilot.checking.known import standing_of
from copilot.checking.periods import Standing
from copilot.checking.quantity import Measure
from copilot.checking.word_lists import OfferPatterns
from copilot.domain.draft import Finding
from copilot.domain.evidence import Fact, Field

if TYPE_CHECKING:
    from copilot.checking.ledger import Ledger

_PIECE = re.compile(r"[；;，,。\n]")
_CLAUSE_END = re.compile(r"[，,。！？!?；;\n]|\.(?=\s|$)")
_IS_OVER = re.compile(r"'s (?:long )?(?:over|gone|done|finished)\b")
_REACH = 24
_LEAST = 2


@dataclass(frozen=True, slots=True)
class OfferNames:
    """Names of offers with the day they ended, None while an offer of that name runs or is to come; and their pattern."""

    ended: Mapping[str, date | None]
    pattern: re.Pattern[str]


Named = tuple[tuple[Fact, date, tuple[str, ...]], ...]
"""Facts that end, with their last day and the names of the offers they tell of, in every spelling."""


def named_offers(facts: Iterable[Fact], patterns: OfferPatterns, plain: Callable[[str], str]) -> Named:
    """The names of the offers that end among the facts, on whatever day one asks."""
    ending = ((fact, fact.valid_to, _named_by(fact, patterns, plain)) for fact in facts if fact.valid_to)
    return tuple(
        (f, last, tuple(s for n in names for s in _spellings(n, patterns.events))) for f, last, names in ending
    )


def offer_names(at: date, named: Named) -> OfferNames:
    """The names of all offers that end, and how they stand on the day `at`."""
    names: dict[str, date | None] = {}
    for fact, last, written in named:
        over = standing_of(fact, at) is Standing.EXPIRED
        for name in written:
            known = names.get(name, last)
            names[name] = max(known, last) if over and known else None
    wanted = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return OfferNames(names, re.compile(wanted or r"(?!)"))


def ended_offers(ledger: "Ledger") -> Iterator[Finding]:
    """Findings for a named offer that is over and spoken of as running. One that starts again is left alone."""
    reading, patterns, plain = ledger.reading, ledger.reading.offers, ledger.reading.surface.plain
    for found in ledger.offer_names.pattern.finditer(plain):
        last = ledger.offer_names.ended[found[0]]
        end = _CLAUSE_END.search(plain, found.end())
        stop = min(end.start() if end else len(plain), found.end() + _REACH)
        running = patterns.running.search(plain, found.end(), stop)
        priced = next(
            (q for q in ledger.quantities if found.end() <= q.start < stop and q.measure is Measure.MONEY), None
        )
        close = running.end() if running else priced.end if priced else None
        if last is None or close is None or _over(ledger, found.start(), stop):
            continue
        yield reading.finding(ledger.notices["offer_expired"], found.start(), close, day=last, right="")


def _over(ledger: "Ledger", start: int, stop: int) -> bool:
    """Whether the words around a name say that it is over."""
    plain = ledger.reading.surface.plain
    return bool(ledger.reading.offers.not_running.search(plain, max(0, start - 4), stop)) or bool(
        _IS_OVER.search(plain, start, stop)
    )


def _named_by(fact: Fact, patterns: OfferPatterns, plain: Callable[[str], str]) -> Iterator[str]:
    pieces = [p.strip() for text in (fact.note, fact.value) for p in _PIECE.split(plain(text))]
    for piece in pieces:
        if (len(piece) >= _LEAST and patterns.offer_name.search(piece)) or any(e in piece for e in patterns.events):
            yield piece
    if fact.field not in Field.PRICES and patterns.offer_field.fullmatch(plain(fact.field)):
        yield plain(fact.value).strip()


def _spellings(name: str, events: list[str]) -> set[str]:
    """A name, the well-known events in it, and 双十一 for 双11."""
    found = {name, *(event for event in events if event in name)}
    if "双1" in name or "双十" in name:
        last = name[name.index("双") + 2 : name.index("双") + 3]
        digit = {"1": "一", "2": "二", "一": "一", "二": "二"}.get(last, "")
        if digit:
            found |= {f"双十{digit}", f"双1{'1' if digit == '一' else '2'}"}
    return found
