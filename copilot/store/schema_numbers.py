"""The tables of kept calculations and referral schemes, and of what is typed about how groups take what they hear."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

calculations = Table(
    "calculations",
    metadata,
    Column("id", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    # A calculator, or `referral_scheme`.
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("plan_id", Words),
    Column("card", JSON, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Index("ix_calculations_brand", "brand_id", "at"),
)

week_notes = Table(
    "week_notes",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    # No foreign key: what happened stays when an audience is dropped.
    Column("audience_id", Words, primary_key=True),
    Column("week", Date, primary_key=True),
    Column("left", Integer),
    Column("deleted", Integer),
    Column("complaints", Integer),
    Column("by", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
)

quiet_weeks = Table(
    "quiet_weeks",
    metadata,
    Column("id", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("audience_id", Words, nullable=False),
    Column("week", Date, nullable=False),
    Column("plan_id", Words),
    # Ids of items that are taken out, with their versions.
    Column("removed", JSON, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("taken", Boolean, nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("ix_quiet_weeks_brand", "brand_id", "at"),
)
