"""Connections: which databases there are, how they are opened, and what their failures become."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    CompoundSelect,
    Connection,
    Dialect,
    Engine,
    PoolProxiedConnection,
    Select,
    Table,
    bindparam,
    cast,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from copilot.errors import Misconfigured, StoreFailed
from copilot.store.columns import storable, to_json

Kept = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""A statement that is made once and kept."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another on SQLite, where one writes at a time."""
CONNECT_SECONDS = 10
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


@dataclass(frozen=True, slots=True)
class Database:
    """Reads and writes in transactions; safe to share between threads."""

    engine: Engine

    @property
    def dialect(self) -> Dialect:
        """What kind of database it is."""
        return self.engine.dialect

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Raises `StoreFailed` for whatever the database cannot do."""
        with _translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of the block is kept, or nothing. Raises `StoreFailed`."""
        # A transaction that begins by reading cannot wait for its turn to write on SQLite: ask for the turn at once.
        with _translated(), self.engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def connect(url: str) -> Database:
    """The database at `url`, its folder made where it is a file. Raises `Misconfigured`, `StoreFailed`."""
    address = parsed_url(url)
    if address.drivername == "sqlite":
        return Database(_sqlite_engine(address))
    engine = create_engine(
        address,
        json_serializer=to_json,
        hide_parameters=True,
        pool_pre_ping=True,
        max_overflow=20,
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )
    return Database(engine)


def parsed_url(url: str) -> URL:
    """`url` with the driver we use. Raises `Misconfigured` for another kind of database or none at all."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise Misconfigured("not a database URL", setting="database_url", detail="not a URL") from error
    driver = DRIVERS.get(address.drivername)
    if driver is None:
        raise Misconfigured(
            f"no support for {address.drivername}", setting="database_url", detail=f"{address.drivername}://"
        )
    if driver == "sqlite" and address.database in (None, "", ":memory:"):
        raise Misconfigured("SQLite needs a file", setting="database_url", detail="sqlite:///path/to/file")
    return address.set(drivername=driver)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    overwrite: Sequence[str],
    apart: bool = False,
) -> None:
    """Insert `rows`; where the columns of `key` exist already, overwrite only those named.

    `apart` says of many rows that no two have one key, that all have the same columns, and none of JSON: PostgreSQL then
    gets a list for each column, which takes it a third of the time of a statement for each row."""
    postgres = connection.dialect.name != "sqlite"
    statement = postgresql.insert(table) if postgres else sqlite.insert(table)
    values: Any = rows
    if apart and postgres and rows:
        names = list(rows[0])
        lists = (func.unnest(cast(bindparam(name), postgresql.ARRAY(table.c[name].type))) for name in names)
        statement = statement.from_select(names, select(*lists))
        values = {name: [row[name] for row in rows] for name in names}
    new = {name: statement.excluded[name] for name in overwrite}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=new), values)


def quick_rows(source: Connection | Database, statement: Kept, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    """The rows of a small read that every search or every text makes, by `values` for its named parameters. `statement` has to be
    one that is kept; the database itself is asked where nothing is read beside it. On SQLite, SQLAlchemy's own way takes
    longer than the query. Asking the database raises `StoreFailed`."""
    if isinstance(source, Connection):
        if source.dialect.name == "sqlite":
            if not source.in_transaction():
                source.begin()  # So that what is read after this shows the same moment.
            return _rows_of_sqlite(source.connection, statement, values)
        return source.execute(statement, values).all()
    if source.dialect.name != "sqlite":
        with source.reading() as connection:
            return connection.execute(statement, values).all()
    with _translated(), closing(source.engine.raw_connection()) as connection:
        return _rows_of_sqlite(connection, statement, values)


def _rows_of_sqlite(
    connection: PoolProxiedConnection, statement: Kept, values: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    sql, fixed, decoders = _for_sqlite(statement)
    cursor = connection.cursor()
    cursor.execute(sql, fixed | {name: storable(v) if isinstance(v, str) else v for name, v in values.items()})
    rows = cursor.fetchall()
    cursor.close()
    if not any(decoders):
        return rows
    return [[value if d is None else d(value) for value, d in zip(row, decoders, strict=True)] for row in rows]


@lru_cache(maxsize=128)
def _for_sqlite(statement: Kept) -> tuple[str, dict[str, Any], tuple[Callable[[Any], Any] | None, ...]]:
    """The statement, what it names itself (a limit, a state), and how to read its columns."""
    dialect = sqlite.dialect(paramstyle="named")
    columns = statement.selected_columns
    decoders = tuple(c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns)
    compiled = statement.compile(dialect=dialect)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return str(compiled), fixed, decoders


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreFailed(f"the database failed: {error}", detail=str(error)) from error
    except DBAPIError as error:
        raise StoreFailed(f"the database failed: {error.orig}", detail=str(error.orig)) from error
    except SQLAlchemyError as error:
        raise StoreFailed(f"the database failed: {error}", detail=str(error)) from error


def _sqlite_engine(address: URL) -> Engine:
    try:
        Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreFailed(f"no folder for the database: {error}", detail=str(error)) from error
    engine = create_engine(
        address,
        json_serializer=to_json,
        hide_parameters=True,
        max_overflow=20,
        connect_args={"timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late for snapshots and DDL
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut, too

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if (statement := connection.get_execution_options().get("begin")) is not None:
            connection.exec_driver_sql(statement)
        else:
            # Every read begins so, and it waits for nothing: SQLAlchemy's own way takes longer than a small query.
            connection.connection.cursor().execute("BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while one writes. SQLite itself does not wait when two processes turn this on at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
