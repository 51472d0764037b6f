"""The calendar: audiences, plans, items, their audit trail, comments, writing runs, and who may sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)
BRAND = "brands.id"


def upgrade() -> None:
    """Make the tables; nobody has a calendar yet."""
    op.add_column("drafts", sa.Column("item_id", sa.Text()))
    _plans()
    _items()
    _review()
    _writing()
    _seal_the_trail()


def _plans() -> None:
    op.create_table(
        "audiences",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
    )
    op.create_index("ix_plans_brand_made", "plans", ["brand_id", "made_at"])
    op.create_table(
        "calendar_cards",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("card", sa.JSON(), nullable=False),
    )


def _items() -> None:
    op.create_table(
        "calendar_items",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), nullable=False),
        sa.Column("plan_id", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("audience_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Text()),
        sa.Column("card", sa.JSON(), nullable=False),
    )
    op.create_index("ix_calendar_items_brand_day", "calendar_items", ["brand_id", "day"])
    op.create_index("ix_calendar_items_brand_state", "calendar_items", ["brand_id", "state"])
    op.create_index("ix_calendar_items_draft", "calendar_items", ["draft_id"])


def _review() -> None:
    op.create_table(
        "audit_trail",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "deed", "before", "after", "why")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
    )
    op.create_index("ix_audit_trail_item", "audit_trail", ["brand_id", "item_id", "place"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), nullable=False),
        sa.Column("item_id", sa.Text(), sa.ForeignKey("calendar_items.id"), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer()),
        sa.Column("resolved_by", sa.Text(), nullable=False),
        sa.Column("resolved_at", MOMENT),
    )
    op.create_index("ix_comments_item", "comments", ["item_id"])
    op.create_table(
        "item_checks",
        sa.Column("item_id", sa.Text(), sa.ForeignKey("calendar_items.id"), primary_key=True),
        sa.Column("text_hash", sa.Text(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("passed", sa.JSON()),
    )
    op.create_table(
        "members",
        sa.Column("email", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
    )


def _writing() -> None:
    op.create_table(
        "writing_runs",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey(BRAND), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
    )
    op.create_index("ix_writing_runs_brand", "writing_runs", ["brand_id", "began_at"])
    op.create_table(
        "writing_jobs",
        sa.Column("run_id", sa.Text(), sa.ForeignKey("writing_runs.id"), primary_key=True),
        sa.Column("item_id", sa.Text(), sa.ForeignKey("calendar_items.id"), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("taken_until", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text()),
        sa.Column("prompt_tokens", sa.Integer(), nullable=False),
        sa.Column("answer_tokens", sa.Integer(), nullable=False),
    )
    op.create_index("ix_writing_jobs_item", "writing_jobs", ["item_id"])


def _seal_the_trail() -> None:
    """Let the database itself refuse to change what is in the trail."""
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_trail_no_{deed.lower()} BEFORE {deed} ON audit_trail "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be edited'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_to_edit_the_trail() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail cannot be edited'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_trail_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_trail "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_edit_the_trail()"
    )
