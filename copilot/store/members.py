"""Who may sign in, and what they are here for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from copilot.domain.review import AuditEntry, Duty, Member
from copilot.store.audit_trail import Done, add_line
from copilot.store.connection import Database, upsert
from copilot.store.index_log import lock_brand
from copilot.store.schema import brands
from copilot.store.schema_calendar import members as m

Guard = Callable[[tuple[Member, ...]], None]
"""Raises where a change may not be, given the members as they are."""


@dataclass(frozen=True, slots=True)
class Members:
    """People by e-mail; they are those of the installation, not of one brand. A change of them is told in the trail of
    every brand, in the same transaction."""

    db: Database
    clock: Callable[[], datetime]

    def all(self) -> tuple[Member, ...]:
        """By name."""
        with self.db.reading() as connection:
            return _all(connection)

    def get(self, email: str) -> Member | None:
        """The member of that e-mail, or None."""
        statement = select(m.c.email, m.c.name, m.c.duty).where(m.c.email == email.lower())
        with self.db.reading() as connection:
            row = connection.execute(statement).first()
            return Member(row.email, row.name, Duty(row.duty)) if row else None

    def save(self, member: Member, done: Done | None = None, guard: Guard | None = None) -> None:
        """Add a member or change the one of that e-mail."""
        row = {"email": member.email.lower(), "name": member.name, "duty": member.duty.value}
        with self.db.writing() as connection:
            self._admit(connection, done, guard)
            upsert(connection, m, [row], key=("email",), overwrite=("name", "duty"))

    def forget(self, email: str, done: Done | None = None, guard: Guard | None = None) -> bool:
        """Let them sign in no longer; returns whether they could."""
        with self.db.writing() as connection:
            self._admit(connection, done, guard)
            return connection.execute(delete(m).where(m.c.email == email.lower())).rowcount > 0

    def _admit(self, connection: Connection, done: Done | None, guard: Guard | None) -> None:
        """Ask the guard while nobody else changes the members, and tell the trails. Brands are locked in one order."""
        if done is not None:
            for brand_id in connection.execute(select(brands.c.id).order_by(brands.c.id)).scalars().all():
                lock_brand(connection, brand_id)
                line = AuditEntry(0, brand_id, "", self.clock(), done.by, done.deed, done.before, done.after, done.why)
                add_line(connection, line)
        if guard is not None:
            guard(_all(connection, held=True))


def _all(connection: Connection, *, held: bool = False) -> tuple[Member, ...]:
    statement = select(m.c.email, m.c.name, m.c.duty).order_by(m.c.name, m.c.email)
    rows = connection.execute(statement.with_for_update() if held else statement)
    return tuple(Member(email, name, Duty(duty)) for email, name, duty in rows)
