"""The tables of what was really sent, and of what people decided to learn from it."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, UniqueConstraint

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

sendings = Table(
    "sendings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("draft_id", Words, nullable=False),
    Column("variant", Integer, nullable=False),
    Column("suggested", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("edited", Float, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", Words),
    Column("customer_id", Words),
    Column("node", Words, nullable=False),
    Column("step", Words),
    Column("move", Words),
    Column("segment_id", Words),
    Column("persona_id", Words),
    Column("prompt", Words, nullable=False),
    Column("language", Words, nullable=False),
    # Without personal data: only these three are ever learned from.
    Column("lesson_said", Words, nullable=False),
    Column("lesson_suggested", Words, nullable=False),
    Column("lesson_text", Words, nullable=False),
    # Whoever presses the button twice has sent once.
    UniqueConstraint("draft_id", "variant"),
    Index("ix_sendings_brand_at", "brand_id", "at"),
    Index("ix_sendings_customer", "customer_id"),
)

habits = Table(
    "habits",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("persona_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("word", Words, primary_key=True),
    Column("instead", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
)

script_proposals = Table(
    "script_proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("draft_id", Words, nullable=False),
    Column("variant", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("situation", Words, nullable=False),
    Column("proposed_at", UtcTime, nullable=False),
    Column("state", Words, nullable=False),
    Column("product", Words),
    Column("step", Words),
    Column("move", Words),
    Column("why", Words, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", UtcTime),
    Column("document_id", Words),
    UniqueConstraint("draft_id", "variant"),
    Index("ix_script_proposals_brand_state", "brand_id", "state"),
)
