"""Urgency and reference prices, held against the offers and prices in force."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from copilot.checking.baskets import totals
from copilot.checking.campaigns import out_of_season
from copilot.checking.gifts import given_still
from copilot.checking.known import standing_of
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import value_of
from copilot.checking.offer_ends import wrong_offer_ends
from copilot.checking.offer_names import ended_offers
from copilot.checking.periods import Standing, as_date
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import Fact, Field

_GOES_ON = re.compile(r"(?:[、和,，]?\s?明天)?[、和,，]?\s?(明天|后天)")
_NAMED_DAY = re.compile(r"(明天|后天)[^，。！？\d]{0,4}$")
_BESIDE = 8
_WORTH = re.compile(r"worth|价值")


def check_offers(ledger: Ledger) -> Iterator[Finding]:
    """False urgency, and prices set up for comparison without a record."""
    yield from _urgency(ledger)
    yield from _references(ledger)
    yield from _savings(ledger)
    yield from wrong_offer_ends(ledger)
    ended = [*ended_offers(ledger), *given_still(ledger)]
    yield from ended
    yield from (f for f in out_of_season(ledger) if not _touched(ended, f.start, f.end))


def misworked(ledger: Ledger, numbered: Sequence[Finding], told: Sequence[Finding]) -> Iterator[Finding]:
    """Savings and results of deals in which the number lock found a sum or a deal wrong: they mislead about the price.

    Where `told` says so already, nothing is added."""
    wrong = [f for f in numbered if f.kind == "price" and f.severity is not Severity.NOTE]
    for found in ledger.reading.offers.worked_out.finditer(ledger.reading.surface.plain) if wrong else ():
        start, end = found.span()
        if _touched(wrong, start, end) and not _touched(told, start, end):
            yield ledger.reading.finding(ledger.notices["deal_misworked"], start, end)


def _touched(findings: Sequence[Finding], start: int, end: int) -> bool:
    return any(f.start < end and start < f.end for f in findings)


def _urgency(ledger: Ledger) -> Iterator[Finding]:
    reading, request = ledger.reading, ledger.reading.request
    for found in ledger.reading.offers.urgency.finditer(reading.surface.plain):
        if ledger.reading.offers.not_urgent.search(reading.surface.plain, max(0, found.start() - 10), found.start()):
            continue
        place = Quantity(Measure.DATE, (), "", found.start(), found.end(), found[0])
        ends = _ends(ledger, ledger.scope(place))
        slack = 1 if _loose(found) else 0
        last = _day_beside(found, ledger) or _implied(found, request.at)
        if any(abs((end - last).days) <= slack for end in ends or _days_said(ledger, place)):
            continue
        notice = ledger.notices["urgency_wrong" if ends else "urgency_unsupported"]
        right = " / ".join(end.isoformat() for end in sorted(ends)[:2])
        yield reading.finding(notice, found.start(), found.end(), right=right)
        if ends:
            yield ledger.finding("conflict", place, right=right)


def _days_said(ledger: Ledger, place: Quantity) -> set[date]:
    """The days named in the sentence of `place`, which the number lock holds against the knowledge."""
    stretch = ledger.reading.surface.sentence_at(place.start)
    near = (q for q in ledger.near(place) if q.measure is Measure.DATE and stretch.start <= q.start < stretch.end)
    return {day for q in near if (day := as_date(q, ledger.reading.request.at))}


def _day_beside(found: re.Match[str], ledger: Ledger) -> date | None:
    """The day that words beside name instead: 后天最后一天, 只剩今天明天后天."""
    plain, phrases = ledger.reading.surface.plain, ledger.phrases
    after = _GOES_ON.match(plain, found.end())
    before = _NAMED_DAY.search(plain, max(0, found.start() - _BESIDE), found.start())
    named = after[1] if after else before[1] if before else None
    return (
        ledger.reading.request.at + timedelta(days=phrases.days_ahead[named]) if named in phrases.days_ahead else None
    )


def _implied(found: re.Match[str], at: date) -> date:
    words = found[0]
    count = _count(found)
    if count and not any(w in words for w in ("小时", "晚", "分钟", "hour", "minute")):
        days = value_of(count)
        return at + timedelta(days=int(days) - 1 if days else 0)
    if "明" in words or "tomorrow" in words:
        return at + timedelta(days=1)
    if "本周" in words:
        return at + timedelta(days=6 - at.weekday())
    return at


def _count(found: re.Match[str]) -> str | None:
    return found["left"] or found["count"] or found["days"] or found["rest"] or found["only"]


def _loose(found: re.Match[str]) -> bool:
    return bool(_count(found) or found["after"]) or "即将" in found[0] or "马上" in found[0] or "快要" in found[0]


def _ends(ledger: Ledger, scope: frozenset[str]) -> set[date]:
    request = ledger.reading.request
    facts = [*request.facts, *(i.fact for i in request.evidence if i.fact)]
    told = (c for c in ledger.campaigns.running if not scope or c.products & scope)
    return {
        f.valid_to
        for f in facts
        if f.valid_to and standing_of(f, request.at) is Standing.IN_FORCE and _concerns(f, scope)
    } | {c.period.last for c in told if c.period.last}


def _concerns(fact: Fact, scope: frozenset[str]) -> bool:
    return not scope or not fact.product or fact.product in scope


def _references(ledger: Ledger) -> Iterator[Finding]:
    reading = ledger.reading
    for found in ledger.reading.offers.reference.finditer(reading.surface.plain):
        said = value_of(found["sum"])
        place = Quantity(Measure.MONEY, (said,) if said else (), "", found.start("sum"), found.end(), found[0])
        prices = _prices(ledger, ledger.scope(place))
        offered = (d for c in ledger.campaigns.others for d in c.deals if d.measure is Measure.MONEY)
        coming = (f for f in _prices(ledger, ledger.scope(place), Standing.NOT_YET) if f.number == said)
        if (
            said is None
            or any(f.number == said for f in prices)
            or any(coming)
            or any(d.value == said for d in offered)
            or said in totals(ledger, place)
            or _worth(found, said, ledger)
        ):
            continue
        listed = [f for f in prices if f.field == Field.LIST_PRICE]
        notice = ledger.notices["reference_price_wrong" if listed else "reference_price_unsupported"]
        right = " / ".join(f"{f.value}{f.unit}" for f in listed[:2])
        yield reading.finding(notice, found.start(), found.end(), right=right)


def _savings(ledger: Ledger) -> Iterator[Finding]:
    reading = ledger.reading
    reductions = [q for q in ledger.quantities if q.measure is Measure.REDUCTION]
    for found in ledger.reading.offers.saving.finditer(reading.surface.plain):
        if any(r.start < found.end() and found.start() < r.end for r in reductions):
            continue
        said = value_of(found["sum"])
        place = Quantity(Measure.MONEY, (said,) if said else (), "", found.start("sum"), found.end(), found[0])
        sums = {f.number for f in _prices(ledger, ledger.scope(place)) if f.number is not None}
        known = {
            v for k in ledger.known.of(Measure.MONEY, Measure.REDUCTION) if k.holds for v in k.quantity.values[-1:]
        }
        if (
            said is None
            or any(a - b == said for a in sums for b in sums)
            or said in known
            or _of_several(said, sums, known)
        ):
            continue
        yield reading.finding(ledger.notices["reference_price_unsupported"], found.start(), found.end())


def _of_several(said: Decimal, sums: set[Decimal], known: set[Decimal]) -> bool:
    """Whether two or three pieces at their price cost so much more than they do in an offer."""
    return any(n * a - b == said for n in (2, 3) for a in sums for b in known)


def _worth(found: re.Match[str], said: Decimal, ledger: Ledger) -> bool:
    """Whether the knowledge tells that something is worth so much."""
    return bool(_WORTH.search(found[0])) and any(
        k.holds and k.fact is None and k.quantity.value == said and {"worth", "价值"} & k.context.near
        for k in ledger.known.of(Measure.MONEY)
    )


def _prices(ledger: Ledger, scope: frozenset[str], standing: Standing = Standing.IN_FORCE) -> list[Fact]:
    request = ledger.reading.request
    facts = [*request.facts, *(i.fact for i in request.evidence if i.fact)]
    return [
        f for f in facts if f.field in Field.PRICES and _concerns(f, scope) and standing_of(f, request.at) is standing
    ]
