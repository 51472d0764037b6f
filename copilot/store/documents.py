"""A brand's documents: every version kept, and what the live ones say."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from copilot.domain.correction import CorrectionChange
from copilot.domain.document import Document, Kept, LiveCounts, ReadFile, document_id
from copilot.domain.evidence import Fact, Passage, Role
from copilot.errors import Conflict, StoreFailed
from copilot.store import live
from copilot.store.cards import write_cards
from copilot.store.connection import Database
from copilot.store.corrections import head_serial, write_change
from copilot.store.index_log import lock_brand
from copilot.store.rows import (
    CURRENT,
    document_of,
    fact_of,
    passage_of,
    select_documents,
    select_facts,
    select_passages,
)
from copilot.store.schema import document_versions, documents, facts, passages
from copilot.store.versions import (
    content_of,
    current_document,
    log_switch,
    new_facts,
    require_document,
    says_the_same,
    set_live,
    version_id_of,
    write_version,
)


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents and what they hold. "Live" is the current version of a document that is not deleted."""

    db: Database
    clock: Callable[[], datetime]

    def unchanged(self, brand_id: str, name: str, sha256: str) -> Document | None:
        """The live document of that name if its bytes have that hash, and nothing was said about them since: the file
        need not be read again."""
        with self.db.reading() as connection:
            document = current_document(connection, brand_id, document_id(brand_id, name))
            if document is None or document.deleted_at is not None or document.sha256 != sha256:
                return None
            return document if document.corrected == head_serial(connection, brand_id, name) else None

    def keep(self, brand_id: str, file: ReadFile, change: CorrectionChange | None = None) -> Kept:
        """Keep what was read, with the file's bytes and its cards, and the change of corrections that it was read
        with, in one transaction. Raises `UnknownName`; `Conflict` (`kind` is `reading`) when the corrections are not
        those that the file was read with, and (`correction`) when somebody else said otherwise about the same place.

        The same bytes under the same name, with the same corrections, change nothing; others are the next version; a
        deleted document that is kept again comes back, at its last version if that says the same: products may be called
        otherwise since.
        """
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            if change is not None:
                write_change(connection, (brand_id, file.name), change, self.clock())
            if head_serial(connection, brand_id, file.name) != file.corrected:
                raise Conflict(f"{file.name} was corrected while it was read", kind="reading", id=file.name)
            before = current_document(connection, brand_id, document_id(brand_id, file.name))
            if before is not None and (before.sha256, before.corrected) == (file.sha256, file.corrected):
                if before.deleted_at is None:
                    return Kept(before, unchanged=True)
                if says_the_same(connection, version_id_of(connection, before.id, before.version), file):
                    return _revive(connection, before)
            return self._keep_version(connection, brand_id, file, before)

    def delete(self, brand_id: str, document_id: str) -> Document:
        """Delete a document; all its versions stay stored. Deleting twice changes nothing. Raises `UnknownName`."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            document = require_document(connection, brand_id, document_id)
            if document.deleted_at is not None:
                return document
            deleted = replace(document, deleted_at=self.clock())
            log_switch(connection, document, version_id_of(connection, document.id, document.version), None)
            set_live(connection, document.id, document.version, deleted_at=deleted.deleted_at)
            return deleted

    def restore(self, brand_id: str, document_id: str) -> Document:
        """Take a deletion back. Restoring a live document changes nothing. Raises `UnknownName`."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            document = require_document(connection, brand_id, document_id)
            return document if document.deleted_at is None else _revive(connection, document).document

    def all(self, brand_id: str, *, include_deleted: bool = False) -> tuple[Document, ...]:
        """The brand's documents, by name."""
        statement = select_documents().where(CURRENT, documents.c.brand_id == brand_id)
        if not include_deleted:
            statement = statement.where(documents.c.deleted_at.is_(None))
        with self.db.reading() as connection:
            return tuple(document_of(row) for row in connection.execute(statement.order_by(documents.c.name)))

    def get(self, brand_id: str, document_id: str) -> Document | None:
        """The document at its current version, deleted or not, or None."""
        with self.db.reading() as connection:
            return current_document(connection, brand_id, document_id)

    def versions(self, brand_id: str, document_id: str) -> tuple[Document, ...]:
        """Every version the document ever had, the first first. Raises `UnknownName`."""
        with self.db.reading() as connection:
            require_document(connection, brand_id, document_id)
            statement = (
                select_documents()
                .join_from(documents, document_versions, document_versions.c.document_id == documents.c.id)
                .where(documents.c.id == document_id)
                .order_by(document_versions.c.version)
            )
            return tuple(document_of(row) for row in connection.execute(statement))

    def content(self, brand_id: str, document_id: str, version: int | None = None) -> bytes:
        """The bytes of the file, of the current or of an older version. Raises `UnknownName`."""
        with self.db.reading() as connection:
            at = _version_row(connection, brand_id, document_id, version)
            statement = select_documents().join_from(documents, document_versions).where(document_versions.c.id == at)
            content = content_of(connection, document_of(connection.execute(statement).one()))
            if content is None:
                raise StoreFailed(f"no bytes of {document_id}", detail=f"no bytes of {document_id}")
            return content

    def passages_of(
        self, brand_id: str, document_id: str, *, limit: int | None = None, offset: int = 0, version: int | None = None
    ) -> tuple[Passage, ...]:
        """A document's passages in the order of the file, also while it is deleted. Raises `UnknownName`."""
        with self.db.reading() as connection:
            at = _version_row(connection, brand_id, document_id, version)
            statement = select_passages().where(passages.c.version_id == at, passages.c.position >= offset)
            rows = connection.execute(statement.order_by(passages.c.position).limit(limit))
            return tuple(passage_of(row) for row in rows)

    def facts_of(
        self, brand_id: str, document_id: str, *, limit: int | None = None, offset: int = 0, version: int | None = None
    ) -> tuple[Fact, ...]:
        """A document's facts in the order of the file, also while it is deleted. Raises `UnknownName`."""
        with self.db.reading() as connection:
            at = _version_row(connection, brand_id, document_id, version)
            statement = select_facts().where(facts.c.version_id == at, facts.c.position >= offset)
            rows = connection.execute(statement.order_by(facts.c.position).limit(limit))
            return tuple(fact_of(row) for row in rows)

    def passages(self, brand_id: str, ids: Collection[str]) -> dict[str, Passage]:
        """Those of `ids` that are live, by id; others are left out."""
        return live.live_passages(self.db, brand_id, ids)

    def passages_for(
        self, brand_id: str, roles: Collection[Role] = (), *, product: str | None = None, limit: int = 20
    ) -> tuple[Passage, ...]:
        """At most `limit` live passages of those roles (all roles when none is named) and of that very product
        (any when None), in the order they were kept."""
        with self.db.reading() as connection:
            return live.live_of_role(connection, brand_id, roles, product, limit)

    def batches(self, brand_id: str, size: int = 1000) -> Iterator[tuple[Passage, ...]]:
        """Every live passage once, `size` or a few less at a time, in order of ids."""
        return live.live_batches(self.db, brand_id, size)

    def facts(self, brand_id: str, product: str | None = None) -> tuple[Fact, ...]:
        """Live facts of every date, of the brand or of one product (full name; "" for facts about the brand)."""
        with self.db.reading() as connection:
            return live.live_facts(connection, brand_id, product)

    def facts_about(
        self, brand_id: str, products: Collection[str], fields: Collection[str], locators: Collection[str]
    ) -> tuple[Fact, ...]:
        """Live facts of `products` that have one of `fields` or stand at one of `locators`."""
        with self.db.reading() as connection:
            return live.live_facts_about(connection, brand_id, products, fields, locators)

    def passages_near(
        self, brand_id: str, document_ids: Collection[str], headings: Collection[str], locators: Collection[str]
    ) -> tuple[Passage, ...]:
        """Live passages of those documents that stand under one of `headings` or at one of `locators`."""
        with self.db.reading() as connection:
            return live.live_near(connection, brand_id, document_ids, headings, locators)

    def mentioning(self, brand_id: str, names: Collection[str]) -> tuple[Document, ...]:
        """Live documents in whose passages or facts one of `names` may stand."""
        with self.db.reading() as connection:
            return live.live_mentioning(connection, brand_id, names)

    def counts(self, brand_id: str) -> LiveCounts:
        """How much is live; zeros for a brand that knows nothing."""
        with self.db.reading() as connection:
            return live.live_counts(connection, brand_id)

    def keep_again(self, brand_id: str, file: ReadFile) -> Kept | None:
        """Keep another reading of the bytes a live document has, as its next version where it says otherwise.

        None where the document was deleted or replaced meanwhile. Raises `Conflict` as `keep` does.
        """
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            if head_serial(connection, brand_id, file.name) != file.corrected:
                raise Conflict(f"{file.name} was corrected while it was read", kind="reading", id=file.name)
            before = current_document(connection, brand_id, document_id(brand_id, file.name))
            if before is None or before.deleted_at is not None or before.sha256 != file.sha256:
                return None
            if says_the_same(connection, version_id_of(connection, before.id, before.version), file):
                return Kept(before, unchanged=True)
            return self._keep_version(connection, brand_id, file, before)

    def _keep_version(self, connection: Connection, brand_id: str, file: ReadFile, before: Document | None) -> Kept:
        document = Document(
            id=document_id(brand_id, file.name),
            brand_id=brand_id,
            name=file.name,
            version=before.version + 1 if before else 1,
            sha256=file.sha256,
            media_type=file.media_type,
            size_bytes=len(file.content),
            learned_at=self.clock(),
            passages=len(file.passages),
            facts=len(file.facts),
            corrected=file.corrected,
        )
        old = None
        if before is not None and before.deleted_at is None:
            old = version_id_of(connection, before.id, before.version)
        facts_added = new_facts(connection, old, file)
        new = write_version(connection, document, file)
        write_cards(connection, document, (*file.cards.segments, *file.cards.personas), document.learned_at)
        switched = log_switch(connection, document, old, new)
        return Kept(document, passages_added=switched.added, passages_gone=switched.gone, facts_added=facts_added)


def _revive(connection: Connection, document: Document) -> Kept:
    set_live(connection, document.id, document.version, deleted_at=None)
    switched = log_switch(connection, document, None, version_id_of(connection, document.id, document.version))
    return Kept(replace(document, deleted_at=None), passages_added=switched.added, facts_added=document.facts)


def _version_row(connection: Connection, brand_id: str, document_id: str, version: int | None) -> int:
    document = require_document(connection, brand_id, document_id)
    return version_id_of(connection, document_id, document.version if version is None else version)
