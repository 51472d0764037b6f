"""A place for the customers' tables until their migration is there."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Change nothing."""
