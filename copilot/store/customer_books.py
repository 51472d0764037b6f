"""What a brand says about its customers as a whole: segment rules in their order, thresholds, and a count of changes."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from copilot.domain.segment_rule import SegmentRule, Thresholds
from copilot.store.connection import Database, upsert
from copilot.store.customer_tables import customer_books as b
from copilot.store.index_log import lock_brand
from copilot.store.packing import pack, unpack

Rules = tuple[SegmentRule, ...]


@dataclass(frozen=True, slots=True)
class CustomerBook:
    """`rules` and `thresholds` are None while the brand never changed them."""

    revision: int = 0
    thresholds: Thresholds | None = None
    rules: Rules | None = None


@dataclass(frozen=True, slots=True)
class CustomerBooks:
    """One book for each brand."""

    db: Database

    def of(self, brand_id: str) -> CustomerBook:
        """The brand's book as it is now. Its revision is another after any change of its customers, rules, thresholds."""
        with self.db.reading() as connection:
            return _book(connection, brand_id)

    def change_rules(self, brand_id: str, change: Callable[[Rules | None], Rules | None]) -> None:
        """Store what `change` makes of the rules as they are now; None: as shipped. Raises `UnknownName`."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            rules = change(_book(connection, brand_id).rules)
            packed = None if rules is None else [pack(rule) for rule in rules]
            count_up(connection, brand_id)
            connection.execute(update(b).where(b.c.brand_id == brand_id).values(rules=packed))

    def save_thresholds(self, brand_id: str, thresholds: Thresholds | None) -> None:
        """Keep them; None: as shipped. Raises `UnknownName`."""
        packed = None if thresholds is None else pack(thresholds)
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            count_up(connection, brand_id)
            connection.execute(update(b).where(b.c.brand_id == brand_id).values(thresholds=packed))


def count_up(connection: Connection, brand_id: str) -> None:
    """Tell whoever remembers something of the brand's customers that it is out of date. Called under the brand's lock."""
    now = connection.execute(select(func.max(b.c.revision)).where(b.c.brand_id == brand_id)).scalar() or 0
    row = {"brand_id": brand_id, "revision": now + 1}
    upsert(connection, b, [row], key=("brand_id",), overwrite=("revision",))


def _book(connection: Connection, brand_id: str) -> CustomerBook:
    row = connection.execute(select(b).where(b.c.brand_id == brand_id)).one_or_none()
    if row is None:
        return CustomerBook()
    return CustomerBook(
        row.revision,
        None if row.thresholds is None else unpack(Thresholds, row.thresholds),
        None if row.rules is None else tuple(unpack(SegmentRule, rule) for rule in row.rules),
    )
