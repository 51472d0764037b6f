"""Every contract of the store runs twice: on a SQLite file and on a real PostgreSQL server."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import create_engine, text

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.document import Cards, ReadFile
from copilot.domain.evidence import Fact, Passage, Role, Source
from copilot.domain.persona import Persona
from copilot.store import Store, open_store
from copilot.store.schema import metadata

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = Source("", "", 0, "L1")


class Databases(Protocol):
    """Gives URLs of databases of one kind, each used by one test."""

    def empty(self) -> str:
        """A database without any table (or the place where one will be)."""

    def migrated(self) -> str:
        """A database at the newest migration with nothing in it, which no test may leave changed in its tables."""


class SqliteDatabases:
    """Files in a folder; a migrated one is a copy, which is quicker than migrating each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite3"
        self.made = 0
        open_store(f"sqlite:///{self.template}").close()

    def empty(self) -> str:
        self.made += 1
        return f"sqlite:///{self.folder / str(self.made) / 'test.sqlite3'}"

    def migrated(self) -> str:
        url = self.empty()
        file = Path(url.removeprefix("sqlite:///"))
        file.parent.mkdir()
        shutil.copy(self.template, file)
        return url


class PostgresDatabases:
    """Databases of one server; the migrated one is emptied for each test, which is quicker than making another."""

    def __init__(self, uri_of: Callable[[str], str]) -> None:
        self.uri_of = uri_of
        self.made = 0
        self._run("postgres", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE migrated")
        open_store(uri_of("migrated")).close()

    def empty(self) -> str:
        self.made += 1
        self._run("postgres", f"CREATE DATABASE test_{self.made}")
        return self.uri_of(f"test_{self.made}")

    def migrated(self) -> str:
        # The audit trail refuses to be emptied by anybody whose triggers are on.
        self._run(
            "migrated",
            "SET session_replication_role = replica",
            f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY",
        )
        return self.uri_of("migrated")

    def _run(self, database: str, *statements: str) -> None:
        url = self.uri_of(database).replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(postgres_uri: Callable[[str], str]) -> PostgresDatabases:
    return PostgresDatabases(postgres_uri)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    found: Databases = request.getfixturevalue(
        "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    )
    return found


@pytest.fixture
def empty_url(databases: Databases) -> str:
    return databases.empty()


@pytest.fixture
def url(databases: Databases) -> str:
    return databases.migrated()


@pytest.fixture
def store(url: str, clock: Callable[[], datetime]) -> Iterator[Store]:
    with open_store(url, clock) as opened:
        yield opened


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """One minute later at each look, from 23 November 2026, 12:00 in Beijing."""
    minutes = iter(range(10_000))
    start = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    return lambda: start + timedelta(minutes=next(minutes))


@pytest.fixture
def brand(store: Store) -> Brand:
    card = Brand("yun", "云上", Category.GENERAL, products=(Product("云朵枕", ("小云", "云枕")),), contacts=("400-1",))
    store.brands.save(card)
    return card


FileMaker = Callable[..., ReadFile]


@pytest.fixture
def file() -> FileMaker:
    """Makes a file that was read: `file("a.md", "one", "two")` has two passages, each with its id made of its text."""

    def make(
        name: str,
        *texts: str,
        facts: tuple[Fact, ...] = (),
        cards: Cards | None = None,
        role: Role = Role.BENEFIT,
        product: str | None = None,
    ) -> ReadFile:
        content = repr((texts, facts, role)).encode()
        passages = tuple(
            Passage(f"id-{t}", t, role, Source("", name, 0, f"L{n}"), "head", product, ("rating:5",))
            for n, t in enumerate(texts, start=1)
        )
        digest = hashlib.sha256(content).hexdigest()
        return ReadFile(name, digest, "text/markdown", content, passages, facts, cards or Cards())

    return make


@pytest.fixture
def price() -> Callable[..., Fact]:
    """Makes a price: `price("云朵枕", "399")`."""

    def make(product: str, value: str, valid_from: date | None = None, valid_to: date | None = None) -> Fact:
        return Fact(product, "list_price", value, "元", NOWHERE, valid_from, valid_to, "双十一")

    return make


@pytest.fixture
def cards() -> Cards:
    return Cards(
        segments=(Segment("side", "侧睡的人", pains=("肩膀没地方放",)), Segment("gift", "送长辈")),
        personas=(Persona("lin", "林姐", emoji=("🌙",), samples=("今天降温。",)),),
    )


@pytest.fixture
def run_python() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts another process of ours that runs a script with arguments; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def run(script: str, *arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
