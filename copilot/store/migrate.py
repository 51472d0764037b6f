"""Bringing a database to the newest migration, once, whoever starts first."""

import threading
from pathlib import Path

from sqlalchemy import Connection, column, func, inspect, select, table

from copilot.errors import StoreFailed
from copilot.store.connection import Database

SCRIPTS = Path(__file__).parent / "migrations"
LOCK_KEY = 7_291_846_035
"""Any number that nobody else takes a PostgreSQL advisory lock on."""

# Alembic keeps the running migration in module globals: one at a time in a process.
_ONE_AT_A_TIME = threading.Lock()


def bring_up_to_date(db: Database) -> None:
    """Run the migrations that are missing. Raises `StoreFailed` for a database of a newer version.

    When nothing is missing, as at nearly every start, Alembic is not even imported: that takes longer than the rest.
    """
    known = revisions()
    with db.reading() as connection:
        if _recorded(connection, known) == known[-1]:
            return
    with _ONE_AT_A_TIME, db.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(LOCK_KEY)))
        if _recorded(connection, known) != known[-1]:
            _upgrade(connection)


def revisions() -> tuple[str, ...]:
    """The ids of all migrations, oldest first: a script is named `v<revision>_<what it does>.py`."""
    return tuple(sorted(path.name[1:].split("_")[0] for path in (SCRIPTS / "versions").glob("v*.py")))


def _recorded(connection: Connection, known: tuple[str, ...]) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    recorded = connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()
    if recorded is not None and recorded not in known:
        raise StoreFailed(
            f"the database is at revision {recorded}, this version knows up to {known[-1]}",
            detail=f"revision {recorded} > {known[-1]}",
        )
    return None if recorded is None else str(recorded)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
