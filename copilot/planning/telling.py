"""From places in the calendar to slots: in rounds over nodes and steps, each with its idea and its voice."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from copilot.domain.calendar import Purpose, SequenceKind, SequencePlace, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.occasion import OccasionKind
from copilot.domain.plan import PlanRequest
from copilot.planning.material import PlanMaterial
from copilot.planning.rules import PlanningRules
from copilot.planning.voices import Voices
from copilot.planning.wants import Entry, Want
from copilot.planning.wording import Asked, Worded, Wording

_TERM_DAYS = 10
"""So long a solar term is spoken of after its day."""


@dataclass(slots=True)
class Rounds:
    """How often one audience has heard each node and step, in all and by channel."""

    _heard: Counter[Node | Step] = field(default_factory=Counter)
    _on: Counter[tuple[Node | Step, Channel]] = field(default_factory=Counter)

    def count(self, slot: Slot, sequence: SequenceKind | None) -> None:
        """What a day of the calendar or a live brings comes by itself and leaves the rounds as they are."""
        if slot.occasion is None and sequence is not SequenceKind.LIVE:
            self._heard[slot.step or slot.node] += 1
            self._on[slot.step or slot.node, slot.channel] += 1

    def rank(self, where: Node | Step, channel: Channel, rules: PlanningRules) -> tuple[int, int]:
        """What was never heard comes first, then what the channel has told in the fewest rounds."""
        return (self._heard[where] > 0, self._on[where, channel] // rules.rounds[where])


@dataclass(slots=True)
class Telling:
    """Says what stands in the places of one plan."""

    request: PlanRequest
    rules: PlanningRules
    material: PlanMaterial
    wording: Wording
    voices: Voices
    new_id: Callable[[], str]
    launch: tuple[str, date] | None = None
    """A product that is not there before its day."""
    _purposes: Counter[tuple[str, Purpose]] = field(default_factory=Counter)

    def tell(self, entries: Sequence[Entry], place: int) -> list[tuple[Slot, Want | None]]:
        """New slots for one audience's entries, which come by time; kept ones only count. A place nothing new can be
        said in is left empty."""
        counts = Rounds()
        found: list[tuple[Slot, Want | None]] = []
        for entry in entries:
            if entry.kept:
                self.voices.heard(entry.kept, kept=True)
                if self.request.start <= entry.day <= self.request.end:
                    counts.count(entry.kept, entry.kept.sequence.kind if entry.kept.sequence else None)
                continue
            if slot := self._slot(entry, counts, place):
                counts.count(slot, entry.want.sequence if entry.want else None)
                self._purposes[slot.audience_id, slot.purpose] += 1
                self.voices.heard(slot)
                found.append((slot, entry.want))
        return found

    def _slot(self, entry: Entry, counts: Rounds, place: int) -> Slot | None:
        want = entry.want
        purposes = [want.purpose] if want else self._in_rounds(entry, counts, place)
        for purpose in purposes:
            keys = (want.idea_key, purpose.value) if want else (purpose.value,)
            asked = self._asked(entry, purpose, keys, place)
            worded = self.wording.choose(asked)
            if worded is None and want and want.offer and not want.promotes:
                worded = self.wording.choose(replace(asked, must=""))
            if worded:
                self.wording.tell(entry.audience_id, worded, entry.day)
                return self._made(entry, purpose, worded, place)
        return None

    def _in_rounds(self, entry: Entry, counts: Rounds, place: int) -> list[Purpose]:
        """Everyday purposes for the channel: those of the node or step told least come first."""
        rules, channel = self.rules, entry.channel
        order = list(rules.rounds)

        def rank(purpose: Purpose) -> tuple[int, ...]:
            where = rules.purposes[purpose].step or rules.purposes[purpose].node
            turn = (order.index(where) - place) % len(order)
            return (*counts.rank(where, channel, rules), turn, self._purposes[entry.audience_id, purpose])

        return sorted((p for p, rule in rules.purposes.items() if channel in rule.everyday), key=rank)

    def _asked(self, entry: Entry, purpose: Purpose, keys: tuple[str, ...], place: int) -> Asked:
        want = entry.want
        products: Sequence[str] = self._products(entry.day)
        must = ""
        if want:
            must = "occasion" if want.occasion else "offer" if want.offer else ""
            products = (want.product,) if want.product else () if want.offer else products
        words = self.rules.words[self.request.language]
        stand_ins = words.stand_ins if want is None or not (want.offer or want.launch_day) else ()
        if want and want.launch_day:
            stand_ins = (words.newcomer,)
        weeks = self.request.start.toordinal() // 7  # the next month begins elsewhere
        turn = weeks + 3 * place + list(Purpose).index(purpose)
        return Asked(
            entry.audience_id, entry.channel, keys, entry.day, self._words(entry), products, stand_ins, must, turn
        )  # fmt: skip

    def _products(self, day: date) -> tuple[str, ...]:
        """What can be spoken of that day: in stock, and not before it is launched."""
        return tuple(
            p
            for p in self.request.products
            if p not in self.material.out_of_stock
            and not (self.launch and p == self.launch[0] and day < self.launch[1])
        )

    def _words(self, entry: Entry) -> dict[str, str]:
        want, words = entry.want, dict[str, str]()
        names = self.material.occasion_names
        if term := self._term(entry.day):
            words["term"] = names[term]
        if want is None:
            return words
        if want.occasion:
            words["occasion"] = names[want.occasion]
        if want.offer:
            words["offer"] = want.offer.words
            if want.offer.ends:
                words["until"] = self._day(want.offer.ends)
        if want.live_day:
            words["live_day"] = self._weekday(want.live_day)
            words["live_time"] = self.rules.lives.at.strftime("%H:%M")
        if want.launch_day:
            words["launch_day"] = self._weekday(want.launch_day)
        return words

    def _term(self, day: date) -> str | None:
        near = [
            one for one in self.material.occasions
            if one.kind is OccasionKind.SOLAR_TERM and one.id in self.material.occasion_names
            and timedelta(days=-2) <= day - one.day <= timedelta(days=_TERM_DAYS)
        ]  # fmt: skip
        return max(near, key=lambda one: one.day).id if near else None

    def _weekday(self, day: date) -> str:
        return self.rules.words[self.request.language].weekdays[day.weekday()]

    def _day(self, day: date) -> str:
        return self.rules.words[self.request.language].of_day(day)

    def _made(self, entry: Entry, purpose: Purpose, worded: Worded, place: int) -> Slot:
        rule, want = self.rules.purposes[purpose], entry.want
        return Slot(
            id=self.new_id(),
            day=entry.day,
            time=entry.time,
            audience_id=entry.audience_id,
            channel=Channel(entry.channel),
            node=rule.node,
            step=rule.step,
            purpose=purpose,
            idea=worded.text,
            persona_id=self.voices.choose(entry.audience_id, entry.channel, entry.day, place),
            product=worded.product or (want.product if want else None),
            promotes=rule.promotes,
            offer=want.offer if want else None,
            occasion=want.occasion if want else None,
            requests=worded.requests,
        )


def placed_in_sequences(
    made: Sequence[tuple[Slot, Want | None]], kept: Sequence[Slot], new_id: Callable[[], str]
) -> dict[str, SequencePlace]:
    """The place of each new slot in its sequence, by slot id. What is kept of a sequence goes on: parts share its id."""
    groups: dict[tuple[SequenceKind, str, str], list[tuple[Slot, str]]] = {}
    for slot, want in made:
        if want and want.sequence:
            whose = "" if want.live_day else slot.audience_id
            groups.setdefault((want.sequence, want.instance, whose), []).append((slot, want.part))
    found: dict[str, SequencePlace] = {}
    for (kind, instance, whose), parts in groups.items():
        before = [slot for slot in kept if _belongs(slot, kind, instance, whose)]
        ids = [slot.sequence.id for slot in before if slot.sequence]
        by_time = sorted([slot for slot, _ in parts] + before, key=lambda slot: (slot.at, slot.id))
        number = {slot.id: n for n, slot in enumerate(by_time, 1)}
        id_ = ids[0] if ids else new_id()
        for slot, part in parts:
            found[slot.id] = SequencePlace(id_, kind, part, number[slot.id], len(by_time))
    return found


def _belongs(slot: Slot, kind: SequenceKind, instance: str, whose: str) -> bool:
    if slot.sequence is None or slot.sequence.kind is not kind or (whose and slot.audience_id != whose):
        return False
    if not whose:
        day = date.fromisoformat(instance)
        return timedelta(0) <= day - slot.day <= timedelta(days=3)
    return not instance or bool(slot.offer and slot.offer.id == instance)
