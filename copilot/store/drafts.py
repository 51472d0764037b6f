"""Drafts and every version they had."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from copilot.domain.channel import Channel
from copilot.domain.draft import Angle, Draft, DraftVersion, Task, Variant, opening_of
from copilot.errors import Conflict, UnknownName
from copilot.store.connection import Database
from copilot.store.index_log import require_brand
from copilot.store.packing import pack, unpack
from copilot.store.rows import AnyRow, AnySelect
from copilot.store.schema import draft_versions, drafts

READ_AT_ONCE = 500
"""Ids in one query; databases limit how many there may be."""


VARIANTS_READ = 4
"""Of each draft, for how its texts begin."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A new version of a draft; None leaves its variants. `expected_version` is the one the writer saw."""

    text: str
    variants: tuple[Variant, ...] | None
    expected_version: int


@dataclass(frozen=True, slots=True)
class ToldTo:
    """Who is told of what: on the pages a channel and a segment (or none) stand for an audience."""

    brand_id: str
    product: str
    channel: Channel
    segment_id: str | None


@dataclass(frozen=True, slots=True)
class Drafts:
    """Stored drafts. A revision never overwrites: it adds a version."""

    db: Database
    clock: Callable[[], datetime]

    def save(self, draft: Draft) -> None:
        """Store a new draft. Raises `Conflict` when its id is taken, `UnknownName` for its brand."""
        with self.db.writing() as connection:
            insert_draft(connection, draft, self.clock())

    def get(self, draft_id: str) -> Draft | None:
        """The draft at its latest version, or None."""
        with self.db.reading() as connection:
            row = connection.execute(_select_drafts().where(drafts.c.id == draft_id)).first()
            return _draft_of(row) if row else None

    def recent(
        self, brand_id: str, task: Task | None = None, limit: int = 20, *, of_items: bool = True
    ) -> tuple[Draft, ...]:
        """The brand's drafts, or those of one task, the newest first; without `of_items`, none of the calendar."""
        statement = _select_drafts().where(drafts.c.brand_id == brand_id)
        if not of_items:
            statement = statement.where(drafts.c.item_id.is_(None))
        if task is not None:
            statement = statement.where(drafts.c.task == task.value)
        newest_first = statement.order_by(drafts.c.created_at.desc(), drafts.c.place.desc()).limit(limit)
        with self.db.reading() as connection:
            return tuple(_draft_of(row) for row in connection.execute(newest_first))

    def revise(
        self, draft_id: str, text: str, variants: Sequence[Variant] | None = None, *, expected_version: int
    ) -> Draft:
        """Add a version with that text, and those variants when given; returns the draft as it is then.

        `expected_version` is the version the writer saw. Raises `Conflict` when somebody has revised it since
        (facts `kind`, `id`, `version`), `UnknownName` when there is no such draft.
        """
        revision = Revision(text, None if variants is None else tuple(variants), expected_version)
        with self.db.writing() as connection:
            return revise_draft(connection, draft_id, revision, self.clock())

    def belong_to(self, draft_ids: Sequence[str], customer_id: str | None) -> None:
        """Say whose chat drafts answer; they are deleted with that customer."""
        with self.db.writing() as connection:
            connection.execute(update(drafts).where(drafts.c.id.in_(draft_ids)).values(customer_id=customer_id))

    def many(self, draft_ids: Sequence[str]) -> dict[str, Draft]:
        """The drafts of those ids that exist, by id."""
        found: dict[str, Draft] = {}
        with self.db.reading() as connection:
            for at in range(0, len(draft_ids), READ_AT_ONCE):
                some = _select_drafts().where(drafts.c.id.in_(draft_ids[at : at + READ_AT_ONCE]))
                found |= {draft.id: draft for draft in map(_draft_of, connection.execute(some))}
        return found

    def texts(self, draft_ids: Sequence[str]) -> dict[str, str]:
        """What the drafts of those ids say now, by id: much quicker than reading all of each."""
        v, found = draft_versions.c, dict[str, str]()
        latest = and_(v.draft_id == drafts.c.id, v.version == drafts.c.version)
        statement = select(drafts.c.id, v.text).select_from(drafts.join(draft_versions, latest))
        with self.db.reading() as connection:
            for at in range(0, len(draft_ids), READ_AT_ONCE):
                some = statement.where(drafts.c.id.in_(draft_ids[at : at + READ_AT_ONCE]))
                found |= {row.id: row.text for row in connection.execute(some)}
        return found

    def openings(self, brand_id: str, limit: int) -> tuple[str, ...]:
        """How the texts of the brand's last drafts begin, the newest first; one that is laid out under the names of its parts
        behind the first name."""
        v = draft_versions.c
        latest = and_(v.draft_id == drafts.c.id, v.version == drafts.c.version)
        texts = [v.variants[(at, "plain")].as_string() for at in range(VARIANTS_READ)]
        names = [
            v.variants[(at, "parts", 0, end)].as_integer() for at in range(VARIANTS_READ) for end in ("start", "body")
        ]
        newest = drafts.c.created_at.desc(), drafts.c.place.desc()
        statement = (
            select(*texts, *names).join_from(drafts, draft_versions, latest).where(drafts.c.brand_id == brand_id)
        )
        with self.db.reading() as connection:
            rows = connection.execute(statement.order_by(*newest).limit(limit))
            return tuple(dict.fromkeys(opening for row in rows for opening in _openings(row)))

    def ideas(self, draft_ids: Sequence[str]) -> dict[str, Angle]:
        """By which angle the first variant of each of those drafts tells, by id; without those that have none."""
        v, found = draft_versions.c, dict[str, str | None]()
        latest = and_(v.draft_id == drafts.c.id, v.version == drafts.c.version)
        statement = select(drafts.c.id, v.variants[(0, "idea")].as_string()).select_from(
            drafts.join(draft_versions, latest)
        )
        with self.db.reading() as connection:
            for at in range(0, len(draft_ids), READ_AT_ONCE):
                some = statement.where(drafts.c.id.in_(draft_ids[at : at + READ_AT_ONCE]))
                found |= {row[0]: row[1] for row in connection.execute(some)}
        return {draft_id: Angle(idea) for draft_id, idea in found.items() if idea in list(Angle)}

    def told(self, audience: ToldTo, since: datetime) -> tuple[Angle, ...]:
        """The angles of drafts of that product for that audience since then, the latest first; not those of the
        calendar, whose audience is another matter."""
        frame = drafts.c.frame
        latest = and_(draft_versions.c.draft_id == drafts.c.id, draft_versions.c.version == drafts.c.version)
        segment = frame["segment_id"].as_string()
        statement = (
            select(draft_versions.c.variants)
            .join_from(drafts, draft_versions, latest)
            .where(
                drafts.c.brand_id == audience.brand_id,
                drafts.c.created_at >= since,
                drafts.c.item_id.is_(None),
                frame["product"].as_string() == audience.product,
                frame["channel"].as_string() == audience.channel.value,
                segment.is_(None) if audience.segment_id is None else segment == audience.segment_id,
            )
            .order_by(drafts.c.created_at.desc(), drafts.c.place.desc())
        )
        with self.db.reading() as connection:
            ideas = [variant["idea"] for (variants,) in connection.execute(statement) for variant in variants]
        return tuple(Angle(idea) for idea in dict.fromkeys(ideas) if idea in list(Angle))

    def versions(self, draft_id: str) -> tuple[DraftVersion, ...]:
        """Everything the draft ever said, the first version first; empty when there is no such draft."""
        v = draft_versions.c
        statement = select(v.version, v.saved_at, v.text, v.variants).where(v.draft_id == draft_id).order_by(v.version)
        with self.db.reading() as connection:
            return tuple(
                DraftVersion(version, saved_at, text, tuple(unpack(Variant, packed) for packed in variants))
                for version, saved_at, text, variants in connection.execute(statement)
            )


def _openings(row: AnyRow) -> Iterator[str]:
    texts, starts, bodies = row[:VARIANTS_READ], row[VARIANTS_READ::2], row[VARIANTS_READ + 1 :: 2]
    for text, start, body in zip(texts, starts, bodies, strict=True):
        if text:
            yield opening_of(text[body:] if start == 0 else text)


def insert_draft(connection: Connection, draft: Draft, now: datetime) -> None:
    """`Drafts.save` as part of a transaction."""
    frame = pack(draft)
    for revised in ("text", "variants", "version"):
        del frame[revised]
    require_brand(connection, draft.brand_id)
    row = {
        "id": draft.id,
        "brand_id": draft.brand_id,
        "task": draft.task.value,
        "created_at": draft.created_at,
        "version": draft.version,
        "frame": frame,
        "item_id": draft.item_id,
    }
    try:
        connection.execute(insert(drafts), row)
    except IntegrityError as error:
        raise Conflict(f"draft {draft.id} exists already", kind="draft", id=draft.id) from error
    _add_version(connection, draft, now)


def revise_draft(connection: Connection, draft_id: str, revision: Revision, now: datetime) -> Draft:
    """`Drafts.revise` as part of a transaction."""
    of_draft = drafts.c.id == draft_id
    connection.execute(select(drafts.c.id).where(of_draft).with_for_update())
    row = connection.execute(_select_drafts().where(of_draft)).first()
    if row is None:
        raise UnknownName("draft", draft_id)
    draft = _draft_of(row)
    if draft.version != revision.expected_version:
        raise Conflict(
            f"draft {draft_id} is at version {draft.version}, not {revision.expected_version}",
            kind="draft",
            id=draft_id,
            version=draft.version,
        )
    variants = draft.variants if revision.variants is None else revision.variants
    revised = replace(draft, text=revision.text, variants=variants, version=draft.version + 1)
    connection.execute(update(drafts).where(of_draft).values(version=revised.version))
    _add_version(connection, revised, now)
    return revised


def _add_version(connection: Connection, draft: Draft, now: datetime) -> None:
    row = {
        "draft_id": draft.id,
        "version": draft.version,
        "saved_at": now,
        "text": draft.text,
        "variants": [pack(variant) for variant in draft.variants],
    }
    connection.execute(insert(draft_versions), row)


def _select_drafts() -> AnySelect:
    latest = and_(draft_versions.c.draft_id == drafts.c.id, draft_versions.c.version == drafts.c.version)
    columns = (drafts.c.frame, draft_versions.c.text, draft_versions.c.variants, draft_versions.c.version)
    return select(*columns).join_from(drafts, draft_versions, latest)


def _draft_of(row: AnyRow) -> Draft:
    return unpack(Draft, {**row.frame, "text": row.text, "variants": row.variants, "version": row.version})
