"""Objections to what is said: to whom, about what, with which offer, and whether it was said already."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from copilot.domain.calendar import Offer, Purpose, Slot
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node
from copilot.domain.plan import PlanWarning
from copilot.planning.reading import Reading, objection

BLOCK, WARN = Severity.BLOCK, Severity.WARN


def content_objections(reading: Reading) -> Iterator[PlanWarning]:
    """All of them."""
    for slot in reading.slots:
        yield from _unknown(reading, slot)
        yield from _misplaced(reading, slot)
        yield from _about_offer(reading, slot)
        if slot.product in reading.material.out_of_stock:
            yield objection("out_of_stock", BLOCK, [slot], product=slot.product)
        if slot.purpose is Purpose.LIVE_NOTICE and not _live_follows(reading, slot):
            yield objection("live_not_planned", BLOCK, [slot], days=reading.rules.lives.longest_notice_days)
    yield from _said_already(reading)
    yield from _out_of_order(reading)


def _unknown(reading: Reading, slot: Slot) -> Iterator[PlanWarning]:
    known = reading.audiences.get(slot.audience_id)
    if known is None:
        yield objection("unknown_audience", BLOCK, [slot], audience=slot.audience_id)
    elif slot.channel not in known.channels and slot.purpose is not Purpose.LIVE:
        yield objection("unknown_channel", BLOCK, [slot], audience=known.audience.name, channel=slot.channel.value)
    personas = reading.material.personas
    if slot.persona_id and personas is not None and slot.persona_id not in personas:
        yield objection("unknown_persona", BLOCK, [slot], persona=slot.persona_id)


def _misplaced(reading: Reading, slot: Slot) -> Iterator[PlanWarning]:
    rule = reading.rules.purposes[slot.purpose]
    if (slot.node is Node.CONVERT) is (slot.step is None):
        code = "step_missing" if slot.node is Node.CONVERT else "step_outside_convert"
        yield objection(code, BLOCK, [slot], node=slot.node.value)
    elif (slot.node, slot.step) != (rule.node, rule.step):
        place = (rule.step or rule.node).value
        yield objection("purpose_misplaced", WARN, [slot], purpose=slot.purpose.value, place=place)
    if slot.channel not in rule.channels:
        yield objection("purpose_channel", WARN, [slot], purpose=slot.purpose.value, channel=slot.channel.value)


def _about_offer(reading: Reading, slot: Slot) -> Iterator[PlanWarning]:
    offer = slot.offer
    if slot.purpose is Purpose.LAST_CALL and (offer is None or offer.ends is None):
        yield objection("last_call_without_end", BLOCK, [slot])
    if offer is None:
        return
    now = _as_it_is_now(reading, offer)
    if now is None:
        yield objection("offer_gone", BLOCK, [slot], offer=offer.words)
        return
    if now.product in reading.material.out_of_stock and slot.product != now.product:
        yield objection("out_of_stock", BLOCK, [slot], product=now.product)
    if now.ends and now.ends < slot.day:
        yield objection("offer_over", BLOCK, [slot], offer=now.words, ends=now.ends.isoformat())
    elif now.starts and slot.day < now.starts and reading.sells(slot):
        yield objection("offer_not_begun", BLOCK, [slot], offer=now.words, starts=now.starts.isoformat())
    elif slot.purpose is Purpose.LAST_CALL and now.ends and (now.ends - slot.day).days > 1:
        yield objection("last_call_early", BLOCK, [slot], offer=now.words, ends=now.ends.isoformat())


def _as_it_is_now(reading: Reading, offer: Offer) -> Offer | None:
    """The offer as the knowledge tells it; as the slot has it where nobody looked."""
    if reading.material.offers is None:
        return offer
    return next((one for one in reading.material.offers if one.id == offer.id), None)


def _live_follows(reading: Reading, slot: Slot) -> bool:
    longest = timedelta(days=reading.rules.lives.longest_notice_days)
    return any(slot.at < live and live.date() - slot.day <= longest for live in reading.lives)


def _said_already(reading: Reading) -> Iterator[PlanWarning]:
    days = reading.rules.spacing.repeat_days
    said: dict[tuple[object, ...], list[Slot]] = defaultdict(list)
    for slot in reading.slots:
        said[slot.audience_id, slot.purpose, slot.product, slot.idea.strip().lower()].append(slot)
    for slots in said.values():
        for one, next_ in pairwise(slots):
            if (next_.day - one.day).days < days:
                name = reading.called(one.audience_id)
                yield objection("duplicate", BLOCK, [one, next_], audience=name, idea=one.idea, days=days)


def _out_of_order(reading: Reading) -> Iterator[PlanWarning]:
    sequences: dict[tuple[str, str], list[Slot]] = defaultdict(list)
    for slot in reading.slots:
        if slot.sequence:
            sequences[slot.audience_id, slot.sequence.id].append(slot)
    for slots in sequences.values():
        for one, next_ in pairwise(slots):
            if one.sequence and next_.sequence and one.sequence.number > next_.sequence.number:
                kind = one.sequence.kind.value
                yield objection("sequence_order", WARN, [one, next_], kind=kind)
