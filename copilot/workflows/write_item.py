"""One job of a run: the item's text is composed and stored, or what kept it from that."""

import logging
from dataclasses import dataclass, replace

from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Draft
from copilot.domain.review import Deed
from copilot.domain.waiver import text_hash
from copilot.domain.writing_run import ItemFailed, ItemWritten, Job
from copilot.errors import BudgetReached, ButterflyError, Conflict, InvalidInput
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.store.calendar_items import ItemChange, WithText
from copilot.workflows.compose_item import ItemComposer
from copilot.workflows.surroundings import Surroundings

WRITABLE = (ItemState.PLANNED, ItemState.DRAFT, ItemState.CHANGES_REQUESTED)
"""States in which a text may be written anew; in any other a person has said something about it."""


@dataclass(frozen=True, slots=True)
class ItemWriter:
    """Writes single items."""

    store: Store
    composer: ItemComposer

    def write(self, job: Job, by: str, around: Surroundings) -> ItemWritten | ItemFailed | None:
        """Write the item of a job that was taken; None where somebody else has taken it over meanwhile, or where the
        month's budget does not hold it: then it waits and the run is paused. Raises only `StoreFailed`, where not even
        the failure could be stored."""
        item = self.store.calendar.get(job.item_id)
        try:
            require_writable(item, (ItemState.PLANNED,))
            draft = self.composer.compose(item, around, offline=self.store.runs.get(job.run_id).offline)
            after = self.store.runs.keep(job, item, draft, written(draft, by))
        except BudgetReached as reached:
            around.forget(item.id)
            self.store.runs.hold(job, reached.code)
            return None
        except ButterflyError as error:
            around.forget(item.id)
            return self._failed(job, item, error.code, by, silent=isinstance(error, Conflict | InvalidInput))
        except Exception:
            logging.getLogger(__name__).exception("item %s could not be written", item.id)
            around.forget(item.id)
            return self._failed(job, item, ButterflyError.code, by, silent=False)
        if after is None:
            around.forget(item.id)
            return None
        around.say(after, draft)
        return ItemWritten(item.id, draft)

    def rewrite(self, item_id: str, expected_version: int, by: str) -> Item:
        """Another try at an item's text. Raises `InvalidInput`, `Conflict`, `UnknownName`."""
        item = self.store.calendar.get(item_id)
        require_writable(item, WRITABLE)
        draft = self.composer.compose(item, Surroundings(self.store, [item]))
        change = written(draft, by)
        return self.store.calendar.change(item_id, expected_version, change.change, change.done, WithText(draft=draft))

    def _failed(self, job: Job, item: Item, code: str, by: str, *, silent: bool) -> ItemFailed | None:
        """Store that it failed; the item keeps its state and says why, unless somebody else has changed it."""
        change = None if silent else _saying_why(code, by)
        try:
            stored = self.store.runs.fail(job, code, item, change)
        except Conflict:
            stored = self.store.runs.fail(job, code)
        return ItemFailed(item.id, code) if stored else None


def require_writable(item: Item, states: tuple[ItemState, ...]) -> None:
    """Raises `InvalidInput` (`item_not_writable`) for an item that is removed or not in one of these states."""
    if item.removed or item.state not in states:
        raise InvalidInput(f"item {item.id} is {item.state}", code="item_not_writable", state=item.state.value)


def written(draft: Draft, by: str) -> ItemChange:
    """The item with that draft as its text, by that author. Raises `InvalidInput` when it may not be written."""

    def change(before: Item) -> Item:
        require_writable(before, WRITABLE)
        return replace(before, state=ItemState.DRAFT, draft_id=draft.id, author=by, approvals=(), why="")

    return ItemChange(change, Done(by, Deed.WRITTEN, text_hash=text_hash(draft.text)))


def _saying_why(code: str, by: str) -> ItemChange:
    return ItemChange(lambda before: replace(before, why=code), Done(by, Deed.FAILED, why=code))
