"""Gaps: questions without an answer, and the groups of those that mean the same."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("document_id", sa.Text()),
    )
    op.create_index("ix_gaps_brand", "gaps", ["brand_id"])
    op.create_table(
        "gap_questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("gap_id", sa.Integer(), sa.ForeignKey("gaps.id")),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("asked_at", MOMENT, nullable=False),
    )
    op.create_index("ix_gap_questions_brand_gap", "gap_questions", ["brand_id", "gap_id"])
