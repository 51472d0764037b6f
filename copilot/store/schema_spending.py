"""The tables of what calls of models took, and of what a month may cost."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

model_calls = Table(
    "model_calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    # No foreign keys: what was spent stays spent when a brand or a draft is deleted.
    Column("brand_id", Words, nullable=False),
    Column("draft_id", Words, nullable=False),
    Column("purpose", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("answer_tokens", Integer, nullable=False),
    Column("cost", Float),
    # Until its end is stored a call counts as the most it can cost; a crash leaves it so.
    Column("ended", Boolean, nullable=False),
    # All that a budget is weighed by stands in the index.
    Index("ix_model_calls_at", "at", "brand_id", "cost"),
    Index("ix_model_calls_draft", "draft_id"),
)

budgets = Table(
    "budgets",
    metadata,
    Column("scope", Words, primary_key=True),
    Column("amount", Float, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
)
