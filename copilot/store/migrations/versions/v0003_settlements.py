"""Decisions about sources that disagree."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "settlements",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("conflict_id", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=False),
        sa.Column("undone_at", MOMENT),
    )
    op.create_index("ix_settlements_brand_conflict", "settlements", ["brand_id", "conflict_id"])
