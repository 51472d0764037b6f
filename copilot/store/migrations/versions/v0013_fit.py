"""What people answered about fit, and the operating models they chose."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "fit_answers",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
    )
    op.create_index("ix_fit_answers_brand", "fit_answers", ["brand_id", "question"])
    op.create_table(
        "model_choices",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("chosen_by", sa.Text(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=False),
        sa.Column("undone_at", MOMENT),
    )
    op.create_index("ix_model_choices_brand", "model_choices", ["brand_id"])
