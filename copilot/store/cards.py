"""The cards of personas and segments: what documents declare, and what people made of it, every version kept."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from copilot.domain.card import (
    KINDS,
    SETTLES_FILE,
    Card,
    CardChange,
    CardDeed,
    CardKind,
    CardState,
    CardVersion,
    kind_of,
)
from copilot.domain.document import Document
from copilot.errors import Conflict
from copilot.store.connection import quick_rows
from copilot.store.packing import pack, unpack
from copilot.store.rows import LIVE, AnyRow
from copilot.store.schema import cards, document_versions, documents
from copilot.store.schema_cards import card_versions as v

Packed = dict[str, Any]


class _Row(NamedTuple):
    """A version of a card, without the card."""

    card_id: str
    version: int
    deed: str
    digest: str
    file_digest: str | None
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands by the books: what a file declares, and the last thing people saved."""

    declared: Mapping[str, Packed]
    kept: Mapping[str, _Row]
    """Rows of people's own versions."""
    learned: Mapping[tuple[str, str], _Row]
    """Rows of versions out of files by card and digest, the last of each."""


def write_cards(connection: Connection, document: Document, declared: Sequence[Card], at: datetime) -> None:
    """Let `document` declare these cards and no others; what it did not say before is a new version."""
    connection.execute(delete(cards).where(cards.c.document_id == document.id))
    rows = [
        {"document_id": document.id, "kind": kind_of(card).value, "position": position, "card": pack_card(card)}
        for position, card in enumerate(declared)
    ]
    if rows:
        connection.execute(insert(cards), rows)
    for card in declared:
        kind = kind_of(card)
        newest = last_row(connection, document.brand_id, kind, card.id, learned=True)
        if newest is None or newest.digest != digest_of(pack_card(card)):
            change = CardChange(card, 0, CardDeed.LEARNED, document.name)
            _append(connection, document.brand_id, change, None, at)


def read_states(connection: Connection, brand_id: str, kind: CardKind) -> tuple[CardState, ...]:
    """Every card, also those not offered any more: what files declare in the order they were learned, then people's own.

    What people saved counts for more than any file; of two files with one id the later learned counts.
    """
    standing = _standing(connection, brand_id, kind)
    own = _cards_of(connection, brand_id, kind, standing.kept.values())
    states = [
        _kept(standing.kept[card_id], own[card_id], standing.declared.get(card_id), kind)
        if card_id in standing.kept
        else _declared(packed, standing, kind)
        for card_id, packed in standing.declared.items()
    ]
    states += [_kept(row, own[card_id], None, kind) for card_id, row in standing.kept.items() if card_id not in standing.declared]  # fmt: skip
    return tuple(states)


def read_history(connection: Connection, brand_id: str, kind: CardKind, card_id: str) -> tuple[CardVersion, ...]:
    """Every version of a card, the first first."""
    named = (v.c.brand_id == brand_id, v.c.kind == kind.value, v.c.card_id == card_id)
    rows = connection.execute(select(v).where(*named).order_by(v.c.version))
    return tuple(
        CardVersion(_card(row.card, kind, row.version), row.version, CardDeed(row.deed), row.saved_by, row.saved_at, row.restored)
        for row in rows
    )  # fmt: skip


def keep_card(connection: Connection, brand_id: str, change: CardChange, at: datetime) -> CardVersion:
    """Store a version that a person saved. The caller holds `lock_brand`.

    Raises `Conflict` where another version stands than the one they saw (facts `kind`, `id`, `version`, `by`).
    """
    kind = kind_of(change.card)
    state = next((s for s in read_states(connection, brand_id, kind) if s.card.id == change.card.id), None)
    if (state.version if state else 0) != change.seen:
        by = state.by if state else ""
        version = state.version if state else 0
        raise Conflict(
            f"{kind} {change.card.id} is at version {version}, not {change.seen}",
            code="card_changed",
            kind=kind.value,
            id=change.card.id,
            version=version,
            by=by,
        )
    declared = _declared_cards(connection, brand_id, kind).get(change.card.id)
    before = last_row(connection, brand_id, kind, change.card.id, learned=False)
    if before is None or change.deed in SETTLES_FILE:
        decided = digest_of(declared) if declared else None
    else:
        decided = before.file_digest
    return _append(connection, brand_id, change, decided, at)


def last_row(
    connection: Connection, brand_id: str, kind: CardKind, card_id: str, *, learned: bool | None = None
) -> AnyRow | None:
    """The newest version of a card: out of a file, saved by people, or either."""
    statement = select(v).where(v.c.brand_id == brand_id, v.c.kind == kind.value, v.c.card_id == card_id)
    if learned is not None:
        from_file = v.c.deed == CardDeed.LEARNED.value
        statement = statement.where(from_file if learned else ~from_file)
    return connection.execute(statement.order_by(v.c.version.desc()).limit(1)).first()


def pack_card(card: Card) -> Packed:
    """The card without its version, which is counted beside it."""
    packed = pack(card)
    del packed["version"]
    return packed


def digest_of(packed: Packed) -> str:
    """The hash by which two cards are known to say the same."""
    written = json.dumps(packed, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _append(
    connection: Connection, brand_id: str, change: CardChange, file_digest: str | None, at: datetime
) -> CardVersion:
    kind, packed = kind_of(change.card), pack_card(change.card)
    newest = last_row(connection, brand_id, kind, change.card.id)
    version = newest.version + 1 if newest else 1
    row = {
        "brand_id": brand_id,
        "kind": kind.value,
        "card_id": change.card.id,
        "version": version,
        "deed": change.deed.value,
        "restored": change.restored,
        "card": packed,
        "digest": digest_of(packed),
        "file_digest": file_digest,
        "saved_by": change.by,
        "saved_at": at,
    }
    connection.execute(insert(v), row)
    return CardVersion(replace(change.card, version=version), version, change.deed, change.by, at, change.restored)


def _standing(connection: Connection, brand_id: str, kind: CardKind) -> _Standing:
    rows = [_Row(*cells) for cells in quick_rows(connection, _light_rows(), {"brand": brand_id, "of_kind": kind.value})]
    learned = [row for row in rows if row.deed == CardDeed.LEARNED.value]
    return _Standing(
        _declared_cards(connection, brand_id, kind),
        {row.card_id: row for row in rows if row.deed != CardDeed.LEARNED.value},
        {(row.card_id, row.digest): row for row in learned},
    )


def _declared_cards(connection: Connection, brand_id: str, kind: CardKind) -> dict[str, Packed]:
    declared = quick_rows(connection, _declared_rows(), {"brand": brand_id, "of_kind": kind.value})
    return {packed["id"]: packed for (packed,) in declared}


@cache
def _light_rows() -> Select[Any]:
    """Every version of the cards `:of_kind` of `:brand`, without the cards. Made once, as every draft asks."""
    named = (v.c.brand_id == bindparam("brand"), v.c.kind == bindparam("of_kind"))
    return select(*(v.c[name] for name in _Row._fields)).where(*named).order_by(v.c.version)


@cache
def _declared_rows() -> Select[Any]:
    """The cards `:of_kind` that live documents of `:brand` declare."""
    return (
        select(cards.c.card)
        .join_from(cards, documents, documents.c.id == cards.c.document_id)
        .join(document_versions, LIVE)
        .where(documents.c.brand_id == bindparam("brand"), cards.c.kind == bindparam("of_kind"))
        .order_by(document_versions.c.id, cards.c.position)
    )


def _cards_of(connection: Connection, brand_id: str, kind: CardKind, rows: Collection[_Row]) -> dict[str, Packed]:
    wanted = {(row.card_id, row.version) for row in rows}
    if not wanted:
        return {}
    named = (v.c.brand_id == brand_id, v.c.kind == kind.value, v.c.version.in_({n for _, n in wanted}))
    found = connection.execute(select(v.c.card_id, v.c.version, v.c.card).where(*named))
    return {row.card_id: row.card for row in found if (row.card_id, row.version) in wanted}


def _kept(row: _Row, packed: Packed, declared: Packed | None, kind: CardKind) -> CardState:
    offered = None
    if declared is not None and digest_of(declared) not in (row.file_digest, row.digest):
        offered = _card(declared, kind, 0)
    retired = row.deed == CardDeed.RETIRED.value
    return CardState(_card(packed, kind, row.version), CardDeed(row.deed), row.saved_by, row.saved_at, retired, offered)


def _declared(packed: Packed, standing: _Standing, kind: CardKind) -> CardState:
    row = standing.learned.get((packed["id"], digest_of(packed)))
    card = _card(packed, kind, row.version if row else 0)
    return CardState(card, CardDeed.LEARNED, row.saved_by if row else "", row.saved_at if row else None)


def _card(packed: Packed, kind: CardKind, version: int) -> Card:
    return replace(unpack(KINDS[kind], packed), version=version)
