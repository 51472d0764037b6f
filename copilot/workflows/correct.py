"""Correcting how a document is read: a look at what reading made of it, what people say about it, and undoing that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from copilot.domain.brand import Brand
from copilot.domain.correction import (
    CHOSEN_COLUMN_KINDS,
    CHOSEN_ROW_KINDS,
    ColumnCorrection,
    Correction,
    CorrectionChange,
    Corrections,
    PassageCorrection,
    RowCorrection,
)
from copilot.domain.document import Document, Known, document_id
from copilot.domain.evidence import Passage
from copilot.domain.preview import Preview
from copilot.errors import Conflict, InvalidInput, UnknownName
from copilot.store import Store
from copilot.workflows.learn import READINGS, Learning
from copilot.workflows.resolve import resolve_product

LONGEST_QUOTE = 600
"""Characters of a passage that are kept to find it again once it is reworded."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """Previews, and corrections that hold for a document's name from then on."""

    store: Store
    learning: Learning

    def preview(self, brand: Brand, document: Document, version: int | None = None) -> Preview:
        """What reading makes of a kept document, or of an older version, today. Raises `UnreadableFile`."""
        return self.preview_file(brand, document.name, self.store.documents.content(brand.id, document.id, version))

    def preview_file(self, brand: Brand, name: str, content: bytes) -> Preview:
        """What learning these bytes under that name would make of them, with what was said about the name before.

        Raises `UnreadableFile`.
        """
        known = Known(brand.id, brand, self.store.corrections.of(brand.id, name))
        return self.learning.reader.preview(name, content, known, today=self.learning.today())

    def said(self, brand: Brand, name: str) -> Corrections:
        """What people said about the document of that name and did not take back."""
        return self.store.corrections.of(brand.id, name)

    def correct(self, brand: Brand, name: str, change: CorrectionChange) -> Document | None:
        """Say it; a live document of that name is read again at once and becomes a new version, which is returned.

        Raises `InvalidInput` for what cannot be said, `UnknownName` for an id that is not there to be taken back,
        `Conflict` where somebody else said otherwise about the same place since `change.seen`.
        """
        change = replace(change, said=tuple(_sound(brand, said) for said in change.said))
        there = {said.id for said in self.said(brand, name).said}
        for undone in change.undone:
            if undone not in there:
                raise UnknownName("correction", undone)
        document = self.store.documents.get(brand.id, document_id(brand.id, name))
        if document is None or document.deleted_at is not None:
            self._say(brand, name, change)
            return None
        content = self.store.documents.content(brand.id, document.id)
        kept = self.learning.take_in(brand.id, name, content, change)
        self.learning.bring_up_to_date(brand)
        return kept.document

    def _say(self, brand: Brand, name: str, change: CorrectionChange) -> None:
        for _ in range(READINGS):
            base = self.said(brand, name).serial
            try:
                self.store.corrections.change(brand.id, name, replace(change, base=base))
                return
            except Conflict as conflict:
                if conflict.facts["kind"] != "reading":
                    raise
        raise Conflict(f"{name} is being corrected all the time", kind="reading", id=name)


def about_passage(passage: Passage, before: Sequence[Correction] = ()) -> PassageCorrection:
    """A correction of `passage` that says nothing yet; among `before` may be what was said about it already."""
    fresh = PassageCorrection(passage.id, passage.text[:LONGEST_QUOTE], passage.heading, passage.product or "")
    same = (c for c in before if isinstance(c, PassageCorrection) and c.id == fresh.id)
    return next(same, fresh)


def _sound(brand: Brand, said: Correction) -> Correction:
    """The correction with a product's full name. Raises `InvalidInput` for what nobody can mean."""
    if isinstance(said, ColumnCorrection):
        if said.kind and said.kind not in CHOSEN_COLUMN_KINDS:
            raise _no_choice(said.kind, CHOSEN_COLUMN_KINDS)
        first, last = (said.dates.valid_from, said.dates.valid_to) if said.dates else (None, None)
        if first and last and last < first:
            raise InvalidInput("the last day is before the first", code="dates_reversed", first=first, last=last)
    if isinstance(said, RowCorrection) and said.kind not in CHOSEN_ROW_KINDS:
        raise _no_choice(said.kind, [k.value for k in CHOSEN_ROW_KINDS])
    if isinstance(said, PassageCorrection) and said.product:
        return replace(said, product=resolve_product(brand, said.product))
    return said


def _no_choice(value: str, known: Sequence[str]) -> InvalidInput:
    return InvalidInput(f"no choice: {value}", code="choice_invalid", value=value, known=", ".join(known))
