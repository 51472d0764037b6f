"""Figures that two sources disagree about, and figures that a person decided against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from copilot.checking.known import Known, Reader, of_fact
from copilot.checking.ledger import Ledger, in_scope
from copilot.checking.quantity import Measure, Quantity, agrees
from copilot.domain.conflict import Conflict, Disputes
from copilot.domain.draft import Finding
from copilot.domain.evidence import Fact, Field


@dataclass(frozen=True, slots=True)
class Doubted:
    """A quantity that is not certain, and the conflict it is part of."""

    known: Known
    conflict: Conflict
    settled: bool


@dataclass(frozen=True, slots=True)
class Doubts:
    """Every quantity that is not certain on a day, and the facts that nobody has settled."""

    quantities: tuple[Doubted, ...]
    uncertain: frozenset[Fact]


def doubts(disputes: Disputes, at: date, reader: Reader) -> Doubts:
    """What is not certain; open conflicts before settled ones: what is still asked for matters more."""
    wrong = disputes.wrong
    found: list[Doubted] = []
    for conflict in sorted(disputes.conflicts, key=lambda c: c.id in disputes.settled):
        settled = conflict.id in disputes.settled
        if not settled and (not conflict.in_force(at) or _is_offer(conflict, at) or _in_one_list(conflict)):
            continue
        for fact in conflict.facts:
            if fact.in_force(at) and (not settled or fact in wrong):
                found.extend(Doubted(k, conflict, settled) for k in of_fact(fact, at, reader)[:1])
    return Doubts(tuple(found), disputes.doubtful)


def _is_offer(conflict: Conflict, at: date) -> bool:
    """Whether a price with its first and last day stands beside the price of every day: an offer, whatever it is called."""
    if conflict.field not in Field.PRICES:
        return False
    ends = {f.valid_from is not None and f.valid_to is not None for f in conflict.facts if f.in_force(at)}
    return len(ends) > 1


def _in_one_list(conflict: Conflict) -> bool:
    """Whether one document gives all the prices: rows for whoever or whatever its other columns say, not two opinions."""
    return conflict.field in Field.PRICES and len({f.source.document_id for f in conflict.facts}) == 1


def check_disputes(ledger: Ledger, doubts: Doubts) -> Iterator[Finding]:
    """A finding for every figure of the text that only a disputed or overruled source gives for the product."""
    for quantity in ledger.quantities if doubts.quantities else ():
        if any(m.start < quantity.end and quantity.start < m.end for m in ledger.mentions):
            continue
        scope = ledger.scope(quantity)
        hit = next((d for d in doubts.quantities if _same(quantity, d.known, scope, ledger)), None)
        if hit is None or _certain(quantity, ledger, scope, doubts.uncertain):
            continue
        kind = "price" if quantity.measure in (Measure.MONEY, Measure.BARE) else "number"
        rule = f"{kind}_{'overruled' if hit.settled else 'disputed'}"
        yield ledger.reading.finding(
            ledger.notices[rule], quantity.start, quantity.end, right=_right(hit, ledger), other=hit.conflict.told()
        )


def _same(quantity: Quantity, known: Known, scope: frozenset[str], ledger: Ledger) -> bool:
    if not agrees(quantity, known.quantity) or not in_scope(known, scope):
        return False
    if scope or quantity.measure is Measure.MONEY:
        return True
    # A bare number about nobody in particular says something of this fact only where its field is spoken of.
    return bool(ledger.context(quantity).wide & known.context.wide)


def _certain(quantity: Quantity, ledger: Ledger, scope: frozenset[str], uncertain: frozenset[Fact]) -> bool:
    """Whether an undisputed fact of the same product gives the figure too."""
    return any(
        k.holds and k.fact is not None and k.fact not in uncertain and k.product and in_scope(k, scope)
        for k in ledger.known.of(quantity.measure)
        if agrees(quantity, k.quantity)
    )


def _right(hit: Doubted, ledger: Ledger) -> str:
    if not hit.settled:
        return hit.conflict.told()
    wrong = ledger.reading.request.disputes.wrong
    return " / ".join(dict.fromkeys(f"{f.value} {f.unit}".strip() for f in hit.conflict.facts if f not in wrong))
