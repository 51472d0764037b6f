"""Which offers can be told to whom and when, and which of them a sequence is about."""

from collections.abc import Sequence
from datetime import date, timedelta

from copilot.domain.calendar import Offer
from copilot.domain.plan import PlanRequest
from copilot.planning.material import PlanMaterial
from copilot.planning.rule_forms import SequenceRule

_DAYS_THAT_SELL = (3, 4, 5)
"""Thursday to Saturday."""
_SOON_DAYS = 9


def usable_offers(request: PlanRequest, material: PlanMaterial) -> tuple[Offer, ...]:
    """Those in force on a day of the plan whose product is in stock: first those of the products asked for and of no one
    product, and of these the first to end."""
    known = None if material.offers is None else {offer.id for offer in material.offers}
    found = [
        offer
        for offer in dict.fromkeys(request.offers)
        if (known is None or offer.id in known)
        and offer.product not in material.out_of_stock
        and (offer.starts is None or offer.starts <= request.end)
        and (offer.ends is None or offer.ends >= request.start)
    ]
    asked = {None, *request.products}
    return tuple(sorted(found, key=lambda o: (o.product not in asked, o.ends or date.max, o.starts or date.min, o.id)))


def offer_for(rule: SequenceRule, offers: Sequence[Offer], product: str | None, day: date | None) -> Offer | None:
    """The offer that a sequence is about: one that says so, then one for its product, then any; in force on `day`."""
    in_force = [o for o in offers if day is None or o.in_force(day)]
    worded = [o for o in in_force if says(o, rule.offer_words)]
    if worded:
        return worded[0]
    if not rule.any_offer:
        return None
    if product is not None:
        of_product = [o for o in in_force if o.product == product]
        in_force = of_product or [o for o in in_force if o.product is None]
    return next(iter(in_force), None)


def says(offer: Offer, words: Sequence[str]) -> bool:
    """Whether an offer says one of the words, which are in lower case."""
    return any(word in offer.words.lower() for word in words)


def days_to_tell(offer: Offer, request: PlanRequest, gap_days: int) -> tuple[date, ...]:
    """The days to tell of a dated offer, the best first: soon after it begins, with room before its last call."""
    first = max(request.start, offer.starts or request.start)
    last = min(request.end, offer.ends or request.end, first + timedelta(days=_SOON_DAYS))
    if offer.ends and offer.ends - timedelta(days=gap_days) >= first:
        last = min(last, offer.ends - timedelta(days=gap_days))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(sorted(days, key=lambda d: (d.weekday() not in _DAYS_THAT_SELL, d)))
