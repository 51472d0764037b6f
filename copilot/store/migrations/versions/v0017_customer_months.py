"""How far customers came in each calendar month, from their events so far."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

# The first day of an event's month, by the name of the database.
MONTH = {"sqlite": "substr(e.at, 1, 7) || '-01'", "postgresql": "date_trunc('month', e.at at time zone 'UTC')::date"}
HEIGHT = "CASE e.step WHEN 'interest' THEN 1 WHEN 'need' THEN 2 WHEN 'trust' THEN 3 WHEN 'action' THEN 4 ELSE 0 END"


def upgrade() -> None:
    """Make the table and fill it."""
    op.create_table(
        "customer_months",
        sa.Column("customer_id", sa.Text(), sa.ForeignKey("customers.id"), primary_key=True),
        sa.Column("month", sa.Date(), primary_key=True),
        sa.Column("brand_id", sa.Text(), sa.ForeignKey("brands.id"), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
    )
    op.create_index("ix_customer_months_height", "customer_months", ["brand_id", "month", "height"])
    month = MONTH[op.get_bind().dialect.name]
    op.execute(
        "INSERT INTO customer_months (customer_id, month, brand_id, height) "
        f"SELECT e.customer_id, {month}, c.brand_id, max({HEIGHT}) "
        "FROM customer_events e JOIN customers c ON c.id = e.customer_id WHERE e.kind = 'step' "
        f"GROUP BY e.customer_id, {month}, c.brand_id"
    )
