"""Slots as the checker reads them: by time, by audience, by sender, with the names its sentences need."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from copilot.domain.calendar import Purpose, Slot
from copilot.domain.draft import Severity
from copilot.domain.plan import PlannedFor, PlanRequest, PlanWarning
from copilot.planning.material import PlanMaterial, holidays_among
from copilot.planning.rules import PlanningRules


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one check looks at."""

    slots: tuple[Slot, ...]
    """By time."""
    rules: PlanningRules
    material: PlanMaterial
    request: PlanRequest | None
    audiences: Mapping[str, PlannedFor]
    by_audience: Mapping[str, tuple[Slot, ...]]
    by_sender: Mapping[str, tuple[Slot, ...]]
    holidays: frozenset[date]
    lives: tuple[datetime, ...]
    """When lives begin."""

    @classmethod
    def of(
        cls,
        slots: Sequence[Slot],
        audiences: Sequence[PlannedFor],
        rules: PlanningRules,
        material: PlanMaterial,
        request: PlanRequest | None,
    ) -> "Reading":
        """Sort them once."""
        by_time = tuple(sorted(slots, key=lambda slot: (slot.at, slot.audience_id, slot.id)))
        known = {one.audience.id: one for one in audiences}
        senders = {**material.senders, **{id_: one.audience.sender for id_, one in known.items()}}
        by_audience: dict[str, list[Slot]] = defaultdict(list)
        by_sender: dict[str, list[Slot]] = defaultdict(list)
        for slot in by_time:
            by_audience[slot.audience_id].append(slot)
            if sender := senders.get(slot.audience_id):
                by_sender[sender].append(slot)
        holidays = holidays_among(material.rest_days, rules.spacing.holiday_run)
        lives = {datetime.combine(day, rules.lives.at) for day in material.lives}
        lives |= {slot.at for slot in by_time if slot.purpose is Purpose.LIVE}
        return cls(
            by_time, rules, material, request, known, _frozen(by_audience), _frozen(by_sender), holidays,
            tuple(sorted(lives)),
        )  # fmt: skip

    def called(self, audience_id: str) -> str:
        """The audience's name."""
        known = self.audiences.get(audience_id)
        return known.audience.name if known else audience_id

    def sells(self, slot: Slot) -> bool:
        """Whether it counts as promotion: it says so, or its purpose is to sell."""
        return slot.promotes or self.rules.purposes[slot.purpose].promotes


def objection(code: str, severity: Severity, slots: Sequence[Slot], **facts: object) -> PlanWarning:
    """A breach by those slots."""
    return PlanWarning(code, severity, tuple(slot.id for slot in slots), facts)


def _frozen(groups: Mapping[str, list[Slot]]) -> dict[str, tuple[Slot, ...]]:
    return {key: tuple(slots) for key, slots in groups.items()}
