"""Finds what the knowledge says instead: a known number about the same thing with another value."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from copilot.checking.context import Context
from copilot.checking.known import Known
from copilot.checking.ledger import Ledger, in_scope
from copilot.checking.quantity import Hedge, Measure, Quantity, agrees, same_unit
from copilot.checking.shelves import YEAR, in_base, subject_of
from copilot.domain.evidence import Field

_ENOUGH = 1.0
_SURE = 2.0
_AHEAD = 0.95
_SMALL = 2
_WIDE_ENOUGH = 4
_ALIKE, _MOST = 2, 0.5
_OF_ONE_MATTER = 1.5
_APART = 10
"""Periods that lie further apart than this many times are about different things."""
_PLAIN = (Measure.COUNT, Measure.AMOUNT, Measure.PERIOD, Measure.BARE)
_MADE_SO = (Measure.AMOUNT, Measure.SIZE, Measure.PACK)
"""What a product has several of: that one of them is a fact of it settles the matter."""
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
    if quantity.measure in _MADE_SO and any(k.product in scope or k.about in scope for k in holding):
        return None
    limited = bool(ledger.phrases.limit.search(ledger.clause(quantity)))
    if _says_little(quantity, limited=limited) and not ledger.phrases.bounds(ledger.reading.surface.plain, quantity):
        return None
    if _is_ordered(quantity, ledger):
        return None
    context = ledger.context(quantity)
    others = _others(quantity, ledger, scope, holding)
    best = max((Rival(k, _nearness(k, context, quantity, ledger)) for k in others), key=lambda r: r.score, default=None)
    enough = (
        _SURE
        if quantity.measure is Measure.PERIOD
        and not (quantity.strong or quantity.quote[0].isdigit())
        and not ledger.phrases.bounds(ledger.reading.surface.plain, quantity)
        else _ENOUGH
    )
    if best is None or best.score < enough or not _to_the_point(best, context, quantity, scope):
        return None
    if _within_a_range(quantity, ledger, scope):
        return None
    if quantity.measure is Measure.DATE and holding and not best.sure:
        return None
    if any(_another_variant(k, best.known) for k in holding):
        return None
    dated = quantity.measure is Measure.DATE and not quantity.values[1]
    words = max(context.shared_with(k.context) for k in others)
    fitting = [
        k
        for k in holding
        if dated or not (k.about and scope and k.about not in scope) or context.shared_with(k.context) > words
    ]
    agreeing = _best(fitting, context, quantity, ledger)
    if agreeing is None:
        return best
    if subject_of(quantity) == YEAR:
        return None
    # That the product has a number of this kind says nothing where another number of it fits.
    return best if min(best.score, words) >= agreeing + _AHEAD else None


def _another_variant(known: Known, rival: Known) -> bool:
    """Whether both are facts of one product's one field: packs of 24 and of 48 lessons."""
    if known.fact is None or rival.fact is None or known.product != rival.product:
        return False
    return known.fact.field == rival.fact.field and known.fact.field not in Field.PRICES


def _others(quantity: Quantity, ledger: Ledger, scope: frozenset[str], holding: list[Known]) -> list[Known]:
    """What is known of the same kind, disagrees, and may be about the same thing."""
    context = ledger.context(quantity)
    others = [k for k in _near(quantity, ledger, scope) if not agrees(quantity, k.quantity)]
    others = others or _of_field(quantity, ledger, scope)
    fee = ledger.is_fee(quantity)
    others = [
        k
        for k in others
        if (not k.about or not scope or k.about in scope)
        and not (_one_of(k) or _within_limit(quantity, k.quantity) or (fee and k.of_goods))
    ]
    if quantity.measure is Measure.PERIOD and holding and quantity.written != 1:
        others = [
            k for k in others if k.quantity.unit == quantity.unit or _in_other_unit(k, quantity, context, holding)
        ]
    if quantity.measure is Measure.WEEKDAY:
        others = [k for k in others if not (ledger.only_closes(k, quantity) or ledger.only_opens(k, quantity))]
    return others


def _within_limit(said: Quantity, known: Quantity) -> bool:
    """Whether a number lies within what is known as the most there may be, and is not said as the most itself."""
    below = known.hedge is Hedge.BELOW and said.hedge is Hedge.EXACT and said.measure in (Measure.COUNT, Measure.AMOUNT)
    return below and said.value < known.value


def _is_ordered(quantity: Quantity, ledger: Ledger) -> bool:
    """三间听竹两晚2808: how many somebody takes, which is no number of the product's."""
    if quantity.measure is not Measure.COUNT or not any(q.measure is Measure.MONEY for q in ledger.near(quantity)):
        return False
    return any(0 <= m.start - quantity.end <= 1 for m in ledger.mentions_near(quantity))


def _near(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> Iterable[Known]:
    """What of its kind may come near enough: that it stands in other words matters least to a day of the week."""
    if quantity.measure is Measure.WEEKDAY:
        return ledger.known.holding_of_subject(quantity, scope)
    return ledger.known.sharing(quantity, ledger.context(quantity), scope, ledger.products_of(quantity))


def _of_field(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> list[Known]:
    """For a number without a unit: facts of the product whose field stands beside it (serves 12)."""
    if quantity.measure is not Measure.BARE or not scope:
        return []
    if any(not agrees(quantity, k.quantity) for k in ledger.known.holding_of_subject(quantity, scope)):
        return []
    near = ledger.context(quantity).near
    return [
        k
        for k in ledger.known.of_products(scope)
        if k.holds
        and k.fact
        and k.quantity.measure in _PLAIN
        and near & k.field_words
        and not agrees(quantity, k.quantity)
    ]


def _within_a_range(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> bool:
    """Whether the knowledge gives two ends between which the number lies: 8公斤, where M码 is for 6到11公斤."""
    if quantity.measure not in _PLAIN:
        return False
    known = [k for k in ledger.known.same_subject(quantity) if k.holds and in_scope(k, scope)]
    return any(
        low.label.isdigit() and low.quantity.value < quantity.value < high.quantity.value
        for low, high in pairwise(known)
        if not low.fact
    )


def _to_the_point(rival: Rival, context: Context, quantity: Quantity, scope: frozenset[str]) -> bool:
    """Whether a word of the clause, another figure of the sentence or the product itself speaks for the rivalry."""
    known = rival.known
    near = len(context.near & known.context.near)
    figures = frozenset(f for f in context.figures & known.context.figures if len(f) > 1)
    if known.product and not scope and near + len(context.wide & known.context.wide) + len(figures) < _SURE:
        return False
    wide = len(context.wide & known.context.wide) >= _WIDE_ENOUGH
    figures = context.figures & known.context.figures
    return (
        bool(near or wide or figures or _same_matter(context, known) or (known.product and known.fact))
        or quantity.measure is Measure.WEEKDAY
    )


def _same_matter(context: Context, known: Known) -> bool:
    """Whether most of what the sentence says stands in the sentence of the known number too."""
    shared = len(context.wide & known.context.wide)
    return shared >= _ALIKE and shared >= _MOST * len(context.wide)


def _in_other_unit(known: Known, quantity: Quantity, context: Context, holding: Iterable[Known]) -> bool:
    """Whether a period in another unit may rival one that is known of no product: 7 days where 48 hours are meant."""
    if any(k.product or k.about for k in holding) or not _same_matter(context, known):
        return False
    return in_base(quantity) / _APART <= in_base(known.quantity) <= in_base(quantity) * _APART


def _best(known: Iterable[Known], context: Context, quantity: Quantity, ledger: Ledger) -> float | None:
    return max((_nearness(k, context, quantity, ledger) + bool(k.fact) for k in known), default=None)


def _one_of(known: Known) -> bool:
    """228元一节: the unit of a price, not a number of its own."""
    return known.quantity.measure is Measure.COUNT and known.quantity.value <= 1 and known.quantity.quote[:1] == "一"


def _nearness(known: Known, context: Context, quantity: Quantity, ledger: Ledger) -> float:
    score = context.shared_with(known.context)
    if known.product and known.fact and ledger.speaks_of(quantity, known.product):
        specific = known.quantity.unit not in ledger.phrases.generic_units or quantity.quote[0].isdigit()
        score += 1.0 if specific and same_unit(quantity, known.quantity) else 0.5
    elif known.about and not ledger.names_product(quantity, known.about):
        score -= 0.5
    if quantity.measure is Measure.DATE and len(context.wide & known.context.wide) >= _ALIKE:
        score += 0.5
    same_matter = quantity.measure is not Measure.MONEY and _same_matter(context, known)
    if same_matter:
        score += _OF_ONE_MATTER
    otherwise = quantity.measure is Measure.PERIOD and quantity.unit != known.quantity.unit
    if otherwise and not same_matter and not agrees(quantity, known.quantity):
        score -= 1.0
    if (
        quantity.measure is Measure.WEEKDAY
        and quantity.values[1] >= 0
        and quantity.values[1:] == known.quantity.values[1:]
    ):
        score += 1.0
    return score


def _says_little(quantity: Quantity, *, limited: bool) -> bool:
    """一个, 两个人: too small and too common to contradict anything by itself."""
    if quantity.measure is Measure.COUNT and quantity.value <= _SMALL:
        return quantity.value <= 1 or not quantity.quote[0].isdigit()
    if quantity.measure is Measure.AMOUNT and quantity.written == 1 and not quantity.quote[0].isdigit():
        return True
    if quantity.measure is Measure.PERIOD and quantity.written == 1 and not quantity.quote[0].isdigit():
        return not limited
    return quantity.measure in _STEADY
