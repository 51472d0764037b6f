"""Figures by place of the butterfly, and the import of some that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the index by which customers' steps are counted for a period."""
    op.create_table(
        "figures",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("start", sa.Date(), primary_key=True),
        sa.Column("end", sa.Date(), primary_key=True),
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("segment_id", sa.Text(), primary_key=True),
        sa.Column("audience_id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("money_cents", sa.BigInteger()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_figures_cut", "figures", ["brand_id", "source", "segment_id", "audience_id", "start"])
    op.create_table(
        "figure_imports",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("chunk", sa.Integer(), primary_key=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
    )
    op.create_index("ix_customer_events_at", "customer_events", ["at", "kind", "customer_id", "step"])
    op.create_index("ix_customers_first_order", "customers", ["brand_id", "first_order"])
