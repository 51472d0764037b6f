"""The tables as they are now; how they came to be is in the migrations."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from copilot.store.columns import UtcTime, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

brands = Table(
    "brands",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("card", JSON, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    # The head of the brand's index log. Its row is the lock under which the brand's knowledge changes.
    Column("last_change", BigInteger, nullable=False, default=0),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Words, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("name", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted_at", UtcTime),
    UniqueConstraint("brand_id", "name"),
)

document_versions = Table(
    "document_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Words, ForeignKey("documents.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("learned_at", UtcTime, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    # The serial of the corrections that this version was read with.
    Column("corrected", Integer, nullable=False, server_default="0"),
    UniqueConstraint("document_id", "version"),
)

document_contents = Table(
    "document_contents",
    metadata,
    Column("version_id", Integer, ForeignKey("document_versions.id"), primary_key=True, autoincrement=False),
    # Only at the first version with these bytes; versions that differ in corrections alone share them.
    Column("content", LargeBinary, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("version_id", Integer, ForeignKey("document_versions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("brand_id", Words, nullable=False),
    Column("passage_id", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("heading", Words, nullable=False),
    Column("product", Words),
    Column("tags", JSON, nullable=False),
    Column("locator", Words, nullable=False),
    Index("ix_passages_brand_passage", "brand_id", "passage_id"),
    Index("ix_passages_version_role", "version_id", "role"),
)

facts = Table(
    "facts",
    metadata,
    Column("version_id", Integer, ForeignKey("document_versions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("product", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("note", Words, nullable=False),
    Column("locator", Words, nullable=False),
    Index("ix_facts_product_field", "product", "field"),
)

cards = Table(
    "cards",
    metadata,
    Column("document_id", Words, ForeignKey("documents.id"), primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("card", JSON, nullable=False),
)

# What people said about how a document is to be read. By name, as it may be said before the document is learned.
corrections = Table(
    "corrections",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("document", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("serial", Integer, nullable=False),
    Column("place", Words, nullable=False),
    # NULL where it was taken back, so that whoever changes it next can be told.
    Column("card", JSON(none_as_null=True)),
    Column("made_at", UtcTime, nullable=False),
)

index_changes = Table(
    "index_changes",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    # Only the last change of a passage is kept: a reader that lags, or begins anew, meets each passage once.
    Column("passage_id", Words, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    UniqueConstraint("brand_id", "seq"),
)

index_marks = Table(
    "index_marks",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("index_name", Words, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("task", Words, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("version", Integer, nullable=False),
    # Everything that no revision changes; the rest is in `draft_versions`.
    Column("frame", JSON, nullable=False),
    # Whose chat a reply answers, where that is known.
    Column("customer_id", Words),
    # The item of the calendar it was written for, also when the item has another text by now.
    Column("item_id", Words),
    Index("ix_drafts_customer", "customer_id"),
    Index("ix_drafts_brand_created", "brand_id", "created_at"),
    Index("ix_drafts_brand_task_created", "brand_id", "task", "created_at"),
)

draft_versions = Table(
    "draft_versions",
    metadata,
    Column("draft_id", Words, ForeignKey("drafts.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("saved_at", UtcTime, nullable=False),
    Column("text", Words, nullable=False),
    Column("variants", JSON, nullable=False),
)

forms = Table(
    "forms",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("page", Words, primary_key=True),
    Column("typed", JSON, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Index("ix_forms_saved_at", "saved_at"),
)

# Decisions about sources that disagree. None is ever removed: of one conflict the last that is not undone applies.
settlements = Table(
    "settlements",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("conflict_id", Words, nullable=False),
    Column("product", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("right", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("settled_by", Words, nullable=False),
    Column("settled_at", UtcTime, nullable=False),
    Column("undone_by", Words, nullable=False),
    Column("undone_at", UtcTime),
    Index("ix_settlements_brand_conflict", "brand_id", "conflict_id"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("question", Words, nullable=False),
    Column("product", Words),
    Column("role", Words),
    Column("state", Words, nullable=False),
    Column("closed_at", UtcTime),
    Column("document_id", Words),
    Index("ix_gaps_brand", "brand_id"),
)

gap_questions = Table(
    "gap_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    # None until somebody looks at the gaps: putting a question into its group is not the asker's work.
    Column("gap_id", Integer, ForeignKey("gaps.id")),
    Column("text", Words, nullable=False),
    Column("task", Words, nullable=False),
    Column("product", Words),
    Column("role", Words),
    Column("asked_at", UtcTime, nullable=False),
    Index("ix_gap_questions_brand_gap", "brand_id", "gap_id"),
)

brand_rules = Table(
    "brand_rules",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    # `own` for a rule the brand added, `change` for one that ships and that it muted or weighed otherwise.
    Column("kind", Words, primary_key=True),
    Column("rule", Words, primary_key=True),
    Column("card", JSON, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)

waivers = Table(
    "waivers",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("text_hash", Words, nullable=False),
    Column("rule", Words, nullable=False),
    Column("quote", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    Column("withdrawn_by", Words, nullable=False),
    Index("ix_waivers_brand_text", "brand_id", "text_hash"),
)

# A log: the last row of an asset is what holds for it.
ai_labels = Table(
    "ai_labels",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("asset", Words, nullable=False),
    Column("label", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("chosen_by", Words, nullable=False),
    Column("chosen_at", UtcTime, nullable=False),
    Index("ix_ai_labels_brand_asset", "brand_id", "asset"),
)
