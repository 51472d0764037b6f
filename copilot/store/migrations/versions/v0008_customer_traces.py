"""Whose chat a draft answers, which tags a list gave, the last import to take back, and traces of deleted stops."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add two columns and make two tables. Tags there already count as the list's, as they were held until now."""
    op.add_column("drafts", sa.Column("customer_id", sa.Text()))
    op.create_index("ix_drafts_customer", "drafts", ["customer_id"])
    op.add_column("customers", sa.Column("listed_tags", sa.JSON()))
    op.execute("UPDATE customers SET listed_tags = tags")
    op.create_table(
        "stop_traces",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("trace", sa.Text(), primary_key=True),
    )
    op.create_table(
        "import_changes",
        sa.Column("customer_id", sa.Text(), sa.ForeignKey("customers.id"), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("began", MOMENT, nullable=False),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON(), nullable=False),
    )
    op.create_index("ix_import_changes_brand", "import_changes", ["brand_id"])
