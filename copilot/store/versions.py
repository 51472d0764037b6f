"""Writing versions of documents, and logging what becomes live or ceases to be when another version counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Text, cast, insert, select, update

from copilot.domain.document import Document, ReadFile
from copilot.errors import UnknownName
from copilot.store.index_log import append_changes
from copilot.store.rows import CURRENT, LIVE, AnyRow, AnySelect, document_of, fact_rows, passage_rows, select_documents
from copilot.store.schema import document_contents, document_versions, documents, facts, passages


@dataclass(frozen=True, slots=True)
class _Copy:
    """A passage as one version has it. `look` is what an index may keep of it besides its text."""

    version_id: int
    look: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Switched:
    """How many passages came into and went from everything the brand knows."""

    added: int
    gone: int


def current_document(connection: Connection, brand_id: str, document_id: str) -> Document | None:
    """The document at its current version, deleted or not."""
    statement = select_documents().where(CURRENT, documents.c.id == document_id, documents.c.brand_id == brand_id)
    row = connection.execute(statement).first()
    return document_of(row) if row else None


def require_document(connection: Connection, brand_id: str, document_id: str) -> Document:
    """The document, deleted or not. Raises `UnknownName`."""
    document = current_document(connection, brand_id, document_id)
    if document is None:
        raise UnknownName("document", document_id)
    return document


def version_id_of(connection: Connection, document_id: str, version: int) -> int:
    """The row of a version. Raises `UnknownName` for a version the document never had."""
    v = document_versions.c
    statement = select(v.id).where(v.document_id == document_id, v.version == version)
    found: int | None = connection.execute(statement).scalar_one_or_none()
    if found is None:
        raise UnknownName("document", f"{document_id} v{version}")
    return found


def write_version(connection: Connection, document: Document, file: ReadFile) -> int:
    """Store `file` as the version that `document` names, and make it the current one; returns the version's row."""
    if document.version == 1:
        connection.execute(
            insert(documents).values(id=document.id, brand_id=document.brand_id, name=document.name, version=1)
        )
    else:
        set_live(connection, document.id, document.version, deleted_at=None)
    version_id: int = connection.execute(
        insert(document_versions)
        .values(
            document_id=document.id,
            version=document.version,
            sha256=document.sha256,
            media_type=document.media_type,
            size_bytes=document.size_bytes,
            learned_at=document.learned_at,
            passages=document.passages,
            facts=document.facts,
            corrected=document.corrected,
        )
        .returning(document_versions.c.id)
    ).scalar_one()
    if content_of(connection, document) is None:
        connection.execute(insert(document_contents).values(version_id=version_id, content=file.content))
    if file.passages:
        connection.execute(insert(passages), passage_rows(document.brand_id, version_id, file))
    if file.facts:
        connection.execute(insert(facts), fact_rows(version_id, file))
    return version_id


def content_of(connection: Connection, document: Document) -> bytes | None:
    """The bytes of a version, wherever a version of the document with the same bytes keeps them."""
    v = document_versions.c
    statement = (
        select(document_contents.c.content)
        .join(document_versions, v.id == document_contents.c.version_id)
        .where(v.document_id == document.id, v.sha256 == document.sha256)
        .limit(1)
    )
    content: bytes | None = connection.execute(statement).scalar_one_or_none()
    return None if content is None else bytes(content)


def set_live(connection: Connection, document_id: str, version: int, *, deleted_at: datetime | None) -> None:
    """Let `version` be the current one, live or deleted."""
    change = update(documents).where(documents.c.id == document_id)
    connection.execute(change.values(version=version, deleted_at=deleted_at))


def log_switch(connection: Connection, document: Document, old: int | None, new: int | None) -> Switched:
    """Log what changes when the version row `new` takes the place of `old`; None is no live version.

    A passage may stand in other live documents, too, and look different there (another role, product, heading or
    tag); the earliest kept copy is the one that is read. What is logged is every passage whose copy in that sense
    comes, goes, or is replaced by one of another look.
    """
    elsewhere = _copies_elsewhere(connection, document, [v for v in (old, new) if v is not None])
    before = _shown(_copies(connection, old), elsewhere)
    after = _shown(_copies(connection, new), elsewhere)
    gone = [i for i in before if i not in after]
    added = [i for i in after if i not in before]
    altered = [i for i, copy in after.items() if i in before and before[i].look != copy.look]
    append_changes(connection, document.brand_id, [*gone, *added, *altered])
    return Switched(len(added), len(gone))


def new_facts(connection: Connection, old: int | None, file: ReadFile) -> int:
    """How many facts of `file` the version row `old` does not say; moving in the file does not make a fact new."""
    known: set[tuple[Any, ...]] = set()
    if old is not None:
        f = facts.c
        columns = (f.product, f.field, f.value, f.unit, f.valid_from, f.valid_to, f.note)
        known = {tuple(row) for row in connection.execute(select(*columns).where(f.version_id == old))}
    return sum((f.product, f.field, f.value, f.unit, f.valid_from, f.valid_to, f.note) not in known for f in file.facts)


def says_the_same(connection: Connection, version_id: int, file: ReadFile) -> bool:
    """Whether the version row holds the very passages and facts of `file`."""
    p, f = passages.c, facts.c
    told = select(p.passage_id, p.role, p.heading, p.product, p.tags, p.locator).where(p.version_id == version_id)
    if [(*row[:4], tuple(row[4]), row[5]) for row in connection.execute(told.order_by(p.position))] != [
        (x.id, x.role.value, x.heading, x.product, tuple(x.tags), x.source.locator) for x in file.passages
    ]:
        return False
    columns = (f.product, f.field, f.value, f.unit, f.valid_from, f.valid_to, f.note, f.locator)
    stated = select(*columns).where(f.version_id == version_id).order_by(f.position)
    return [tuple(row) for row in connection.execute(stated)] == [
        (x.product, x.field, x.value, x.unit, x.valid_from, x.valid_to, x.note, x.source.locator) for x in file.facts
    ]


def _copies(connection: Connection, version_id: int | None) -> dict[str, _Copy]:
    """The passages of a version by id, in the order of the file; of one that stands there twice, the first."""
    if version_id is None:
        return {}
    statement = _select_copies(passages).where(passages.c.version_id == version_id).order_by(passages.c.position)
    return _first_copies(connection.execute(statement))


def _copies_elsewhere(connection: Connection, document: Document, version_ids: list[int]) -> dict[str, _Copy]:
    """Of the passages in those versions, the copies in other live documents of the brand."""
    other = passages.alias()
    statement = (
        _select_copies(other)
        .join_from(
            passages, other, (other.c.brand_id == passages.c.brand_id) & (other.c.passage_id == passages.c.passage_id)
        )
        .join(document_versions, document_versions.c.id == other.c.version_id)
        .join(documents, LIVE)
        .where(passages.c.version_id.in_(version_ids), documents.c.id != document.id)
        .order_by(other.c.version_id, other.c.position)
    )
    return _first_copies(connection.execute(statement))


def _select_copies(among: FromClause) -> AnySelect:
    """Tags are taken as they are stored: decoding those of a long document takes longer than the rest."""
    a = among.c
    return select(a.passage_id, a.version_id, a.role, a.product, a.heading, cast(a.tags, Text))


def _first_copies(rows: Iterable[AnyRow]) -> dict[str, _Copy]:
    first: dict[str, _Copy] = {}
    for passage_id, version_id, *look in rows:
        if passage_id not in first:
            first[passage_id] = _Copy(version_id, tuple(look))
    return first


def _shown(own: dict[str, _Copy], elsewhere: dict[str, _Copy]) -> dict[str, _Copy]:
    """For each passage the earlier of the document's own copy and the one elsewhere."""
    earlier_elsewhere = {
        i: copy for i, copy in elsewhere.items() if i not in own or copy.version_id < own[i].version_id
    }
    return own | earlier_elsewhere
