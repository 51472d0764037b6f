"""Taking into the calendar what people made elsewhere: calendars as drafts to be reviewed, and lists of results."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState, Purpose, Sent
from copilot.domain.calendar_import import (
    CalendarPreview,
    ImportChoices,
    ImportedItem,
    MatchedResult,
    PurposeStand,
    ReadResults,
    ResultRow,
)
from copilot.domain.draft import Draft, Task, Usage
from copilot.domain.outgoing import GOES_OUT
from copilot.domain.review import Actor, Deed, Duty
from copilot.errors import ButterflyError, Conflict, InvalidInput
from copilot.knowledge.reading import SeparateReader
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.export import Exporting
from copilot.workflows.import_calendar import AS_READ, CalendarFile, CalendarImport
from copilot.workflows.item_check import Held, ItemChecking
from copilot.workflows.members import require
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.resolve import find, resolve_product

IMPORTED = "imported"
"""What drafts are marked with instead of a model."""


@dataclass(frozen=True, slots=True)
class TakingProgress:
    """How many of the rows are checked."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What is in the calendar now."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class KeptResults:
    """How many results were kept, and those that were not, with why."""

    kept: int
    refused: tuple[tuple[MatchedResult, ButterflyError], ...] = ()


@dataclass(frozen=True, slots=True)
class TakingIn:
    """Nothing that is taken in is approved by that: texts are drafts, checked like any other."""

    store: Store
    reader: SeparateReader
    checks: ItemChecking
    ruling: PlanRuling
    exporting: Exporting
    today: Callable[[], date]
    new_id: Callable[[], str]

    def open(self, brand: Brand, name: str, content: bytes) -> CalendarFile:
        """Read a .xlsx or .csv. Raises `UnreadableFile`."""
        return self._reading(brand).open(name, content)

    def preview(self, brand: Brand, file: CalendarFile, choices: ImportChoices = AS_READ) -> CalendarPreview:
        """What taking it in would add, and what it leaves out and why. Raises `InvalidInput` for columns that cannot be
        for that."""
        there = [item.slot for item in self.store.calendar.of(brand.id)]
        return self._reading(brand).preview(file, self.store.audiences.of(brand.id), choices, there=there)

    def take(
        self, brand: Brand, file: CalendarFile, choices: ImportChoices, actor: Actor
    ) -> Iterator[TakingProgress | Taken]:
        """Take a calendar in, all its rows or none, telling progress. What has a text is a draft of the actor's, the rest
        is planned.

        Raises `InvalidInput` for an audience that is nobody's name (`audience_unclear`) and where nothing is left
        (`nothing_imported`)."""
        require(actor, Duty.AUTHOR)
        there = [item.slot for item in self.store.calendar.of(brand.id)]
        rows = self._reading(brand).items(file, self.store.audiences.of(brand.id), choices, there=there)
        held, made = self.checks.held(brand), list[tuple[Item, Draft | None]]()
        for row in rows:
            made.append(self._made(held, row, actor))
            yield TakingProgress(len(made), len(rows))
        done = Done(actor.id, Deed.IMPORTED, file.name)
        self.store.calendar.add([item for item, _ in made], done, [draft for _, draft in made if draft])
        yield Taken(tuple(item for item, _ in made))

    def results(self, brand: Brand, file: CalendarFile) -> ReadResults:
        """What a list of results tells about what went out."""
        items = self.store.calendar.of(brand.id, states=GOES_OUT)
        return self._reading(brand).results(file, items, self.store.audiences.of(brand.id))

    def keep_results(self, brand: Brand, found: Sequence[MatchedResult], actor: Actor) -> KeptResults:
        """Note the results at their items; what was not marked as sent is, at the time it was planned for. A figure that
        the list does not tell stays as it was noted before."""
        require(actor, Duty.AUTHOR)
        items = {item.id: item for item in self.store.calendar.of(brand.id, states=GOES_OUT)}
        refused = list[tuple[MatchedResult, ButterflyError]]()
        for result in found:
            item = items.get(result.item_id)
            if item is None:
                continue
            try:
                self.exporting.mark_sent(item.id, item.version, _with(item, result.row, actor), actor)
            except (InvalidInput, Conflict) as error:
                refused.append((result, error))
        return KeptResults(len(found) - len(refused), tuple(refused))

    def _reading(self, brand: Brand) -> CalendarImport:
        rules = self.ruling.of(brand)

        def stand(purpose: Purpose) -> PurposeStand:
            rule = rules.purposes[purpose]
            return PurposeStand(rule.node, rule.step, rule.promotes)

        return CalendarImport(self.reader, self.today, self.new_id, stand)

    def _made(self, held: Held, row: ImportedItem, actor: Actor) -> tuple[Item, Draft | None]:
        slot = replace(
            row.slot,
            idea=row.slot.idea or " ".join(row.text.split())[:40],
            persona_id=_persona(held, row.row.persona),
            product=_product(held.brand, row.row.product),
        )
        item = Item(slot, held.brand.id, author=actor.id)
        if not row.text.strip():
            return item, None
        draft = self._draft(held, item, row.text.strip())
        return replace(item, state=ItemState.DRAFT, draft_id=draft.id), draft

    def _draft(self, held: Held, item: Item, text: str) -> Draft:
        slot, brand = item.slot, held.brand
        audience = next((a for a in self.store.audiences.of(brand.id) if a.id == slot.audience_id), None)
        empty = Draft(
            self.new_id(), brand.id, Task.POST, slot.channel, slot.node, brand.language, self.exporting.clock(), "", (), (), (), (),
            IMPORTED, None, Usage(), slot.step, slot.product, slot.idea, slot.persona_id,
            audience.segment_id if audience else None,
        )  # fmt: skip
        return replace(empty, text=text, variants=self.checks.edited(held, item, empty, text))


def _with(item: Item, row: ResultRow, actor: Actor) -> Sent:
    before = item.sent or Sent(actor.id, item.slot.at.astimezone())

    def told(new: int | None, old: int | None) -> int | None:
        return old if new is None else new

    return replace(
        before,
        reached=told(row.reached, before.reached),
        replies=told(row.replies, before.replies),
        orders=told(row.orders, before.orders),
        muted=told(row.muted, before.muted),
        note=row.note or before.note,
    )


def _persona(held: Held, name: str) -> str | None:
    found = find(name, held.personas) if name else None
    return found.id if found else None


def _product(brand: Brand, name: str) -> str | None:
    """The product that is called so; a name that is none of them is kept as it is."""
    try:
        return resolve_product(brand, name) if name else None
    except InvalidInput:
        return name
