"""What the indexes have to follow: which passages came alive or went, in order, and how far each index has read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, select, update

from copilot.domain.document import IndexChange
from copilot.errors import UnknownName
from copilot.store.connection import Database, quick_rows, upsert
from copilot.store.live import live_passages
from copilot.store.schema import brands, index_changes, index_marks


@dataclass(frozen=True, slots=True)
class IndexLog:
    """The change log of each brand. Reading it in order and applying each change twice or late does no harm."""

    db: Database

    def changes(self, brand_id: str, after_seq: int, limit: int = 1000) -> tuple[IndexChange, ...]:
        """The next changes after `after_seq`, in order; of each passage only its last change is in the log.

        `passage` is what is live now, so None where the passage has gone by the time of reading.
        """
        log = index_changes.c
        with self.db.reading() as connection:
            rows = connection.execute(
                select(log.seq, log.passage_id)
                .where(log.brand_id == brand_id, log.seq > after_seq)
                .order_by(log.seq)
                .limit(limit)
            ).all()
            live = live_passages(connection, brand_id, [row.passage_id for row in rows])
        return tuple(IndexChange(seq, passage_id, live.get(passage_id)) for seq, passage_id in rows)

    def head(self, brand_id: str) -> int:
        """The seq of the last change; 0 while nothing was learned."""
        with self.db.reading() as connection:
            statement = select(brands.c.last_change).where(brands.c.id == brand_id)
            return connection.execute(statement).scalar_one_or_none() or 0

    def mark(self, index_name: str, brand_id: str) -> int:
        """The seq up to which the index has followed; 0 for one that never did."""
        marks = index_marks.c
        with self.db.reading() as connection:
            statement = select(marks.seq).where(marks.brand_id == brand_id, marks.index_name == index_name)
            return connection.execute(statement).scalar_one_or_none() or 0

    def marks(self, brand_id: str) -> dict[str, int]:
        """How far every index of the brand has followed, by the index's name."""
        marks = index_marks.c
        with self.db.reading() as connection:
            rows = connection.execute(select(marks.index_name, marks.seq).where(marks.brand_id == brand_id)).all()
            return {row.index_name: row.seq for row in rows}

    def forget_mark(self, index_name: str, brand_id: str) -> None:
        """An index is no more; one that never was is no error."""
        marks = index_marks.c
        with self.db.writing() as connection:
            connection.execute(delete(index_marks).where(marks.brand_id == brand_id, marks.index_name == index_name))

    def standing(self, index_name: str, brand_id: str) -> tuple[int, int]:
        """`head` and `mark`, read at once: every search asks whether there is something to catch up with."""
        rows = quick_rows(self.db, _standing(), {"brand": brand_id, "index": index_name})
        return next(((head or 0, seq or 0) for head, seq in rows), (0, 0))

    def set_mark(self, index_name: str, brand_id: str, seq: int) -> None:
        """Remember how far an index has followed; backwards, too, to have it read again. Raises `UnknownName`."""
        row = {"brand_id": brand_id, "index_name": index_name, "seq": seq}
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            upsert(connection, index_marks, [row], key=("brand_id", "index_name"), overwrite=("seq",))


@cache
def _standing() -> Select[*tuple[Any, ...]]:
    marks = index_marks.c
    followed = and_(marks.brand_id == brands.c.id, marks.index_name == bindparam("index"))
    joined = brands.outerjoin(index_marks, followed)
    return select(brands.c.last_change, marks.seq).select_from(joined).where(brands.c.id == bindparam("brand"))


def require_brand(connection: Connection, brand_id: str) -> None:
    """Raises `UnknownName` when there is no such brand."""
    if not quick_rows(connection, _of_id(), {"brand": brand_id}):
        raise UnknownName("brand", brand_id)


@cache
def _of_id() -> Select[Any]:
    return select(brands.c.id).where(brands.c.id == bindparam("brand"))


def lock_brand(connection: Connection, brand_id: str) -> None:
    """Wait for the turn to change what the brand knows, until the transaction ends. Raises `UnknownName`.

    Seqs are given under this lock, so their order is the order of commits, and no reader can pass one by that is
    committed later. A lock that leaves the key alone lets drafts of the brand be saved meanwhile.
    """
    statement = select(brands.c.id).where(brands.c.id == brand_id).with_for_update(key_share=True)
    if connection.execute(statement).first() is None:
        raise UnknownName("brand", brand_id)


def append_changes(connection: Connection, brand_id: str, passage_ids: Sequence[str]) -> None:
    """Log `passage_ids` (each once) as changed, in that order. The caller holds `lock_brand`."""
    if not passage_ids:
        return
    this_brand = brands.c.id == brand_id
    last = connection.execute(select(brands.c.last_change).where(this_brand)).scalar_one()
    rows = [
        {"brand_id": brand_id, "passage_id": passage_id, "seq": seq}
        for seq, passage_id in enumerate(passage_ids, start=last + 1)
    ]
    upsert(connection, index_changes, rows, key=("brand_id", "passage_id"), overwrite=("seq",))
    connection.execute(update(brands).where(this_brand).values(last_change=last + len(rows)))
