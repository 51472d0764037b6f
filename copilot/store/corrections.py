"""What people said about how documents are to be read. Two who say different things about one place are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from copilot.domain.correction import (
    ColumnCorrection,
    Correction,
    CorrectionChange,
    Corrections,
    PassageCorrection,
    RowCorrection,
)
from copilot.errors import Conflict
from copilot.store.connection import Database, upsert
from copilot.store.index_log import lock_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema import corrections

_PLACES: dict[str, type[Correction]] = {
    "column": ColumnCorrection,
    "row": RowCorrection,
    "passage": PassageCorrection,
}
_NAMES = {kind: place for place, kind in _PLACES.items()}

DocumentName = tuple[str, str]
"""A brand's id and the document's name."""


@dataclass(frozen=True, slots=True)
class CorrectionBook:
    """The corrections of every document, by its name."""

    db: Database
    clock: Callable[[], datetime]

    def of(self, brand_id: str, document: str) -> Corrections:
        """What is said about the document of that name now, in the order it was said."""
        c = corrections.c
        statement = (
            select(c.place, c.card, c.serial)
            .where(c.brand_id == brand_id, c.document == document)
            .order_by(c.serial, c.id)
        )
        with self.db.reading() as connection:
            rows = connection.execute(statement).all()
        said = tuple(unpack(_PLACES[row.place], row.card) for row in rows if row.card is not None)
        return Corrections(said, max((row.serial for row in rows), default=0))

    def change(self, brand_id: str, document: str, change: CorrectionChange) -> Corrections:
        """Say it about a document that is not live; for a live one, `Documents.keep` takes the change with the new
        reading. Raises `Conflict`, `UnknownName`."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            write_change(connection, (brand_id, document), change, self.clock())
        return self.of(brand_id, document)


def head_serial(connection: Connection, brand_id: str, document: str) -> int:
    """How often what is said about the document has changed."""
    c = corrections.c
    statement = select(func.max(c.serial)).where(c.brand_id == brand_id, c.document == document)
    return connection.execute(statement).scalar() or 0


def write_change(connection: Connection, name: DocumentName, change: CorrectionChange, at: datetime) -> None:
    """Store a change under the next serial. The caller holds `lock_brand`.

    Raises `Conflict`: of kind `reading` where the corrections moved on since `change.base`, of kind `correction` where
    somebody said something else about the same place after `change.seen`.
    """
    brand_id, document = name
    c = corrections.c
    stored = connection.execute(select(corrections).where(c.brand_id == brand_id, c.document == document)).all()
    serial = max((row.serial for row in stored), default=0)
    if serial != change.base:
        raise Conflict(f"{document} was corrected meanwhile", kind="reading", id=document)
    cards = dict.fromkeys(change.undone) | {said.id: pack(said) for said in change.said}
    for row in stored:
        if row.id in cards and row.serial > change.seen and row.card != cards[row.id]:
            raise Conflict(f"{document}: {row.place} {row.id} was corrected meanwhile", kind="correction", id=row.id)
    places = {row.id: row.place for row in stored} | {said.id: _NAMES[type(said)] for said in change.said}
    rows = [
        {
            "brand_id": brand_id,
            "document": document,
            "id": i,
            "serial": serial + 1,
            "place": places[i],
            "card": card,
            "made_at": at,
        }
        for i, card in cards.items()
        if i in places
    ]
    if rows:
        upsert(
            connection, corrections, rows, key=("brand_id", "document", "id"),
            overwrite=("serial", "card", "made_at"),
        )  # fmt: skip
