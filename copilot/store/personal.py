"""Everything that any table keeps of one customer, for handing it out and for deleting it.

A table belongs here by having a column `customer_id`. Their drafts are those with that column or named in a `draft_id`
of such a table, since a reply holds what its customer wrote; of scripts proposed from them, those nobody approved. A
page's fields are theirs where `customer` is among them: that is an open chat; so is an entry in another page's fields.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, delete, select, update

from copilot.domain.script_proposal import ScriptState
from copilot.store.schema import draft_versions, drafts, forms, metadata
from copilot.store.schema_sending import script_proposals

CHOSEN = "customer"
"""Under this name a page keeps whose chat it is."""


def rows_elsewhere(
    connection: Connection, customer_id: str, *, but: Iterable[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of theirs but the ones named, as plain JSON, with their drafts and open chats."""
    left_out = set(but)
    statements = {
        table.name: select(table).where(table.c.customer_id == customer_id)
        for table in personal_tables()
        if table.name not in left_out
    }
    ids = _draft_ids(connection, customer_id)
    statements[drafts.name] = select(drafts).where(drafts.c.id.in_(ids))
    statements[draft_versions.name] = select(draft_versions).where(draft_versions.c.draft_id.in_(ids))
    statements[forms.name] = select(forms).where(_open_chats(customer_id))
    found = {name: [_plain(row) for row in connection.execute(asked)] for name, asked in statements.items()}
    return {name: rows for name, rows in found.items() if rows}


def delete_personal(connection: Connection, customer_id: str) -> None:
    """Delete those rows, the ones that refer to others first, and the drafts that were written for nobody else."""
    ids = _draft_ids(connection, customer_id)
    for table in personal_tables():
        connection.execute(delete(table).where(table.c.customer_id == customer_id))
    connection.execute(update(drafts).where(drafts.c.customer_id == customer_id).values(customer_id=None))
    connection.execute(delete(forms).where(_open_chats(customer_id)))
    _take_out_entries(connection, customer_id)
    ids -= _named_by_others(connection, ids)
    if ids:
        for table in _naming_drafts():
            connection.execute(delete(table).where(table.c.draft_id.in_(ids)))
        pending = script_proposals.c.state != ScriptState.APPROVED.value
        connection.execute(delete(script_proposals).where(script_proposals.c.draft_id.in_(ids), pending))
        connection.execute(delete(draft_versions).where(draft_versions.c.draft_id.in_(ids)))
        connection.execute(delete(drafts).where(drafts.c.id.in_(ids)))


def personal_tables() -> list[Table]:
    """Every table with a column `customer_id` but the drafts; a table comes before those that it refers to."""
    return [table for table in reversed(metadata.sorted_tables) if "customer_id" in table.c and table is not drafts]


def _open_chats(customer_id: str) -> Any:
    return forms.c.typed[CHOSEN].as_string() == customer_id


def _take_out_entries(connection: Connection, customer_id: str) -> None:
    """What other pages keep of an open chat: its entry in a list, or by itself."""
    for row in connection.execute(select(forms).where(cast(forms.c.typed, Text).contains(customer_id))).all():
        own = (forms.c.owner == row.owner, forms.c.page == row.page)
        connection.execute(update(forms).where(*own).values(typed=_without(row.typed, customer_id)))


def _without(value: Any, customer_id: str) -> Any:
    if isinstance(value, list):
        return [_without(item, customer_id) for item in value if not _is_theirs(item, customer_id)]
    if isinstance(value, dict):
        return {k: _without(v, customer_id) for k, v in value.items() if not _is_theirs(v, customer_id)}
    return value


def _is_theirs(value: Any, customer_id: str) -> bool:
    return isinstance(value, dict) and value.get(CHOSEN) == customer_id


def _draft_ids(connection: Connection, customer_id: str) -> set[str]:
    found = set(connection.execute(select(drafts.c.id).where(drafts.c.customer_id == customer_id)).scalars())
    for table in _naming_drafts():
        found |= set(connection.execute(select(table.c.draft_id).where(table.c.customer_id == customer_id)).scalars())
    return found - {None}


def _named_by_others(connection: Connection, ids: set[str]) -> set[str]:
    """Of those drafts, the ones that are another customer's; a sending without a customer keeps nobody's draft."""
    theirs = select(drafts.c.id).where(drafts.c.id.in_(ids), drafts.c.customer_id.is_not(None))
    named = set(connection.execute(theirs).scalars())
    for table in _naming_drafts():
        others = select(table.c.draft_id).where(table.c.draft_id.in_(ids), table.c.customer_id.is_not(None))
        named |= set(connection.execute(others).scalars())
    return named


def _naming_drafts() -> list[Table]:
    return [table for table in personal_tables() if "draft_id" in table.c]


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row._mapping.items()
        if name != "place"
    }
