"""Handing in and approving many at once: each as if it were alone, and each that is refused with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.review import Actor, Deed
from copilot.errors import ButterflyError, InvalidInput
from copilot.reviewing.item_states import require_for
from copilot.workflows.review import Reviewing

Picked = tuple[str, int]
"""An item's id and the version that was seen."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that was left as it is, and why."""

    item_id: str
    error: ButterflyError


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What came of doing one thing to many."""

    done: tuple[Item, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class InBulk:
    """What is done to many items."""

    review: Reviewing

    def submit(self, picked: Sequence[Picked], actor: Actor) -> BulkResult:
        """Hand them all in. Raises `InvalidInput` where the actor may not at all."""
        require_for(actor, Deed.SUBMITTED)
        return _each(picked, lambda item_id, version: self.review.submit(item_id, version, actor))

    def approve(self, brand: Brand, picked: Sequence[Picked], actor: Actor) -> BulkResult:
        """Approve those in which nothing was found and which carry no risk (`Waiting.clear`). Nobody reads them one by
        one, so the others are refused: `bulk_not_clear` (fact `count` of reasons), or as `approve` refuses them.

        Raises `InvalidInput` where the actor may not at all.
        """
        require_for(actor, Deed.APPROVED)
        looking = self.review.queueing
        items = {i.id: i for i in self.review.store.calendar.of(brand.id)}
        written = looking.with_texts([items[item_id] for item_id, _ in picked if item_id in items])
        looked = {w.item.id: w for w in looking.look(self.review.checks.held(brand), written)}

        def approved(item_id: str, version: int) -> Item:
            waiting = looked.get(item_id)
            if waiting is not None and not waiting.clear:
                count = len(waiting.risks) or len(waiting.judged)
                raise InvalidInput(f"{item_id} is to be read", code="bulk_not_clear", count=count)
            return self.review.approve(item_id, version, actor)

        return _each(picked, approved)


def _each(picked: Sequence[Picked], deed: Callable[[str, int], Item]) -> BulkResult:
    done: list[Item] = []
    refused: list[Refused] = []
    for item_id, version in dict.fromkeys(picked):
        try:
            done.append(deed(item_id, version))
        except ButterflyError as error:
            refused.append(Refused(item_id, error))
    return BulkResult(tuple(done), tuple(refused))
