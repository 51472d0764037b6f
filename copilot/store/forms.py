"""What a person has typed into a page and not yet used; kept so that neither a refresh nor a restart loses it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from copilot.store.connection import Database, upsert
from copilot.store.schema import forms

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Forms:
    """The fields of each page as its owner (a person or a browser) left them."""

    db: Database
    clock: Callable[[], datetime]

    def save(self, owner: str, page: str, values: Mapping[str, Json]) -> None:
        """Keep `values` in place of what was kept for that owner and page."""
        row = {"owner": owner, "page": page, "typed": dict(values), "saved_at": self.clock()}
        with self.db.writing() as connection:
            upsert(connection, forms, [row], key=("owner", "page"), overwrite=("typed", "saved_at"))

    def get(self, owner: str, page: str) -> dict[str, Json]:
        """What was kept; empty when nothing was."""
        statement = select(forms.c.typed).where(forms.c.owner == owner, forms.c.page == page)
        with self.db.reading() as connection:
            typed: dict[str, Json] | None = connection.execute(statement).scalar_one_or_none()
        return typed or {}

    def forget(self, owner: str, page: str) -> None:
        """Drop what was kept for that owner and page."""
        with self.db.writing() as connection:
            connection.execute(delete(forms).where(forms.c.owner == owner, forms.c.page == page))

    def prune(self, before: datetime) -> int:
        """Drop what was last typed before that moment; returns how many pages' fields."""
        with self.db.writing() as connection:
            return connection.execute(delete(forms).where(forms.c.saved_at < before)).rowcount
