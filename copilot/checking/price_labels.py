"""Whether a right price carries the right name: member price, promotion price, list price."""

import re

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.quantity import THRESHOLD, Measure, Quantity
from copilot.domain.draft import Finding
from copilot.domain.evidence import Field


def label_finding(ledger: Ledger, quantity: Quantity, holding: list[Known], scope: frozenset[str]) -> Finding | None:
    """A finding when a known price is called by another price's name, or a member price is offered to all."""
    fields = {k.fact.field for k in holding if k.fact and k.quantity.measure is Measure.MONEY}
    fields &= set(Field.PRICES)
    if quantity.measure not in (Measure.MONEY, Measure.BARE) or not fields or quantity.tail == THRESHOLD:
        return None
    said = ledger.phrases.price_field(_before(ledger, quantity), _after(ledger, quantity))
    if said and said not in fields:
        right = [k for k in ledger.known.of(Measure.MONEY) if k.fact and k.fact.field == said and k.holds]
        right = [k for k in right if k.product in scope]
        return ledger.finding("price_label", quantity, right=right[0].label) if right else None
    if scope and fields == {Field.MEMBER_PRICE} and not _says_for_whom(ledger, quantity, holding):
        return ledger.finding("price_member_unsaid", quantity, right=holding[0].label)
    return None


def _says_for_whom(ledger: Ledger, quantity: Quantity, holding: list[Known]) -> bool:
    sentence = ledger.sentence(quantity)
    notes = {
        word for k in holding if k.fact for word in re.split(r"[；;，,、]", ledger.plain(k.fact.note)) if len(word) > 1
    }
    return bool(ledger.phrases.member.search(sentence)) or any(note.strip() in sentence for note in notes)


def _before(ledger: Ledger, quantity: Quantity) -> str:
    plain = ledger.reading.surface.plain
    previous = max((q.end for q in ledger.near(quantity) if q.end <= quantity.start), default=0)
    return plain[max(previous, quantity.start - 10) : quantity.start]


def _after(ledger: Ledger, quantity: Quantity) -> str:
    plain = ledger.reading.surface.plain
    following = min((q.start for q in ledger.near(quantity) if q.start >= quantity.end), default=len(plain))
    return plain[quantity.end : min(following, quantity.end + 8)]
