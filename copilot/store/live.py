"""Reading what a brand knows now: the current versions of its documents that are not deleted."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from sqlalchemy import Connection, Select, bindparam, distinct, exists, func, or_, select

from copilot.domain.document import Document, LiveCounts
from copilot.domain.evidence import Fact, Passage, Role
from copilot.store.columns import to_json
from copilot.store.connection import Database, quick_rows
from copilot.store.rows import (
    LIVE,
    AnySelect,
    document_of,
    fact_of,
    passage_of,
    select_documents,
    select_facts,
    select_passages,
    unique_passages,
)
from copilot.store.schema import document_versions as v
from copilot.store.schema import documents as d
from copilot.store.schema import facts as f
from copilot.store.schema import passages as p

IDS_AT_ONCE = 1000
"""Ids in one statement; both databases take many more, but not without limit."""

NAMES_AT_ONCE = 50

MOST_NEAR = 2000
"""Passages looked at to find what took the place of another."""


def live_passages(source: Connection | Database, brand_id: str, ids: Collection[str]) -> dict[str, Passage]:
    """Those of `ids` that are live, by id; of one in several documents, the earliest kept copy."""
    wanted = list(ids)
    found: dict[str, Passage] = {}
    by_id = _live_by_id(source.dialect.name)
    for start in range(0, len(wanted), IDS_AT_ONCE):
        batch = wanted[start : start + IDS_AT_ONCE]
        values = {"brand": brand_id, "wanted": to_json(batch) if source.dialect.name == "sqlite" else batch}
        found |= unique_passages(quick_rows(source, by_id, values))
    return found


@cache
def _live_by_id(dialect: str) -> AnySelect:
    """Made once: putting it together takes longer than running it, and every search runs it."""
    if dialect == "sqlite":
        one = func.json_each(bindparam("wanted")).table_valued("value")
        wanted = p.c.passage_id.in_(select(one.c.value))
    else:
        wanted = p.c.passage_id.in_(bindparam("wanted", expanding=True))
    stored = select(p).where(p.c.brand_id == bindparam("brand"), wanted).cte("stored")
    # PostgreSQL, before it has statistics, would rather walk through whole documents than use the ids.
    stored = stored.prefix_with("MATERIALIZED", dialect="postgresql")
    return select_passages(stored).where(LIVE).order_by(stored.c.version_id, stored.c.position)


def live_batches(db: Database, brand_id: str, size: int) -> Iterator[tuple[Passage, ...]]:
    """Every live passage once, in order of ids. No transaction stays open between two batches."""
    last = ""
    while True:
        statement = (
            select_passages()
            .where(LIVE, p.c.brand_id == brand_id, p.c.passage_id > last)
            .order_by(p.c.passage_id, p.c.version_id, p.c.position)
            .limit(size)
        )
        with db.reading() as connection:
            batch = unique_passages(connection.execute(statement))
        if not batch:
            return
        yield tuple(batch.values())
        last = next(reversed(batch))


def live_of_role(
    connection: Connection, brand_id: str, roles: Collection[Role], product: str | None, limit: int
) -> tuple[Passage, ...]:
    """Live passages of `roles` (of any, when empty), of `product` when given, in the order they were kept."""
    statement = select_passages().where(LIVE, d.c.brand_id == brand_id)
    if roles:
        statement = statement.where(p.c.role.in_([role.value for role in roles]))
    if product is not None:
        statement = statement.where(p.c.product == product)
    rows = connection.execute(statement.order_by(p.c.version_id, p.c.position).limit(limit))
    return tuple(unique_passages(rows).values())


def live_facts(connection: Connection, brand_id: str, product: str | None) -> tuple[Fact, ...]:
    """Facts of live documents, of every date, in the order they were kept."""
    statement = select_facts().where(LIVE, d.c.brand_id == brand_id)
    if product is not None:
        statement = statement.where(f.c.product == product)
    rows = connection.execute(statement.order_by(f.c.version_id, f.c.position))
    return tuple(fact_of(row) for row in rows)


def live_facts_about(
    connection: Connection, brand_id: str, products: Collection[str], fields: Collection[str], locators: Collection[str]
) -> tuple[Fact, ...]:
    """Live facts of `products` that have one of `fields` or stand at one of `locators`, in the order they were kept."""
    statement = (
        select_facts()
        .where(LIVE, d.c.brand_id == brand_id, f.c.product.in_(list(products)))
        .where(or_(f.c.field.in_(list(fields)), f.c.locator.in_(list(locators))))
        .order_by(f.c.version_id, f.c.position)
    )
    return tuple(fact_of(row) for row in connection.execute(statement))


def live_near(
    connection: Connection,
    brand_id: str,
    document_ids: Collection[str],
    headings: Collection[str],
    locators: Collection[str],
) -> tuple[Passage, ...]:
    """Passages of live documents of those ids that stand under one of `headings` or at one of `locators`."""
    statement = (
        select_passages()
        .where(LIVE, d.c.brand_id == brand_id, d.c.id.in_(list(document_ids)))
        .where(or_(p.c.heading.in_(list(headings)), p.c.locator.in_(list(locators))))
        .order_by(p.c.version_id, p.c.position)
        .limit(MOST_NEAR)
    )
    return tuple(passage_of(row) for row in connection.execute(statement))


def live_mentioning(connection: Connection, brand_id: str, names: Collection[str]) -> tuple[Document, ...]:
    """Live documents whose passages or facts have one of `names` in them, spaces and hyphens in it left open."""
    found: dict[str, Document] = {}
    wanted = sorted(pattern for name in names if (pattern := _like(name)))
    for start in range(0, len(wanted), NAMES_AT_ONCE):
        batch = wanted[start : start + NAMES_AT_ONCE]
        told = [column.ilike(w, escape="|") for column in (p.c.text, p.c.heading) for w in batch]
        stated = [column.ilike(w, escape="|") for column in (f.c.product, f.c.value, f.c.note) for w in batch]
        says = or_(
            exists().where(p.c.version_id == v.c.id, or_(*told)), exists().where(f.c.version_id == v.c.id, or_(*stated))
        )
        statement = select_documents().where(LIVE, d.c.brand_id == brand_id, says).order_by(d.c.name)
        found |= {row.id: document_of(row) for row in connection.execute(statement)}
    return tuple(found.values())


def _like(name: str) -> str:
    parts = re.findall(r"[a-z0-9]+|[^\sa-z0-9\-_·.]+", name.casefold())
    plain = [part.replace("|", "||").replace("%", "|%") for part in parts]
    return f"%{'%'.join(plain)}%" if plain else ""


def live_counts(connection: Connection, brand_id: str) -> LiveCounts:
    """How much is live."""
    versions: Select[int, int] = select(func.count(), func.coalesce(func.sum(v.c.facts), 0)).where(
        LIVE, d.c.brand_id == brand_id
    )
    documents, facts = connection.execute(versions.select_from(v.join(d, d.c.id == v.c.document_id))).one()
    distinct_passages = (
        select(func.count(distinct(p.c.passage_id)))
        .select_from(p.join(v, v.c.id == p.c.version_id).join(d, d.c.id == v.c.document_id))
        .where(LIVE, p.c.brand_id == brand_id)
    )
    return LiveCounts(documents, connection.execute(distinct_passages).scalar_one(), int(facts))
