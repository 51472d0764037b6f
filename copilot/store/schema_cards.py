"""The table of every version that cards of personas and segments had."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

card_versions = Table(
    "card_versions",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("card_id", Words, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("deed", Words, nullable=False),
    Column("restored", Integer),
    Column("card", JSON, nullable=False),
    # The hash of the card, by which it is compared without being read.
    Column("digest", Words, nullable=False),
    # The hash of the card that a file declared when people last decided about it; NULL where none did.
    Column("file_digest", Words),
    Column("saved_by", Words, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)
