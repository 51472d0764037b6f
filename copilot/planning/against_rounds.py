"""Objections to the mix: a node or step told again before the others, and one voice heard too often."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from copilot.domain.calendar import SequenceKind, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node, Step
from copilot.domain.plan import PlanWarning
from copilot.planning.reading import Reading, objection

WARN = Severity.WARN


def round_objections(reading: Reading) -> Iterator[PlanWarning]:
    """Free slots that tell a node or step again too soon: before the audience has heard each one its channel can carry;
    and afterwards, before that channel has told the others in as many rounds."""
    request = reading.request
    if request is None:
        return
    for audience_id, slots in reading.by_audience.items():
        heard: Counter[Node | Step] = Counter()
        told: Counter[tuple[Channel, Node | Step]] = Counter()
        for slot in slots:
            if not request.start <= slot.day <= request.end or not _counts(slot):
                continue
            where = slot.step or slot.node
            if _is_free(reading, slot) and (missing := _owed(reading, slot.channel, where, heard, told)):
                names = ", ".join(sorted(place.value for place in missing))
                facts = {"audience": reading.called(audience_id), "place": where.value, "missing": names}
                yield objection("repeated_too_soon", WARN, [slot], **facts)
            heard[where] += 1
            told[slot.channel, where] += 1


def _owed(
    reading: Reading,
    channel: Channel,
    where: Node | Step,
    heard: Counter[Node | Step],
    told: Counter[tuple[Channel, Node | Step]],
) -> set[Node | Step]:
    """What should have come instead of `where`."""
    open_places, rounds = reading.rules.open_places(channel), reading.rules.rounds
    unheard = {place for place in open_places if not heard[place]}
    if unheard:
        return set() if where in unheard else unheard
    done = told[channel, where] // rounds[where]
    return {place for place in open_places if told[channel, place] // rounds[place] < done}


def _counts(slot: Slot) -> bool:
    live = slot.sequence is not None and slot.sequence.kind is SequenceKind.LIVE
    return slot.occasion is None and not live


def _is_free(reading: Reading, slot: Slot) -> bool:
    everyday = slot.channel in reading.rules.purposes[slot.purpose].everyday
    return everyday and slot.sequence is None and not reading.sells(slot)


def voice_objections(reading: Reading) -> Iterator[PlanWarning]:
    """One persona too often in a row where there are several, or too often a day."""
    personas = {slot.persona_id for slot in reading.slots if slot.persona_id}
    if reading.request:
        personas |= set(reading.request.personas)
    if len(personas) < 2:
        return
    yield from _in_a_row(reading)
    days: dict[tuple[str, date], list[Slot]] = defaultdict(list)
    for slot in reading.slots:
        if slot.persona_id and not reading.rules.channels[slot.channel].one_voice:
            days[slot.persona_id, slot.day].append(slot)
    most = reading.rules.personas.a_day
    for (persona, day), slots in days.items():
        if len(slots) > most:
            facts = {"count": len(slots), "most": most, "day": day.isoformat()}
            yield objection("voice_a_day", WARN, slots, persona=persona, **facts)


def _in_a_row(reading: Reading) -> Iterator[PlanWarning]:
    most = reading.rules.personas.in_a_row
    for audience_id, slots in reading.by_audience.items():
        rows: dict[Channel, list[Slot]] = defaultdict(list)
        for slot in slots:
            if not slot.persona_id or reading.rules.channels[slot.channel].one_voice:
                continue
            row = rows[slot.channel]
            if row and row[-1].persona_id != slot.persona_id:
                row.clear()
            row.append(slot)
            if len(row) == most + 1:
                facts = {"audience": reading.called(audience_id), "persona": slot.persona_id, "most": most}
                yield objection("voice_in_a_row", WARN, row, **facts)
