"""The tables of customers, in the metadata of all tables."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table

from copilot.store.columns import UtcTime, Words
from copilot.store.schema import metadata

# Personal data. Whatever other table keeps something of a customer has a column `customer_id`: exporting and deleting a
# customer go by that name.
customers = Table(
    "customers",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("name", Words, nullable=False),
    Column("code", Words, nullable=False),
    Column("contacts", JSON, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("spent_cents", BigInteger, nullable=False),
    Column("first_order", Date),
    Column("last_order", Date),
    Column("last_contact", Date),
    Column("consent", Words, nullable=False),
    Column("stopped_at", UtcTime),
    Column("stop_words", Words, nullable=False),
    Column("birthday", Words, nullable=False),
    Column("bought", JSON, nullable=False),
    Column("remark", Words, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("stand", Words),
    Column("step", Words),
    Column("objection", Words),
    Column("saved_at", UtcTime, nullable=False),
    Column("listed_tags", JSON),
    Index("ix_customers_brand", "brand_id"),
    Index("ix_customers_first_order", "brand_id", "first_order"),
)

customer_events = Table(
    "customer_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Words, ForeignKey("customers.id"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Words, nullable=False),
    Column("stand", Words),
    Column("step", Words),
    Column("objection", Words),
    Column("overridden", Boolean, nullable=False),
    Column("about", Integer),
    Column("said_by", Words, nullable=False),
    Index("ix_customer_events_customer", "customer_id"),
    Index("ix_customer_events_at", "at", "kind", "customer_id", "step"),
)

# How far up the ladder (1..4, 0 where no step was told) a customer's chats of a calendar month showed them: the events of
# kind `step`, summed up so that many are counted at once.
customer_months = Table(
    "customer_months",
    metadata,
    Column("customer_id", Words, ForeignKey("customers.id"), primary_key=True),
    Column("month", Date, primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("height", Integer, nullable=False),
    Index("ix_customer_months_height", "brand_id", "month", "height"),
)

# What a brand says about its customers as a whole. `revision` counts changes to any of them.
customer_books = Table(
    "customer_books",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    # NULL: as shipped.
    Column("thresholds", JSON(none_as_null=True)),
    Column("rules", JSON(none_as_null=True)),
)

# By which somebody who said stop and was deleted is known again in a list; it cannot be read.
stop_traces = Table(
    "stop_traces",
    metadata,
    Column("brand_id", Words, ForeignKey("brands.id"), primary_key=True),
    Column("trace", Words, primary_key=True),
)

# What a brand's last import made of each customer; `before` is NULL for one whom it added.
import_changes = Table(
    "import_changes",
    metadata,
    Column("customer_id", Words, ForeignKey("customers.id"), primary_key=True),
    Column("brand_id", Words, ForeignKey("brands.id"), nullable=False),
    Column("file", Words, nullable=False),
    Column("began", UtcTime, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON, nullable=False),
    Index("ix_import_changes_brand", "brand_id"),
)

KEPT_WITH_CUSTOMERS = (customer_events.name, customer_months.name, import_changes.name)
"""Tables with a column `customer_id` that tell nothing beside a customer and what happened with them."""
