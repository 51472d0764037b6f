"""What should stand instead of a wrong number: the known values, the best of them written as the text writes its own."""

from collections.abc import Sequence
from decimal import Decimal

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.periods import as_date
from copilot.checking.quantity import Measure, Quantity, agrees
from copilot.domain.draft import Finding
from copilot.domain.evidence import Field

_TIMES = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK)
_VARIANTS = (Measure.SIZE, Measure.AMOUNT, Measure.PACK)
_PREFERRED = (Field.PROMOTION_PRICE, Field.LIST_PRICE, Field.UNIT_PRICE, Field.MEMBER_PRICE)
_SIGNS = "¥￥$€£"
_ENDINGS = ("块钱", "元", "块", "圆", " dollars", " bucks")
_SHOWN = 3


def values_instead(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> list[Known]:
    """Known values of the same measure for the same product, the likeliest first."""
    if quantity.measure is Measure.BARE or not (scope or quantity.measure in _TIMES):
        return []
    found = [
        k
        for k in ledger.known.holding(quantity.measure, scope)
        if k.product in scope or quantity.measure is not Measure.MONEY
    ]
    if quantity.measure is Measure.DATE and ledger.phrases.until.search(ledger.clause(quantity)):
        # A day that is past is no end of what is offered today.
        at = ledger.reading.request.at
        found = [k for k in found if (day := as_date(k.quantity, at)) is None or day >= at]
        ends = [k for k in found if k.fact and k.fact.valid_to and k.label == k.fact.valid_to.isoformat()]
        found = [*ends, *(k for k in found if k not in ends)]
    if quantity.measure is not Measure.MONEY:
        return found
    said = ledger.price_field_of(quantity)
    variant = variant_of(quantity, ledger)
    return sorted(found, key=lambda k: (not _is_variant(k, variant), _preference(k, said)))


def wrong(rule: str, quantity: Quantity, ledger: Ledger, instead: Sequence[Known], **facts: object) -> Finding:
    """A finding about a number, with the known values and what to put in its place."""
    right = " / ".join(list(dict.fromkeys(k.label for k in instead))[:_SHOWN])
    return ledger.finding(rule, quantity, right=right, replacement=drop_in(quantity, instead, ledger), **facts)


def wrong_end_day(rule: str, quantity: Quantity, ledger: Ledger, rival: Known) -> Finding:
    """A finding about a day told as an end that contradicts `rival`. A day that is past is not proposed for one."""
    ends = values_instead(quantity, ledger, ledger.scope(quantity))
    at = ledger.reading.request.at
    day = as_date(rival.quantity, at)
    if ends or day is None or day >= at:
        return wrong(rule, quantity, ledger, ends or [rival])
    return wrong("unmatched", quantity, ledger, [])


def drop_in(quantity: Quantity, instead: Sequence[Known], ledger: Ledger) -> str | None:
    """The best of `instead` in the form of the text's own number; None where several are as likely."""
    if not instead:
        return None
    best = instead[0]
    if quantity.measure is Measure.MONEY:
        return _money(quantity, instead, ledger)
    if quantity.measure is Measure.DATE:
        return _date(quantity, best)
    if best.quantity.measure is quantity.measure and (best.quantity.quote or best.label):
        return best.label if best.fact else best.quantity.quote
    return None


def variant_of(quantity: Quantity, ledger: Ledger) -> Quantity | None:
    """The size, weight or pack named in the clause just before a price."""
    plain = ledger.reading.surface.plain
    before = [q for q in ledger.near(quantity) if q.end <= quantity.start and q.measure in _VARIANTS]
    if not before or any(c in "，,。！？!?；;\n、" for c in plain[before[-1].end : quantity.start]):
        return None
    return before[-1]


def wrong_variant(quantity: Quantity, ledger: Ledger, holding: Sequence[Known]) -> Finding | None:
    """A price of the right product in another size than the one named beside it."""
    variant = variant_of(quantity, ledger) if quantity.measure is Measure.MONEY else None
    stated = [k for k in holding if k.fact]
    if variant is None or not stated or any(_is_variant(k, variant) or not (k.fact and k.fact.note) for k in stated):
        return None
    priced = [
        k
        for k in ledger.known.of_products({k.product for k in stated})
        if k.holds and k.quantity.measure is Measure.MONEY and k.fact and _is_variant(k, variant)
    ]
    fields = {k.fact.field for k in stated if k.fact}
    meant = [k for k in priced if k.fact and k.fact.field in fields]
    if not meant and all(_is_of_another(k, variant) for k in stated):
        meant = [k for k in priced if k.fact and k.fact.field in Field.PRICES]
    return wrong("price_conflict", quantity, ledger, meant) if meant else None


def _is_of_another(known: Known, variant: Quantity) -> bool:
    """Whether what is known is said of another size, weight or pack than `variant`."""
    return any(q.measure is variant.measure and q.unit == variant.unit for q in known.qualifiers)


def _is_variant(known: Known, variant: Quantity | None) -> bool:
    return variant is not None and any(agrees(variant, q) for q in known.qualifiers)


def _preference(known: Known, said: str | None) -> int:
    field = known.fact.field if known.fact else ""
    if said:
        return 0 if field == said else 1
    return _PREFERRED.index(field) if field in _PREFERRED else len(_PREFERRED)


def _money(quantity: Quantity, instead: Sequence[Known], ledger: Ledger) -> str | None:
    said, variant = ledger.price_field_of(quantity), variant_of(quantity, ledger)
    first = (not _is_variant(instead[0], variant), _preference(instead[0], said))
    values = {k.quantity.value for k in instead if (not _is_variant(k, variant), _preference(k, said)) == first}
    if len(values) != 1:
        return None
    figure = _figure(values.pop())
    sign = quantity.quote[0] if quantity.quote[0] in _SIGNS else ""
    ending = next((e for e in _ENDINGS if quantity.quote.endswith(e)), "")
    return f"{sign}{figure}{ending}"


def _figure(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return (
        str(int(value)) if whole else f"{value:.2f}".rstrip("0").rstrip(".") if value < 1 else f"{value.normalize():f}"
    )


def _date(quantity: Quantity, known: Known) -> str | None:
    _, month, day = (int(v) for v in known.quantity.values)
    if not month or not day:
        return known.quantity.quote or None
    if any("\u3400" <= c <= "\u9fff" for c in quantity.quote):
        return f"{month}月{day}日" if "月" in quantity.quote else f"{day}号"
    if any(c in quantity.quote for c in "./"):
        return f"{month}{'.' if '.' in quantity.quote else '/'}{day}"
    return f"{_MONTHS[month - 1]} {day}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
