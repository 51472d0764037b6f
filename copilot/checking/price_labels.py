"""Whether a right price carries the right name: member price, promotion price, list price."""

import re

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.quantity import THRESHOLD, Hedge, Measure, Quantity
from copilot.checking.right_values import wrong
from copilot.domain.draft import Finding
from copilot.domain.evidence import Field

_BESIDE = 8
_SHARED = re.compile(
    r"(?:合|折|摊|等于|相当于|算下来|平均|\beach|\bso|works out (?:at|to))(?:是|才|也就|一[\u4e00-\u9fff])?\s?[¥￥$£€]?\s?$"
)
"""What makes a sum the share of one in several, which may be another price by chance."""


def label_finding(ledger: Ledger, quantity: Quantity, holding: list[Known], scope: frozenset[str]) -> Finding | None:
    """A finding when a known price is called by another price's name, or a member price is offered to all."""
    fields = {k.fact.field for k in holding if k.fact and k.quantity.measure is Measure.MONEY}
    fields &= set(Field.PRICES)
    if quantity.measure not in (Measure.MONEY, Measure.BARE) or not fields or quantity.tail == THRESHOLD:
        return None
    if _SHARED.search(ledger.reading.surface.plain[max(0, quantity.start - _BESIDE) : quantity.start]):
        return None
    said = ledger.price_field_of(quantity)
    if said and said not in fields:
        known = ledger.known.holding(Measure.MONEY, scope)
        right = [k for k in known if k.product in scope and k.fact and k.fact.field == said]
        return wrong("price_label", quantity, ledger, right) if right else None
    if (
        quantity.hedge is Hedge.EXACT
        and scope
        and fields == {Field.MEMBER_PRICE}
        and not _says_for_whom(ledger, quantity, holding)
    ):
        return ledger.finding("price_member_unsaid", quantity, right=holding[0].label)
    return None


def _says_for_whom(ledger: Ledger, quantity: Quantity, holding: list[Known]) -> bool:
    sentence = ledger.sentence(quantity)
    notes = {
        word for k in holding if k.fact for word in re.split(r"[；;，,、]", ledger.plain(k.fact.note)) if len(word) > 1
    }
    if ledger.phrases.for_all.search(sentence):
        return False
    before = ledger.reading.surface.plain[: quantity.start]
    card = any(ledger.is_card(m.product) for m in ledger.mentions)
    member = card or ledger.phrases.member.search(sentence) or ledger.phrases.member.search(before)
    return bool(member) or any(note.strip() in sentence for note in notes)
