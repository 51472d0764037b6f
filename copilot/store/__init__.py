"""The truth on disk: brands, documents, drafts and forms in SQLite or PostgreSQL. SQLAlchemy stops here."""

from copilot.store.forms import Json
from copilot.store.store import Store, open_store

__all__ = ["Json", "Store", "open_store"]
