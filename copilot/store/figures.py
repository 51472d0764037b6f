"""Figures by place of the butterfly: what people typed or imported, and what is counted from the customers here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    case,
    delete,
    func,
    select,
    tuple_,
)

from copilot.domain.customer import EventKind
from copilot.domain.ladder import Step
from copilot.domain.wings import Counted, Cut, Origin, Period, Place
from copilot.errors import InvalidInput
from copilot.store.connection import Database, upsert
from copilot.store.customer_tables import customer_events as e
from copilot.store.customer_tables import customers as c
from copilot.store.index_log import require_brand
from copilot.store.schema_figures import KEY, figure_imports, figures

CHUNK = 2_000
"""Figures that are written at once."""
LOOKED_UP = 200
"""Figures that are looked up at once: a statement takes only so many parameters."""
CENTS = 100
LEAST_STEP = {Place.INTEREST: 1, Place.NEED: 2, Place.TRUST: 3}
"""How far up the ladder whoever is at a place has come: on the second step, one has been at the places before it."""


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

    def take_in(self, brand_id: str, file: str, given: Sequence[Counted]) -> None:
        """Keep an import as a whole, remembering what stood in its place; the import before can be taken back no more.
        Raises `UnknownName` for the brand."""
        now = self.clock()
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            connection.execute(delete(figure_imports).where(figure_imports.c.brand_id == brand_id))
            for number, some in enumerate(_few(given, CHUNK)):
                rows = [_row(brand_id, one, now) for one in some]
                stood = _standing(connection, [_key_of(row) for row in rows])
                changes = [{"key": _packed(_key_of(row)), "before": stood.get(_key_of(row))} for row in rows]
                _write(connection, rows)
                chunk = {"brand_id": brand_id, "chunk": number, "file": file, "at": now, "changes": changes}
                connection.execute(figure_imports.insert(), chunk)

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
            for chunk in chunks:
                before = {_unpacked(change["key"]): change["before"] for change in chunk.changes}
                stands = _standing(connection, list(before))
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

    def cuts(self, brand_id: str) -> tuple[Cut, ...]:
        """The cuts that figures are of, everybody first."""
        t = figures.c
        statement = select(t.source, t.segment_id, t.audience_id).where(t.brand_id == brand_id).distinct()
        with self.db.reading() as connection:
            found = [Cut(*row) for row in connection.execute(statement)]
        return tuple(sorted(found, key=lambda cut: (cut != Cut(), cut.source, cut.segment_id, cut.audience_id)))

    def count(self, brand_id: str, period: Period) -> tuple[Counted, ...]:
        """What the customers here say of a period: who wrote, on which step they stood, who bought first.
        Nothing is said of places that nothing here is known of."""
        with self.db.reading() as connection:
            stood = connection.execute(_steps_within(brand_id, period)).one()
            bought = connection.execute(_buyers_within(brand_id, period)).one()
        told = {place: getattr(stood, place.value) for place in (Place.ACTIVE, *LEAST_STEP)} if stood.active else {}
        if bought.bought or told:
            told[Place.BOUGHT] = bought.bought
        money = {Place.BOUGHT: Decimal(int(bought.paid)) / CENTS} if bought.bought else {}
        return tuple(
            Counted(period, place, count, money=money.get(place), origin=Origin.COUNTED)
            for place, count in told.items()
        )

    def first_day(self, brand_id: str) -> date | None:
        """The first day that anything is known of the customers here."""
        known = select(func.min(c.c.first_order)).where(c.c.brand_id == brand_id)
        seen = select(func.min(e.c.at)).join(c, c.c.id == e.c.customer_id).where(c.c.brand_id == brand_id)
        with self.db.reading() as connection:
            bought, wrote = connection.scalar(known), connection.scalar(seen)
        days = [day for day in (bought, wrote.date() if wrote else None) if day]
        return min(days, default=None)


def _steps_within(brand_id: str, period: Period) -> Any:
    """Each customer's furthest step within the days first, read off an index alone; whose customers they are after that."""
    begin = datetime.combine(period.start, time(), UTC)
    end = datetime.combine(period.end + timedelta(days=1), time(), UTC)
    height = case({step.value: number for number, step in enumerate(Step, start=1)}, value=e.c.step, else_=0)
    reached = (
        select(e.c.customer_id, func.max(height).label("height"))
        .where(e.c.at >= begin, e.c.at < end, e.c.kind == EventKind.STEP.value)
        .group_by(e.c.customer_id)
        .subquery()
    )
    columns = [_how_many(reached.c.height >= least).label(place.value) for place, least in LEAST_STEP.items()]
    return (
        select(func.count().label(Place.ACTIVE.value), *columns)
        .join_from(reached, c, c.c.id == reached.c.customer_id)
        .where(c.c.brand_id == brand_id)
    )


def _how_many(true: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((true, 1), else_=0)), 0)


def _buyers_within(brand_id: str, period: Period) -> Any:
    """Who bought for the first time, and what they paid: an order of theirs on average, as no order is kept by itself. Who
    bought again is not told: of each customer only the last order is known, and that hides those before it."""
    paid = case((c.c.orders > 0, c.c.spent_cents / c.c.orders), else_=0)
    return select(func.count().label(Place.BOUGHT.value), func.coalesce(func.sum(paid), 0).label("paid")).where(
        c.c.brand_id == brand_id, c.c.first_order.between(period.start, period.end)
    )


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
    for some in _few(rows, CHUNK):
        upsert(connection, figures, some, key=KEY, overwrite=("count", "money_cents", "origin", "by", "at"))


def _drop(connection: Connection, keys: Sequence[Key]) -> None:
    for some in _few(keys):
        connection.execute(delete(figures).where(_one_of(some)))


def _standing(connection: Connection, keys: Sequence[Key]) -> dict[Key, dict[str, Any]]:
    """What stands under the keys, as it is kept for taking an import back."""
    found = (row for some in _few(keys) for row in connection.execute(select(figures).where(_one_of(some))).mappings())
    return {
        _key_of(row): {
            "count": row["count"], "money_cents": row["money_cents"], "origin": row["origin"], "by": row["by"],
            "at": row["at"].isoformat(),
        }
        for row in found
    }  # fmt: skip


def _few(all_of_them: Sequence[Some], size: int = LOOKED_UP) -> Iterator[Sequence[Some]]:
    return (all_of_them[begin : begin + size] for begin in range(0, len(all_of_them), size))


def _one_of(keys: Sequence[Key]) -> ColumnElement[bool]:
    return tuple_(*(figures.c[name] for name in KEY)).in_(keys)


def _counted(row: Row) -> Counted:
    paid = row["money_cents"]
    return Counted(
        period=Period(row["start"], row["end"]),
        place=Place(row["place"]),
        count=row["count"],
        cut=Cut(row["source"], row["segment_id"], row["audience_id"]),
        money=None if paid is None else Decimal(paid) / CENTS,
        origin=Origin(row["origin"]),
        by=row["by"],
        at=row["at"],
    )
