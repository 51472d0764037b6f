"""Passages, facts and documents as rows and back."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, select

from copilot.domain.document import Document, ReadFile
from copilot.domain.evidence import Fact, Passage, Role, Source
from copilot.store.schema import document_versions as v
from copilot.store.schema import documents as d
from copilot.store.schema import facts as f
from copilot.store.schema import passages as p

AnyRow = Row[*tuple[Any, ...]]
AnyCells = AnyRow | Sequence[Any]
"""A row, or what a small read gives, which has no names."""
AnySelect = Select[*tuple[Any, ...]]

CURRENT: ColumnElement[bool] = and_(v.c.document_id == d.c.id, v.c.version == d.c.version)
"""Joins a document to the version it is at, also while it is deleted."""
LIVE: ColumnElement[bool] = and_(CURRENT, d.c.deleted_at.is_(None))

_SOURCE = (d.c.id, d.c.name, v.c.version)


def select_documents() -> AnySelect:
    """Rows for `document_of`; the caller joins documents with versions and narrows."""
    return select(
        d.c.id,
        d.c.brand_id,
        d.c.name,
        v.c.version,
        v.c.sha256,
        v.c.media_type,
        v.c.size_bytes,
        v.c.learned_at,
        v.c.passages,
        v.c.facts,
        d.c.deleted_at,
        v.c.corrected,
    )


def document_of(row: AnyRow) -> Document:
    return Document(*row)


def select_passages(among: FromClause = p) -> AnySelect:
    """Rows for `passage_of`, of all documents and versions; the caller narrows."""
    a = among.c
    columns = (a.passage_id, a.text, a.role, a.heading, a.product, a.tags, *_SOURCE, a.locator)
    return select(*columns).join_from(among, v, v.c.id == a.version_id).join(d, d.c.id == v.c.document_id)


def passage_of(row: AnyCells) -> Passage:
    passage_id, text, role, heading, product, tags, document_id, name, version, locator = row
    return Passage(
        passage_id, text, Role(role), Source(document_id, name, version, locator), heading, product, tuple(tags)
    )


def select_facts() -> AnySelect:
    """Rows for `fact_of`, of all documents and versions; the caller narrows."""
    columns = (f.c.product, f.c.field, f.c.value, f.c.unit, f.c.valid_from, f.c.valid_to, f.c.note)
    return (
        select(*columns, *_SOURCE, f.c.locator)
        .join_from(f, v, v.c.id == f.c.version_id)
        .join(d, d.c.id == v.c.document_id)
    )


def fact_of(row: AnyRow) -> Fact:
    product, field, value, unit, valid_from, valid_to, note, document_id, name, version, locator = row
    source = Source(document_id, name, version, locator)
    return Fact(product, field, value, unit, source, valid_from, valid_to, note)


def unique_passages(rows: Iterable[AnyCells]) -> dict[str, Passage]:
    """The passages by id; of one that stands in several documents, the first row counts."""
    found: dict[str, Passage] = {}
    for row in rows:
        if row[0] not in found:
            found[row[0]] = passage_of(row)
    return found


def passage_rows(brand_id: str, version_id: int, file: ReadFile) -> list[dict[str, Any]]:
    return [
        {
            "version_id": version_id,
            "position": position,
            "brand_id": brand_id,
            "passage_id": passage.id,
            "text": passage.text,
            "role": passage.role.value,
            "heading": passage.heading,
            "product": passage.product,
            "tags": list(passage.tags),
            "locator": passage.source.locator,
        }
        for position, passage in enumerate(file.passages)
    ]


def fact_rows(version_id: int, file: ReadFile) -> list[dict[str, Any]]:
    return [
        {
            "version_id": version_id,
            "position": position,
            "product": fact.product,
            "field": fact.field,
            "value": fact.value,
            "unit": fact.unit,
            "valid_from": fact.valid_from,
            "valid_to": fact.valid_to,
            "note": fact.note,
            "locator": fact.source.locator,
        }
        for position, fact in enumerate(file.facts)
    ]
