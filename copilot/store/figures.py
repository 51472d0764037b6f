"""Figures by place of the butterfly: what people typed or imported, and what is counted from the customers here."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select

from copilot.domain.wings import Counted, Cut, Origin, Period, Place
from copilot.errors import InvalidInput
from copilot.store.connection import Database, upsert
from copilot.store.customer_months import first_month
from copilot.store.customer_tables import customers as c
from copilot.store.figure_counts import answered, tally_of
from copilot.store.index_log import require_brand
from copilot.store.schema_figures import KEY, figure_imports, figures
from copilot.store.schema_sending import sendings as s

CHUNK = 2_000
"""Figures that are written at once."""
CENTS = 100
EVERYBODY = Cut()
OVERWRITTEN = ("count", "money_cents", "origin", "by", "at")

OnProgress = Callable[[int, int], None]
"""Hears how many of how many are done."""
Counts = tuple[Counted, ...]
Amounts = dict[tuple[Period, Cut, Place], tuple[int, Decimal | None]]


def ignore_progress(done: int, total: int) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The last that was said of a place, period and cut counts."""

    db: Database
    clock: Callable[[], datetime]

    def keep(self, brand_id: str, given: Sequence[Counted], gone: Sequence[Counted] = ()) -> None:
        """Keep figures in place of those that were there, and drop those of the same places that are `gone`. Raises
        `UnknownName` for the brand."""
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            _write(connection, [_row(brand_id, one, self.clock()) for one in given])
            _drop(connection, [_key_of(_row(brand_id, one, self.clock())) for one in gone])

    def take_in(
        self, brand_id: str, file: str, given: Sequence[Counted], *, by: str, on_progress: OnProgress = ignore_progress
    ) -> None:
        """Keep an import as a whole, as said `by` somebody, remembering what stood in its place; the import before can be
        taken back no more. `on_progress` hears how many are written. Raises `UnknownName` for the brand."""
        now = self.clock()
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            connection.execute(delete(figure_imports).where(figure_imports.c.brand_id == brand_id))
            stood = _standing(connection, brand_id, {one.period.start for one in given})
            for number, some in enumerate(_few(given)):
                rows = [{**_row(brand_id, one, now), "by": by} for one in some]
                keys = [_key_of(row) for row in rows]
                changes = [{"key": _packed(key), "before": stood.get(key)} for key in keys]
                _write(connection, rows)
                chunk = {"brand_id": brand_id, "chunk": number, "file": file, "at": now, "changes": changes}
                connection.execute(figure_imports.insert(), chunk)
                on_progress(min((number + 1) * CHUNK, len(given)), len(given))

    def last_import(self, brand_id: str) -> tuple[str, datetime] | None:
        """File and moment of the import that can be taken back."""
        t = figure_imports.c
        with self.db.reading() as connection:
            row = connection.execute(select(t.file, t.at).where(t.brand_id == brand_id).limit(1)).first()
        return None if row is None else (row.file, row.at)

    def take_back(self, brand_id: str) -> int:
        """Put back what stood before the last import, where nobody said otherwise since; how many figures that were.
        Raises `InvalidInput` (`no_import`) where there is none."""
        t, restored = figure_imports.c, 0
        with self.db.writing() as connection:
            chunks = connection.execute(select(t.at, t.changes).where(t.brand_id == brand_id)).all()
            if not chunks:
                raise InvalidInput("no import to take back", code="no_import")
            changed = [{_unpacked(change["key"]): change["before"] for change in chunk.changes} for chunk in chunks]
            stands = _standing(connection, brand_id, {key[1] for before in changed for key in before})
            for chunk, before in zip(chunks, changed, strict=True):
                untouched = [key for key in before if key in stands and _moment(stands[key]["at"]) == chunk.at]
                _write(connection, [_restored(key, old) for key in untouched if (old := before[key])])
                _drop(connection, [key for key in untouched if before[key] is None])
                restored += len(untouched)
            connection.execute(delete(figure_imports).where(t.brand_id == brand_id))
        return restored

    def of(self, brand_id: str, cut: Cut) -> tuple[Counted, ...]:
        """All figures of a cut, by period and place."""
        t = figures.c
        here = (t.brand_id == brand_id, t.source == cut.source, t.segment_id == cut.segment_id)
        statement = select(figures).where(*here, t.audience_id == cut.audience_id).order_by(t.start, t.end, t.place)
        with self.db.reading() as connection:
            return tuple(_counted(row) for row in connection.execute(statement).mappings())

    def amounts(self, brand_id: str, first: date, last: date) -> Amounts:
        """Count and money of every figure of a period that begins between two days, of every cut."""
        t = figures.c
        when, whose = (t.start, t.end), (t.source, t.segment_id, t.audience_id)
        statement = select(*when, *whose, t.place, t.count, t.money_cents)
        statement = statement.where(t.brand_id == brand_id, t.start.between(first, last))
        period, cut = cache(Period), cache(Cut)
        with self.db.reading() as connection:
            return {
                (period(start, end), cut(*of), Place(place)): (count, _money(cents))
                for start, end, *of, place, count, cents in connection.execute(statement)
            }

    def cuts(self, brand_id: str) -> tuple[Cut, ...]:
        """The cuts that figures are of, everybody first."""
        t = figures.c
        statement = select(t.source, t.segment_id, t.audience_id).where(t.brand_id == brand_id).distinct()
        with self.db.reading() as connection:
            found = [Cut(*row) for row in connection.execute(statement)]
        return tuple(sorted(found, key=lambda cut: (cut != Cut(), cut.source, cut.segment_id, cut.audience_id)))

    def count(self, brand_id: str, period: Period, cut: Cut = EVERYBODY, among: Set[str] | None = None) -> Counts:
        """What the customers here say of a period: who wrote or answered, on which step they stood, who bought first;
        with `among`, those of that id only, who are the `cut`. Nothing is said of places that nothing here is known of."""
        with self.db.reading() as connection:
            tally = tally_of(connection, brand_id, period, among)
        return tuple(
            Counted(period, place, count, cut, tally.paid if place is Place.BOUGHT else None, Origin.COUNTED)
            for place, count in tally.people.items()
        )

    def answers(self, brand_id: str) -> frozenset[tuple[str, datetime]]:
        """Which customers answered what was sent to them, and when it was sent."""
        with self.db.reading() as connection:
            rows = connection.execute(select(s.c.customer_id, s.c.at).where(*answered(brand_id)))
            return frozenset((who, at) for who, at in rows)

    def first_day(self, brand_id: str) -> date | None:
        """The first day that anything is known of the customers here; the first of a month that they wrote in."""
        known = select(func.min(c.c.first_order)).where(c.c.brand_id == brand_id)
        with self.db.reading() as connection:
            sent: datetime | None = connection.scalar(select(func.min(s.c.at)).where(*answered(brand_id)))
            days = (connection.scalar(known), first_month(connection, brand_id), sent.date() if sent else None)
        return min((day for day in days if day), default=None)


Some = TypeVar("Some")
Row = Mapping[str, Any] | RowMapping
Key = tuple[str, date, date, str, str, str, str]


def _row(brand_id: str, one: Counted, at: datetime) -> dict[str, Any]:
    return {
        "brand_id": brand_id,
        "start": one.period.start,
        "end": one.period.end,
        "source": one.cut.source,
        "segment_id": one.cut.segment_id,
        "audience_id": one.cut.audience_id,
        "place": one.place.value,
        "count": one.count,
        "money_cents": None if one.money is None else int(one.money * CENTS),
        "origin": one.origin.value,
        "by": one.by,
        "at": at,
    }


def _key_of(row: Row) -> Key:
    brand, start, end, source, segment, audience, place = (row[name] for name in KEY)
    return brand, start, end, source, segment, audience, place


def _packed(key: Key) -> list[str]:
    return [str(part) for part in key]


def _unpacked(key: Sequence[str]) -> Key:
    brand, start, end, source, segment, audience, place = key
    return brand, date.fromisoformat(start), date.fromisoformat(end), source, segment, audience, place


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _restored(key: Key, old: Mapping[str, Any]) -> dict[str, Any]:
    return {**dict(zip(KEY, key, strict=True)), **old, "at": _moment(old["at"])}


def _write(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    for some in _few(rows):
        upsert(connection, figures, some, key=KEY, overwrite=OVERWRITTEN, apart=True)


def _drop(connection: Connection, keys: Sequence[Key]) -> None:
    """One statement for all of them, so that each is found by its key."""
    if keys:
        named = [figures.c[name] == bindparam(f"of_{name}") for name in KEY]
        given = [{f"of_{name}": part for name, part in zip(KEY, key, strict=True)} for key in keys]
        connection.execute(delete(figures).where(*named), given)


def _standing(connection: Connection, brand_id: str, starts: Collection[date]) -> dict[Key, dict[str, Any]]:
    """What stands of a brand's periods from the first to the last of `starts`, as it is kept for taking an import back."""
    if not starts:
        return {}
    t = figures.c
    statement = select(figures).where(t.brand_id == brand_id, t.start.between(min(starts), max(starts)))
    return {
        _key_of(row): {
            "count": row["count"], "money_cents": row["money_cents"], "origin": row["origin"], "by": row["by"],
            "at": row["at"].isoformat(),
        }
        for row in connection.execute(statement).mappings()
    }  # fmt: skip


def _few(all_of_them: Sequence[Some]) -> Iterator[Sequence[Some]]:
    return (all_of_them[begin : begin + CHUNK] for begin in range(0, len(all_of_them), CHUNK))


def _counted(row: Row) -> Counted:
    return Counted(
        period=Period(row["start"], row["end"]),
        place=Place(row["place"]),
        count=row["count"],
        cut=Cut(row["source"], row["segment_id"], row["audience_id"]),
        money=_money(row["money_cents"]),
        origin=Origin(row["origin"]),
        by=row["by"],
        at=row["at"],
    )


def _money(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / CENTS
