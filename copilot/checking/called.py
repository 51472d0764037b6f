"""Whose a price is where its product is called otherwise than by name: by how the name begins, by the size or kind the
price is for, or by a card that earns it."""

import re
from collections.abc import Iterable

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.quantity import Quantity
from copilot.domain.evidence import Field

_PARTS = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{4,}")


def called_otherwise(quantity: Quantity, fitting: Iterable[Known], ledger: Ledger, scope: frozenset[str]) -> bool:
    """Whether a sum that is no price of the products in `scope` is one in force of a product that is meant."""
    ours = [k for k in fitting if k.holds and k.fact and k.product]
    if ledger.prices_goods(quantity):
        earned = {k.product for k in ours if k.fact and k.fact.field == Field.MEMBER_PRICE}
        return bool(earned) and all(map(ledger.is_card, scope)) and bool(earned & _spoken_of(quantity, ledger))
    named = {m.product for m in ledger.mentions_near(quantity)} or ledger.with_rows(
        frozenset(m.product for m in ledger.mentions if m.end <= quantity.start)
    )
    called = ledger.called_in(ledger.sentence(quantity)) | _last_named(quantity, ledger) | named
    return any(k.product in called or _kind_said(k, quantity, ledger) for k in ours)


def _spoken_of(quantity: Quantity, ledger: Ledger) -> frozenset[str]:
    """The products that the text speaks of up to the sentence of a quantity, however they are called."""
    stretch = ledger.reading.surface.sentence_at(quantity.start)
    named = {m.product for m in ledger.mentions if m.start < stretch.end}
    return ledger.called_in(ledger.reading.surface.plain[: stretch.end]) | named


def _last_named(quantity: Quantity, ledger: Ledger) -> frozenset[str]:
    """The product named last before a quantity: what is named behind it may only be a condition of its price."""
    before = [m.product for m in ledger.mentions if m.end <= quantity.start]
    return frozenset(before[-1:])


def _kind_said(known: Known, quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the text says near it for which size or kind a price is: 柜机, titanium."""
    note = ledger.plain(known.fact.note) if known.fact else ""
    said = ledger.surroundings(quantity)
    return any(part in said for part in _PARTS.findall(note))
