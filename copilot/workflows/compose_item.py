"""The text of one item: composed like any draft, and once more where another item says the same already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.draft import Candidate, Draft, Notice, NoticeCode, Usage, without_marks
from copilot.errors import BudgetReached, ModelFailed
from copilot.knowledge.nearness import Nearness
from copilot.workflows.draft import Drafting
from copilot.workflows.item_brief import ItemBriefing
from copilot.workflows.outcome import outcome
from copilot.workflows.resolve import resolve_brand
from copilot.workflows.surroundings import Surroundings, same_offer

ALIKE = 0.83
"""Cosine from which two texts say the same. Read on 306 texts of eight offline months of both demo brands, with the
built-in encoder: from here on nearly all pairs tell one thing in other words (the same quotation, tip or notice); just
below stand pairs of one form about two products ("if you could change one thing about …", 0.82)."""
WORD_FOR_WORD = 0.97
"""Cosine from which they say it in the same words, too."""
ATTEMPTS = 3
"""Texts that are written before one is kept that is like another."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The other item whose text comes nearest, and how near, 0..1."""

    item: Item
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A text that was written and is not checked, and what happened on the way."""

    candidate: Candidate
    notices: tuple[Notice, ...]

    @classmethod
    def of(cls, events: Iterable[object]) -> "_Attempt":
        happened = list(events)
        return cls(outcome(happened, Candidate), tuple(e for e in happened if isinstance(e, Notice)))

    @property
    def text(self) -> str:
        """Of its only variant; "" where nothing could be written."""
        return self.candidate.variants[0].text if self.candidate.variants else ""


@dataclass(frozen=True, slots=True)
class ItemComposer:
    """Composes texts of items; stores nothing."""

    drafting: Drafting
    briefing: ItemBriefing
    nearness: Nearness

    def brand_of(self, item: Item) -> Brand:
        """The item's brand."""
        return resolve_brand(self.drafting.store, item.brand_id)

    def foresee(self, items: Sequence[Item]) -> None:
        """Say which items of one brand are about to be composed: what is looked up for them is encoded in one go."""
        if items:
            self.drafting.searching.foresee(self.brand_of(items[0]), [item.slot.idea for item in items])

    def compose(self, item: Item, around: Surroundings, *, offline: bool = False) -> Draft:
        """A checked draft that is not stored yet. `around` knows its text from here on, so that no other thread
        writes the same at the same time. Where every attempt is like another item, the least alike is taken, with a
        notice. `usage` is that of all attempts. `offline`: without a model though there is one, with a notice. Raises
        `BudgetReached` where the month's budget does not hold the first call."""
        brief = self.briefing.brief(self.brand_of(item), item, around)
        drafting = replace(self.drafting, desk=replace(self.drafting.desk, model=None)) if offline else self.drafting
        evidence = drafting.material(brief)
        spent, costs, best, nearest = Usage(), list[float | None](), None, None
        for _ in range(ATTEMPTS):
            try:
                attempt = _Attempt.of(drafting.write(brief, evidence))
            except BudgetReached:
                if best is None:
                    raise
                break  # What was paid for already is kept.
            spent += attempt.candidate.usage
            costs.append(drafting.cost(attempt.candidate.usage))
            neighbour = self._nearest(item, attempt.text, around)
            if best is None or neighbour is None or (nearest and neighbour.likeness < nearest.likeness):
                best, nearest = attempt, neighbour
            if neighbour is None:
                break
            brief = replace(brief, said=(without_marks(attempt.text), neighbour.text, *brief.said))
        assert best is not None
        # Only now, as what is thrown away need not be checked.
        draft = drafting.checked(brief, evidence, best.candidate, best.notices)
        around.say(item, draft)
        known = [cost for cost in costs if cost is not None]
        cost = sum(known) if len(known) == len(costs) else None
        told = (Notice(NoticeCode.OFFLINE_BUDGET),) if offline else ()
        return replace(draft, usage=spent, cost=cost, notices=(*told, *draft.notices, *_notices(nearest)))

    def _nearest(self, item: Item, text: str, around: Surroundings) -> Neighbour | None:
        """The item that says the same, if any."""
        others = around.texts_besides(item)
        if not others:
            return None
        try:
            near = self.nearness([without_marks(text)], [said for _, said in others])
        except ModelFailed:
            return None  # While meanings cannot be compared, texts are written all the same.
        over = [likeness - _bar(item, other) for (other, _), likeness in zip(others, near, strict=True)]
        most = max(range(len(others)), key=over.__getitem__)
        return Neighbour(*others[most], near[most]) if over[most] >= 0 else None


def _bar(item: Item, other: Item) -> float:
    """The likeness from which two items are alike: one offer told to two audiences says the same of necessity."""
    apart = item.slot.audience_id != other.slot.audience_id and same_offer(item, other)
    return WORD_FOR_WORD if apart else ALIKE


def _notices(nearest: Neighbour | None) -> tuple[Notice, ...]:
    if nearest is None:
        return ()
    slot = nearest.item.slot
    return (Notice(NoticeCode.ALIKE, about=f"{slot.day:%m-%d} {slot.time:%H:%M}", count=round(100 * nearest.likeness)),)
