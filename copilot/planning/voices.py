"""Whose voice a slot is in: personas take turns, and none is heard too often."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from copilot.domain.calendar import Slot
from copilot.domain.channel import Channel
from copilot.planning.rules import PlanningRules


@dataclass(slots=True)
class Voices:
    """Chooses personas for one plan. Slots are asked for by time within an audience."""

    rules: PlanningRules
    personas: tuple[str, ...]
    _told: Counter[tuple[str, str]] = field(default_factory=Counter)
    _days: Counter[tuple[str, date]] = field(default_factory=Counter)
    _row: dict[tuple[str, Channel], list[str]] = field(default_factory=lambda: defaultdict(list))

    def seed(self, kept: Sequence[Slot]) -> None:
        """What is said already counts towards the days."""
        for slot in kept:
            if slot.persona_id and not self.rules.channels[slot.channel].one_voice:
                self._days[slot.persona_id, slot.day] += 1

    def choose(self, audience_id: str, channel: Channel, day: date, place: int) -> str | None:
        """The persona this audience has heard least of late; the same one every time on a channel of one voice."""
        if not self.personas:
            return None
        if self.rules.channels[channel].one_voice:
            return self.personas[place % len(self.personas)]
        row = self._row[audience_id, channel]
        last = row[-1] if row else None
        order = self.personas[place % len(self.personas) :] + self.personas[: place % len(self.personas)]
        return min(
            order,
            key=lambda p: (self._days[p, day] >= self.rules.personas.a_day, p == last, self._told[audience_id, p]),
        )

    def heard(self, slot: Slot, *, kept: bool = False) -> None:
        """Remember whom an audience heard, in order of time."""
        if not slot.persona_id:
            return
        self._told[slot.audience_id, slot.persona_id] += 1
        self._row[slot.audience_id, slot.channel].append(slot.persona_id)
        if not kept and not self.rules.channels[slot.channel].one_voice:
            self._days[slot.persona_id, slot.day] += 1
