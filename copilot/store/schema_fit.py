"""The tables of what people answered about fit, and of the operating models they chose: both are logs."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

fit_answers = Table(
    "fit_answers",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("question", Words, nullable=False),
    # "" takes the answer back.
    Column("option", Words, nullable=False),
    Column("said_by", Words, nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Index("ix_fit_answers_brand", "brand_id", "question"),
)

model_choices = Table(
    "model_choices",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("model", Words, nullable=False),
    # Hours, figures and paces as they were.
    Column("card", JSON, nullable=False),
    Column("chosen_by", Words, nullable=False),
    Column("chosen_at", UtcTime, nullable=False),
    Column("undone_by", Words, nullable=False),
    Column("undone_at", UtcTime),
    Index("ix_model_choices_brand", "brand_id"),
)
