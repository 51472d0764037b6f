"""The tables of chains: what was built for each product, out of what, and what people said about it."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

chains = Table(
    "chains",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("product", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("card", JSON, nullable=False),
)

chain_builds = Table(
    "chain_builds",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("product", Words, primary_key=True),
    # Of everything the chains were made of: while it is the same, they need not be built again.
    Column("digest", Words, nullable=False),
    Column("built_at", UtcTime, nullable=False),
)

# A log: of one link the last row that is not undone applies. `link` is "" for a chain as a whole.
chain_corrections = Table(
    "chain_corrections",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("product", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("link", Words, nullable=False),
    Column("card", JSON, nullable=False),
    Column("said_by", Words, nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Column("undone_by", Words, nullable=False),
    Column("undone_at", UtcTime),
    Index("ix_chain_corrections_brand_product", "brand_id", "product"),
)
