"""What people decide about checking: a brand's own rules, waivers of findings, and AI labels."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "brand_rules",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("rule", sa.Text(), primary_key=True),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
    )
    op.create_table(
        "waivers",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
    )
    op.create_index("ix_waivers_brand_text", "waivers", ["brand_id", "text_hash"])
    op.create_table(
        "ai_labels",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.Text(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
    )
    op.create_index("ix_ai_labels_brand_asset", "ai_labels", ["brand_id", "asset"])
