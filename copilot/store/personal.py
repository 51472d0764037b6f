"""Everything that any table keeps of one customer, for handing it out and for deleting it.

A table belongs here by having a column `customer_id`, or, among the drafts, by being named in a `draft_id` of such a
table: a reply holds what its customer wrote.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from copilot.store.schema import draft_versions, drafts, metadata


def rows_elsewhere(
    connection: Connection, customer_id: str, *, but: Iterable[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of theirs but the ones named, as plain JSON, and the drafts written for them."""
    left_out = set(but)
    found = {
        table.name: [_plain(row) for row in connection.execute(select(table).where(table.c.customer_id == customer_id))]
        for table in personal_tables()
        if table.name not in left_out
    }
    ids = _draft_ids(connection, customer_id)
    if ids:
        rows = connection.execute(select(drafts).where(drafts.c.id.in_(ids)))
        found[drafts.name] = [_plain(row) for row in rows]
        rows = connection.execute(select(draft_versions).where(draft_versions.c.draft_id.in_(ids)))
        found[draft_versions.name] = [_plain(row) for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def delete_personal(connection: Connection, customer_id: str) -> None:
    """Delete those rows, the ones that refer to others first, and the drafts that were written for nobody else."""
    ids = _draft_ids(connection, customer_id)
    for table in personal_tables():
        connection.execute(delete(table).where(table.c.customer_id == customer_id))
    ids -= _still_named(connection, ids)
    if ids:
        connection.execute(delete(draft_versions).where(draft_versions.c.draft_id.in_(ids)))
        connection.execute(delete(drafts).where(drafts.c.id.in_(ids)))


def personal_tables() -> list[Table]:
    """Every table with a column `customer_id`; a table comes before those that it refers to."""
    return [table for table in reversed(metadata.sorted_tables) if "customer_id" in table.c]


def _draft_ids(connection: Connection, customer_id: str) -> set[str]:
    found: set[str] = set()
    for table in _naming_drafts():
        found |= set(connection.execute(select(table.c.draft_id).where(table.c.customer_id == customer_id)).scalars())
    return found - {None}


def _still_named(connection: Connection, ids: set[str]) -> set[str]:
    named: set[str] = set()
    for table in _naming_drafts():
        named |= set(connection.execute(select(table.c.draft_id).where(table.c.draft_id.in_(ids))).scalars())
    return named


def _naming_drafts() -> list[Table]:
    return [table for table in personal_tables() if "draft_id" in table.c]


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row._mapping.items()
        if name != "place"
    }
