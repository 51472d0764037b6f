"""The parts of a sequence as wants with their days: a launch, newcomers, winning back, a members' day, a referral."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from copilot.domain.calendar import Offer, SequenceKind
from copilot.domain.channel import Channel
from copilot.domain.plan import PlanRequest
from copilot.planning.offering import offer_for, says
from copilot.planning.rule_forms import PartRule, SequenceRule
from copilot.planning.rules import PlanningRules
from copilot.planning.wants import Want

ESSENTIAL, USEFUL = 4, 3


@dataclass(frozen=True, slots=True)
class DatedWant:
    """A want, its days and its channels, the best first."""

    want: Want
    days: tuple[date, ...]
    channels: tuple[Channel, ...]
    essential: bool = False


@dataclass(frozen=True, slots=True)
class SequenceMaker:
    """Makes the parts of a sequence for one request."""

    request: PlanRequest
    rules: PlanningRules
    offers: Sequence[Offer]
    product: str | None
    """The product a launch is about."""

    def anchor(self, kind: SequenceKind) -> date:
        """The day a sequence turns on: the one asked for, that of its offer, or the weekday of its rule."""
        rule, request = self.rules.sequences[kind], self.request
        if rule.anchor_weekday is None:
            return request.start
        if request.day and kind in self.rules.goals[request.goal].sequences[:1]:
            return request.day
        offer = offer_for(rule, self._offers(kind), self.product if kind is SequenceKind.LAUNCH else None, None)
        if offer and offer.starts and request.start <= offer.starts <= request.end:
            return offer.starts
        week = min(rule.anchor_week, request.weeks - 1)
        from_day = request.start + timedelta(weeks=week)
        return from_day + timedelta(days=(rule.anchor_weekday - from_day.weekday()) % 7)

    def parts(self, kind: SequenceKind) -> tuple[DatedWant, ...]:
        """The parts by day, without those that need an offer where there is none."""
        rule, anchor = self.rules.sequences[kind], self.anchor(kind)
        product = self.product if kind is SequenceKind.LAUNCH else None
        offer = offer_for(rule, self._offers(kind), product, _day_of_offer(rule, anchor))
        if offer is None and any(part.needs_offer and part.essential for part in rule.parts) and not rule.any_offer:
            return ()
        found = []
        for part, day in _dated(rule, anchor, offer, self.request.start):
            want = self._want(kind, part, offer, anchor)
            found.append(DatedWant(want, _around(part, day, want), rule.channels, part.essential))
        return tuple(found)

    def _offers(self, kind: SequenceKind) -> list[Offer]:
        """Offers without those meant for another sequence, such as stored value for a members' day."""
        others = [rule.offer_words for k, rule in self.rules.sequences.items() if k is not kind and not rule.any_offer]
        return [offer for offer in self.offers if not any(says(offer, words) for words in others)]

    def _want(self, kind: SequenceKind, part: PartRule, offer: Offer | None, anchor: date) -> Want:
        promotes = self.rules.purposes[part.purpose].promotes
        launch = kind is SequenceKind.LAUNCH
        return Want(
            purpose=part.purpose,
            idea_key=f"{kind}.{part.part}",
            promotes=promotes,
            weight=ESSENTIAL if part.essential else USEFUL,
            sequence=kind,
            part=part.part,
            offer=offer if part.needs_offer or part.tells_offer or promotes else None,
            product=self.product if launch else offer.product if offer and promotes else None,
            launch_day=anchor if launch else None,
            at=part.at,
        )


def offer_wants(offer: Offer, rules: PlanningRules, days: Sequence[date]) -> tuple[DatedWant, ...]:
    """An offer with a last day: told once, and once more at its end."""
    rule = rules.sequences[SequenceKind.OFFER]
    base = Want(
        rule.parts[0].purpose, "", promotes=True, sequence=SequenceKind.OFFER, instance=offer.id, offer=offer,
        product=offer.product,
    )  # fmt: skip
    found = []
    for part in rule.parts:
        of_end = part.after == "offer_end"
        if of_end and offer.ends is None:
            continue
        want = replace(base, purpose=part.purpose, idea_key=part.purpose.value, part=part.part, weight=2 - of_end)
        when = (offer.ends, offer.ends - timedelta(days=1)) if of_end and offer.ends else tuple(days)
        found.append(DatedWant(want, when, rule.channels, part.essential))
    return tuple(found)


def _day_of_offer(rule: SequenceRule, anchor: date) -> date:
    """The day on which a sequence tells its offer."""
    offsets = [part.offset for part in rule.parts if part.essential and part.after == "anchor"]
    return anchor + timedelta(days=max(offsets, default=0))


def _dated(rule: SequenceRule, anchor: date, offer: Offer | None, start: date) -> list[tuple[PartRule, date]]:
    """Each part with its day. Where the weeks begin late, what comes before the anchor moves together."""
    found: list[tuple[PartRule, date]] = []
    latest = anchor
    for part in reversed([p for p in rule.parts if p.offset < 0 and p.after == "anchor"]):
        day = min(max(anchor + timedelta(days=part.offset), start), latest - timedelta(days=1))
        if day < start:
            break
        latest = day
        found.insert(0, (part, day))
    for part in rule.parts:
        if part.needs_offer and offer is None:
            continue
        if part.after == "offer_end":
            if offer and offer.ends:
                found.append((part, offer.ends + timedelta(days=part.offset)))
        elif part.offset >= 0:
            found.append((part, anchor + timedelta(days=part.offset)))
    return sorted(found, key=lambda one: one[1])


def _around(part: PartRule, day: date, want: Want) -> tuple[date, ...]:
    """The day itself first. A last call is right on the last day and the day before; what leads up to the anchor may
    come a day earlier, what follows a day or two later."""
    if part.after == "offer_end":
        return (day, day - timedelta(days=1))
    if part.offset < 0:
        return (day, day - timedelta(days=1))
    if part.offset == 0 and want.promotes:
        return (day, day + timedelta(days=1))
    return (day, day + timedelta(days=1), day + timedelta(days=2))
