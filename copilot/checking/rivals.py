"""Finds what the knowledge says instead: a known number about the same thing with another value."""

from collections.abc import Iterable
from dataclasses import dataclass

from copilot.checking.context import Context
from copilot.checking.known import Known
from copilot.checking.ledger import Ledger, in_scope
from copilot.checking.quantity import Measure, Quantity, agrees

_ENOUGH = 1.0
_SURE = 2.0
_AHEAD = 1.3
_SMALL = 2
_STEADY = (Measure.SIZE, Measure.PACK, Measure.REDUCTION)


@dataclass(frozen=True, slots=True)
class Rival:
    """A known number that seems to be about the same thing; `score` as `Context.shared_with` counts."""

    known: Known
    score: float

    @property
    def sure(self) -> bool:
        """Whether more than one word speaks for it."""
        return self.score >= _SURE


def rival_of(quantity: Quantity, ledger: Ledger, scope: frozenset[str], holding: list[Known]) -> Rival | None:
    """The known number that `quantity` contradicts, if one stands nearer to it than those it agrees with."""
    if _says_little(quantity, ledger):
        return None
    others = [
        k for k in ledger.known.same_subject(quantity) if k.holds and in_scope(k, scope) and not agrees(quantity, k.quantity)
    ]
    if not others:
        return None
    context = ledger.context(quantity)
    best = max((Rival(k, _nearness(k, context, quantity, ledger)) for k in others), key=lambda r: r.score)
    if best.score < _ENOUGH:
        return None
    agreeing = _best(holding, context, quantity, ledger)
    return best if agreeing is None or best.score >= agreeing + _AHEAD else None


def _best(known: Iterable[Known], context: Context, quantity: Quantity, ledger: Ledger) -> float | None:
    return max((_nearness(k, context, quantity, ledger) for k in known), default=None)


def _nearness(known: Known, context: Context, quantity: Quantity, ledger: Ledger) -> float:
    score = context.shared_with(known.context)
    if known.product and known.fact and ledger.names_product(quantity, known.product):
        specific = known.quantity.unit not in ledger.phrases.generic_units and quantity.measure is not Measure.MONEY
        score += 1.0 if specific else 0.5
    return score


def _says_little(quantity: Quantity, ledger: Ledger) -> bool:
    """一个, 两个人: too small and too common to contradict anything by itself."""
    if quantity.measure is Measure.COUNT and quantity.value <= _SMALL:
        return quantity.value <= 1 or quantity.unit in ledger.phrases.generic_units
    return quantity.measure in _STEADY
