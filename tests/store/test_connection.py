"""Which databases are accepted, how SQLite is set up, and what failures become."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String, Table, bindparam, insert, select, text

from copilot.errors import Misconfigured, StoreFailed
from copilot.store import open_store
from copilot.store.columns import UtcTime
from copilot.store.connection import Database, connect, parsed_url, quick_rows


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://ann:pw@db/shop", "postgresql+psycopg"),
        ("postgresql://ann:pw@db/shop?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg://ann:pw@db/shop", "postgresql+psycopg"),
        ("sqlite:////data/shop.sqlite3", "sqlite"),
        ("sqlite+pysqlite:///shop.sqlite3", "sqlite"),
    ],
)
def test_every_way_to_write_a_url_leads_to_our_driver(given: str, driver: str) -> None:
    url = parsed_url(given)
    assert url.drivername == driver
    assert url.render_as_string(hide_password=False).split("://")[1] == given.split("://")[1]


@pytest.mark.parametrize("given", ["", "shop.sqlite3", "mysql://db/shop", "sqlite://", "sqlite:///:memory:"])
def test_a_url_of_no_use_is_a_wrong_setting(given: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        open_store(given)
    assert caught.value.facts["setting"] == "database_url"


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'not' / 'yet' / 'shop.sqlite3'}").close()
    assert (tmp_path / "not" / "yet" / "shop.sqlite3").is_file()


def test_sqlite_reads_while_it_writes_and_minds_its_references(tmp_path: Path) -> None:
    db = connect(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    with db.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    db.close()


def test_a_failed_block_leaves_nothing_written(tmp_path: Path) -> None:
    db = connect(f"sqlite:///{tmp_path / 'shop.sqlite3'}")

    def make_one_table_and_miss_another() -> None:
        with db.writing() as connection:
            connection.execute(text("CREATE TABLE bought (what)"))
            connection.execute(text("INSERT INTO sold VALUES (1)"))

    with pytest.raises(StoreFailed, match="sold"):
        make_one_table_and_miss_another()
    with db.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    db.close()


ONE_TABLE = Table("bought", MetaData(), Column("what", String), Column("at", UtcTime))
FIRST_TWO = select(ONE_TABLE.c.what, ONE_TABLE.c.at).where(ONE_TABLE.c.what != bindparam("not")).limit(2)


@pytest.fixture
def bought(tmp_path: Path) -> Iterator[Database]:
    db = connect(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    with db.writing() as connection:
        ONE_TABLE.create(connection)
        connection.execute(insert(ONE_TABLE), [{"what": w, "at": datetime(2026, 11, 28, tzinfo=UTC)} for w in "abcd"])
    yield db
    db.close()


def test_a_quick_read_gives_what_the_statement_says_with_its_own_numbers(bought: Database) -> None:
    at = datetime(2026, 11, 28, tzinfo=UTC)
    assert [tuple(row) for row in quick_rows(bought, FIRST_TWO, {"not": "a"})] == [("b", at), ("c", at)]


def test_half_a_character_is_asked_for_in_vain(bought: Database) -> None:
    assert len(quick_rows(bought, FIRST_TWO, {"not": "\ud83d"})) == 2


def test_quick_reads_of_one_connection_show_one_moment(bought: Database) -> None:
    with bought.reading() as reading:
        before = quick_rows(reading, FIRST_TWO, {"not": "x"})
        with bought.writing() as writing:
            writing.execute(ONE_TABLE.delete())
        assert quick_rows(reading, FIRST_TWO, {"not": "x"}) == before
    assert not quick_rows(bought, FIRST_TWO, {"not": "x"})


def test_a_file_that_is_no_database_is_our_error(tmp_path: Path) -> None:
    file = tmp_path / "shop.sqlite3"
    file.write_bytes(b"a spreadsheet, perhaps" * 100)
    with pytest.raises(StoreFailed, match="not a database"):
        open_store(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreFailed):
        open_store(f"sqlite:///{tmp_path / 'file' / 'shop.sqlite3'}")


def test_a_server_that_does_not_answer_is_our_error_without_its_password() -> None:
    with pytest.raises(StoreFailed) as caught:
        open_store("postgresql://ann:open-sesame@127.0.0.1:1/shop")
    assert "open-sesame" not in f"{caught.value} {caught.value.facts}"
