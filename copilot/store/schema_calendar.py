"""The tables of the calendar, of writing it, and of its review."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
)

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

audiences = Table(
    "audiences",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("id", Words, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("card", JSON, nullable=False),
)

plans = Table(
    "plans",
    metadata,
    Column("id", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("card", JSON, nullable=False),
    Index("ix_plans_brand_made", "brand_id", "made_at"),
)

# The brand's own planning rules and review policy, where they differ from what ships: `rules`, `policy`.
calendar_cards = Table(
    "calendar_cards",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("card", JSON, nullable=False),
)

calendar_items = Table(
    "calendar_items",
    metadata,
    Column("id", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("plan_id", Words),
    Column("day", Date, nullable=False),
    # HH:MM, so that it sorts.
    Column("time", Words, nullable=False),
    Column("audience_id", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("draft_id", Words),
    # The whole item; the columns above are copies to search by.
    Column("card", JSON, nullable=False),
    Index("ix_calendar_items_brand_day", "brand_id", "day"),
    Index("ix_calendar_items_brand_state", "brand_id", "state"),
    Index("ix_calendar_items_draft", "draft_id"),
)

# Nothing here is ever changed or deleted: triggers refuse it.
audit_trail = Table(
    "audit_trail",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("item_id", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("deed", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text_hash", Words, nullable=False),
    Column("mark", Words, nullable=False),
    Index("ix_audit_trail_item", "brand_id", "item_id", "place"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("item_id", Words, ForeignKey("calendar_items.id"), nullable=False),
    Column("by", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Words, nullable=False),
    Column("quote", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("draft_version", Integer, nullable=False),
    Column("answers", Integer),
    Column("resolved_by", Words, nullable=False),
    Column("resolved_at", UtcTime),
    Index("ix_comments_item", "item_id"),
)

writing_runs = Table(
    "writing_runs",
    metadata,
    Column("id", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("began_at", UtcTime, nullable=False),
    Column("by", Words, nullable=False),
    # running, paused, done
    Column("state", Words, nullable=False),
    Column("card", JSON, nullable=False),
    Index("ix_writing_runs_brand", "brand_id", "began_at"),
)

writing_jobs = Table(
    "writing_jobs",
    metadata,
    Column("run_id", Words, ForeignKey("writing_runs.id"), primary_key=True),
    Column("item_id", Words, ForeignKey("calendar_items.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    # waiting, taken, written, failed
    Column("state", Words, nullable=False),
    Column("taken_by", Words, nullable=False),
    Column("taken_until", UtcTime),
    Column("attempts", Integer, nullable=False),
    Column("error", Words, nullable=False),
    Column("draft_id", Words),
    Column("prompt_tokens", Integer, nullable=False),
    Column("answer_tokens", Integer, nullable=False),
    Index("ix_writing_jobs_item", "item_id"),
)

# The last check of each wording an item had; worked out again where anything it was held against has changed.
item_checks = Table(
    "item_checks",
    metadata,
    Column("item_id", Words, ForeignKey("calendar_items.id"), primary_key=True),
    Column("text_hash", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("state", Words, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("grounds", JSON, nullable=False),
    # What was found and claimed when somebody approved it; later checks leave it alone.
    Column("passed", JSON),
)

members = Table(
    "members",
    metadata,
    Column("email", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("duty", Words, nullable=False),
)
