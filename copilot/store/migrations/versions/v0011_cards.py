"""Versions of the cards of personas and segments. What files declare by now is the first version of each."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table, and count what is there."""
    table = op.create_table(
        "card_versions",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("card_id", sa.Text(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("restored", sa.Integer()),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.Text()),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    if rows := _declared():
        op.bulk_insert(table, rows)


def _declared() -> list[dict[str, Any]]:
    """Of cards with one id the one that was learned last, as it counts."""
    cards = sa.table("cards", sa.column("document_id"), sa.column("kind"), sa.column("position"), sa.column("card", sa.JSON()))  # fmt: skip
    documents = sa.table("documents", *map(sa.column, ("id", "brand_id", "name", "version", "deleted_at")))
    versions = sa.table(
        "document_versions",
        *map(sa.column, ("id", "document_id", "version")),
        sa.column("learned_at", sa.DateTime(timezone=True)),
    )
    newest = sa.and_(versions.c.document_id == documents.c.id, versions.c.version == documents.c.version)
    statement = (
        sa.select(documents.c.brand_id, documents.c.name, versions.c.learned_at, cards.c.kind, cards.c.card)
        .select_from(cards.join(documents, documents.c.id == cards.c.document_id).join(versions, newest))
        .where(documents.c.deleted_at.is_(None))
        .order_by(versions.c.id, cards.c.position)
    )
    found = {(row.brand_id, row.kind, row.card["id"]): row for row in op.get_bind().execute(statement)}
    return [
        {
            "brand_id": brand_id,
            "kind": kind,
            "card_id": card_id,
            "version": 1,
            "deed": "learned",
            "card": row.card,
            "digest": _digest(row.card),
            "saved_by": row.name,
            "saved_at": row.learned_at,
        }
        for (brand_id, kind, card_id), row in found.items()
    ]


def _digest(card: dict[str, Any]) -> str:
    written = json.dumps(card, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
