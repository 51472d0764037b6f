"""Customers, what happened with them, and what a brand says about them as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    _customers()
    _events()
    op.create_table(
        "customer_books",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("thresholds", sa.JSON()),
        sa.Column("rules", sa.JSON()),
    )


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("spent_cents", sa.BigInteger(), nullable=False),
        sa.Column("first_order", sa.Date()),
        sa.Column("last_order", sa.Date()),
        sa.Column("last_contact", sa.Date()),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("stopped_at", MOMENT),
        sa.Column("stop_words", sa.Text(), nullable=False),
        sa.Column("birthday", sa.Text(), nullable=False),
        sa.Column("bought", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("stand", sa.Text()),
        sa.Column("step", sa.Text()),
        sa.Column("objection", sa.Text()),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.UniqueConstraint("id", name="uq_customers_id"),
    )
    op.create_index("ix_customers_brand", "customers", ["brand_id"])


def _events() -> None:
    op.create_table(
        "customer_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("customer_id", sa.Text(), sa.ForeignKey("customers.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text()),
        sa.Column("step", sa.Text()),
        sa.Column("objection", sa.Text()),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Integer()),
        sa.Column("said_by", sa.Text(), nullable=False),
    )
    op.create_index("ix_customer_events_customer", "customer_events", ["customer_id"])
