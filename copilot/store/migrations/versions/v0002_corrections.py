"""What people said about how a document is to be read, and which version was read with what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table of corrections; every version so far was read with none."""
    op.create_table(
        "corrections",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("document", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON()),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.add_column("document_versions", sa.Column("corrected", sa.Integer(), nullable=False, server_default="0"))
    # Finding out whether a cited price still holds looks for facts by product and field.
    op.create_index("ix_facts_product_field", "facts", ["product", "field"])
