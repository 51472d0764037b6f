"""The first tables: brands, documents and what they say, the index log, drafts and forms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _brands_and_documents()
    _passages_and_facts()
    _index_log()
    _drafts_and_forms()


def _brands_and_documents() -> None:
    op.create_table(
        "brands",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("last_change", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("id", name="uq_brands_id"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", MOMENT),
        sa.UniqueConstraint("brand_id", "name", name="uq_documents_brand_id_name"),
    )
    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.UniqueConstraint("document_id", "version", name="uq_document_versions_document_id_version"),
    )
    op.create_table(
        "document_contents",
        sa.Column(
            "version_id", sa.Integer(), sa.ForeignKey("document_versions.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "cards",
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("card", sa.JSON(), nullable=False),
    )


def _passages_and_facts() -> None:
    op.create_table(
        "passages",
        sa.Column("version_id", sa.Integer(), sa.ForeignKey("document_versions.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("brand_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
    )
    op.create_index("ix_passages_brand_passage", "passages", ["brand_id", "passage_id"])
    op.create_index("ix_passages_version_role", "passages", ["version_id", "role"])
    op.create_table(
        "facts",
        sa.Column("version_id", sa.Integer(), sa.ForeignKey("document_versions.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
    )


def _index_log() -> None:
    op.create_table(
        "index_changes",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("passage_id", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("brand_id", "seq", name="uq_index_changes_brand_id_seq"),
    )
    op.create_table(
        "index_marks",
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), primary_key=True),
        sa.Column("index_name", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )


def _drafts_and_forms() -> None:
    op.create_table(
        "drafts",
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frame", sa.JSON(), nullable=False),
        sa.UniqueConstraint("id", name="uq_drafts_id"),
    )
    op.create_index("ix_drafts_brand_created", "drafts", ["brand_id", "created_at"])
    op.create_index("ix_drafts_brand_task_created", "drafts", ["brand_id", "task", "created_at"])
    op.create_table(
        "draft_versions",
        sa.Column("draft_id", sa.Text(), sa.ForeignKey("drafts.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
    )
    op.create_table(
        "forms",
        sa.Column("owner", sa.Text(), primary_key=True),
        sa.Column("page", sa.Text(), primary_key=True),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
    )
    op.create_index("ix_forms_saved_at", "forms", ["saved_at"])
