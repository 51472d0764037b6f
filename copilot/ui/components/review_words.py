"""How an item that waits is told: how grave it is, where it goes, and why it is to be read with care."""

from dataclasses import dataclass

from copilot.domain.calendar import Item
from copilot.domain.draft import without_marks
from copilot.domain.review import Risk, RiskKind, Waiting
from copilot.domain.waiver import standing
from copilot.ui.components.calendar_filters import Names
from copilot.ui.state import say

LEVELS = ("stop", "heavy", "some", "clear")
HEAVY = frozenset({RiskKind.STALE, RiskKind.PROMISE, RiskKind.UNSUPPORTED, RiskKind.PRICE})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at: the brand's queue as it is filtered, and what things are called."""

    queue: tuple[Waiting, ...]
    names: Names

    def behind(self, item_id: str, step: int = 1) -> str | None:
        """Which item stands so many places behind that one; the first where it is not there or nothing is behind it,
        None where nothing else is left."""
        ids = [one.item.id for one in self.queue]
        if item_id not in ids:
            return ids[0] if ids else None
        at = ids.index(item_id) + step
        found = ids[at] if 0 <= at < len(ids) else ids[0] if step > 0 else None
        return None if found == item_id else found


def level(waiting: Waiting) -> str:
    """How grave it is, as one of `LEVELS`."""
    kinds = {risk.kind for risk in waiting.risks}
    if RiskKind.BLOCK in kinds:
        return "stop"
    if kinds & HEAVY:
        return "heavy"
    return "clear" if waiting.clear else "some"


def reasons(waiting: Waiting) -> list[str]:
    """Why it is to be read with care, the heaviest first; for one that is clear, that it is."""
    told = [say(f"risks.{risk.kind}", **_facts(risk)) for risk in waiting.risks]
    if waiting.outdated:
        told.append(say("review.outdated"))
    if not told and (left := standing(waiting.judged)):
        told.append(say("review.notes", count=len(left)))
    return told or [say("review.clear")]


def _facts(risk: Risk) -> dict[str, object]:
    """The facts of its sentence; words of the text without their marks."""
    return {name: without_marks(fact) if isinstance(fact, str) else fact for name, fact in risk.facts.items()}


def when(item: Item) -> str:
    """Its day and time, with the day of the week."""
    at = item.slot.at
    return f"{at:%m-%d} {say(f'weekdays.{at.weekday()}')} {at:%H:%M}"


def place(item: Item, names: Names) -> str:
    """To whom, and where."""
    return f"{names.of('audience', item.slot.audience_id)} · {say(f'channels.{item.slot.channel}')}"


def about(item: Item, names: Names) -> tuple[str, ...]:
    """What it is for, about what, in whose voice."""
    slot = item.slot
    parts = (
        say(f"purposes.{slot.purpose}"),
        slot.product or "",
        names.of("persona", slot.persona_id) if slot.persona_id else "",
    )
    return tuple(part for part in parts if part)
