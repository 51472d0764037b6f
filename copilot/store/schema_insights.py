"""The table of what was done about findings of the butterfly."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

insight_deeds = Table(
    "insight_deeds",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("insight", Words, nullable=False),
    Column("deed", Words, nullable=False),
    # The figure as it stood, and of whom.
    Column("card", JSON, nullable=False),
    Column("done_by", Words, nullable=False),
    Column("done_at", UtcTime, nullable=False),
    Column("undone_by", Words, nullable=False),
    Column("undone_at", UtcTime),
    Index("ix_insight_deeds_brand", "brand_id"),
)
