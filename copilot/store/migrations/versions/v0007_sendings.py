"""What was really sent, habits of editing, and replies proposed as scripts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    _sendings()
    op.create_table(
        "habits",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("persona_id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("word", sa.Text(), primary_key=True),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
    )
    op.create_table(
        "script_proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("step", sa.Text()),
        sa.Column("move", sa.Text()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("document_id", sa.Text()),
        sa.UniqueConstraint("draft_id", "variant", name="uq_script_proposals_draft_id_variant"),
    )
    op.create_index("ix_script_proposals_brand_state", "script_proposals", ["brand_id", "state"])


def _sendings() -> None:
    op.create_table(
        "sendings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("suggested", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edited", sa.Float(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("customer_id", sa.Text()),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("step", sa.Text()),
        sa.Column("move", sa.Text()),
        sa.Column("segment_id", sa.Text()),
        sa.Column("persona_id", sa.Text()),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("lesson_said", sa.Text(), nullable=False),
        sa.Column("lesson_suggested", sa.Text(), nullable=False),
        sa.Column("lesson_text", sa.Text(), nullable=False),
        sa.UniqueConstraint("draft_id", "variant", name="uq_sendings_draft_id_variant"),
    )
    op.create_index("ix_sendings_brand_at", "sendings", ["brand_id", "at"])
    op.create_index("ix_sendings_customer", "sendings", ["customer_id"])
