"""The tables of figures by place of the butterfly, typed or imported, and of the import that can be taken back."""

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

# Empty texts stand for everybody. No foreign keys: what was counted stays when a segment or an audience is dropped.
KEY = ("brand_id", "start", "end", "source", "segment_id", "audience_id", "place")

figures = Table(
    "figures",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("start", Date, primary_key=True),
    Column("end", Date, primary_key=True),
    Column("source", Words, primary_key=True),
    Column("segment_id", Words, primary_key=True),
    Column("audience_id", Words, primary_key=True),
    Column("place", Words, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("money_cents", BigInteger),
    Column("origin", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_figures_cut", "brand_id", "source", "segment_id", "audience_id", "start"),
)

# The last import of a brand: what stood where it wrote, in chunks; `before` is NULL where nothing stood.
figure_imports = Table(
    "figure_imports",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("chunk", Integer, primary_key=True),
    Column("file", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("changes", JSON, nullable=False),
)
