"""Offers that a text says still run, by their names, though their days are over."""

import re
from collections.abc import Iterator
from datetime import date

from copilot.checking.known import Standing, standing_of
from copilot.checking.ledger import Ledger
from copilot.domain.draft import Finding
from copilot.domain.evidence import Fact

_PIECE = re.compile(r"[；;，,。\n]")
_CLAUSE_END = re.compile(r"[，,。！？!?；;\n]|\.(?=\s|$)")
_REACH = 24
_LEAST = 2


def ended_offers(ledger: Ledger) -> Iterator[Finding]:
    """Findings for a named offer that is over and spoken of as running. One that starts again is left alone."""
    names = _names(ledger)
    if not names:
        return
    reading, patterns, plain = ledger.reading, ledger.reading.offers, ledger.reading.surface.plain
    wanted = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    for found in re.finditer(wanted, plain):
        last = names[found[0]]
        end = _CLAUSE_END.search(plain, found.end())
        stop = min(end.start() if end else len(plain), found.end() + _REACH)
        running = patterns.running.search(plain, found.end(), stop)
        if last is None or running is None or patterns.not_running.search(plain, max(0, found.start() - 4), stop):
            continue
        yield reading.finding(ledger.notices["offer_expired"], found.start(), running.end(), day=last, right="")


def _names(ledger: Ledger) -> dict[str, date | None]:
    """Names of offers with the day they ended; None while an offer of that name runs or is to come."""
    request, patterns = ledger.reading.request, ledger.reading.offers
    names: dict[str, date | None] = {}
    for fact in (*request.facts, *(i.fact for i in request.evidence if i.fact)):
        if fact.valid_to is None:
            continue
        over = standing_of(fact, request.at) is Standing.EXPIRED
        for name in _named_by(fact, ledger):
            for written in _spellings(name, patterns.events):
                known = names.get(written, fact.valid_to)
                names[written] = max(known, fact.valid_to) if over and known else None
    return names


def _named_by(fact: Fact, ledger: Ledger) -> Iterator[str]:
    pieces = [p.strip() for text in (fact.note, fact.value) for p in _PIECE.split(ledger.plain(text))]
    for piece in pieces:
        if (len(piece) >= _LEAST and ledger.reading.offers.offer_name.search(piece)) or any(
            event in piece for event in ledger.reading.offers.events
        ):
            yield piece


def _spellings(name: str, events: list[str]) -> set[str]:
    """A name, the well-known events in it, and 双十一 for 双11."""
    found = {name, *(event for event in events if event in name)}
    if "双1" in name or "双十" in name:
        last = name[name.index("双") + 2 : name.index("双") + 3]
        digit = {"1": "一", "2": "二", "一": "一", "二": "二"}.get(last, "")
        if digit:
            found |= {f"双十{digit}", f"双1{'1' if digit == '一' else '2'}"}
    return found
