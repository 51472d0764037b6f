"""What the store promises about opening a database: made, migrated, or refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from subprocess import Popen

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from copilot.domain.brand import Brand
from copilot.domain.customer import Customer, CustomerChange, CustomerEvent, EventKind
from copilot.domain.ladder import Step
from copilot.domain.wings import Period
from copilot.errors import StoreFailed
from copilot.store import open_store
from copilot.store.connection import connect
from copilot.store.schema import metadata

OPEN_AT_THE_SIGNAL = """
import sys
from copilot.store import open_store
print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1]) as store:
    print(len(store.brands.all()))
"""

OPEN_AND_TELL_IMPORTS = """
import sys
from copilot.store import open_store
open_store(sys.argv[1]).close()
print("alembic" in sys.modules)
"""


@contextmanager
def inside(url: str) -> Iterator[Connection]:
    db = connect(url)
    with db.writing() as connection:
        yield connection
    db.close()


def test_the_migrations_make_exactly_the_tables_of_the_schema(url: str) -> None:
    with inside(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_is_ready_at_once(empty_url: str) -> None:
    with open_store(empty_url) as store:
        store.brands.save(Brand("yun", "云上"))
    with open_store(empty_url) as store:
        assert [b.name for b in store.brands.all()] == ["云上"]


def test_several_processes_may_start_on_an_empty_database_at_once(
    empty_url: str, run_python: Callable[..., "Popen[str]"]
) -> None:
    processes = [run_python(OPEN_AT_THE_SIGNAL, empty_url) for _ in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate() for process in processes] == [("0\n", "")] * 3


def test_a_second_start_does_without_alembic(url: str, run_python: Callable[..., "Popen[str]"]) -> None:
    assert run_python(OPEN_AND_TELL_IMPORTS, url).communicate() == ("False\n", "")


def test_a_database_of_a_newer_version_is_refused_and_left_alone(empty_url: str) -> None:
    open_store(empty_url).close()
    with inside(empty_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreFailed, match="9999"):
        open_store(empty_url)
    with inside(empty_url) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_statement_the_database_cannot_do_is_our_error(empty_url: str) -> None:
    with open_store(empty_url) as store:
        with inside(empty_url) as connection:
            connection.execute(text("DROP TABLE forms"))
        with pytest.raises(StoreFailed) as caught:
            store.forms.save("ann", "reply", {"chat": "a secret"})
    assert "forms" in str(caught.value.facts["detail"])
    assert "secret" not in str(caught.value)


def test_customers_from_before_their_months_were_kept_are_summed_up(empty_url: str) -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    events: dict[str, list[tuple[datetime, Step | None]]] = {
        "a": [(datetime(2026, 10, 1, tzinfo=UTC), Step.NEED), (datetime(2026, 10, 31, 23, 59, tzinfo=UTC), Step.INTEREST)],
        "b": [(datetime(2026, 10, 5, 12, 30, 1, tzinfo=UTC), None)],
        "c": [(datetime(2026, 11, 1, tzinfo=UTC), Step.ACTION)],
        "d": [],
    }  # fmt: skip
    with open_store(empty_url) as store:
        store.brands.save(Brand("yun", "云上"))
        changes = [
            CustomerChange(Customer(who, "yun"), tuple(CustomerEvent(EventKind.STEP, at, step=step) for at, step in told))
            for who, told in events.items()
        ]  # fmt: skip
        store.customers.change_all("yun", lambda _: changes)
        before = store.figures.count("yun", october)
    with inside(empty_url) as connection:
        connection.execute(text("DROP TABLE customer_months"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0016'"))
    with open_store(empty_url) as store:
        assert store.figures.count("yun", october) == before
        assert [one.count for one in before] == [2, 1, 1, 0, 0]
