"""Who may sign in, and what they are here for."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from copilot.domain.review import Duty, Member
from copilot.store.connection import Database, upsert
from copilot.store.schema_calendar import members as m


@dataclass(frozen=True, slots=True)
class Members:
    """People by e-mail; they are those of the installation, not of one brand."""

    db: Database

    def all(self) -> tuple[Member, ...]:
        """By name."""
        with self.db.reading() as connection:
            rows = connection.execute(select(m.c.email, m.c.name, m.c.duty).order_by(m.c.name, m.c.email))
            return tuple(Member(email, name, Duty(duty)) for email, name, duty in rows)

    def get(self, email: str) -> Member | None:
        """The member of that e-mail, or None."""
        statement = select(m.c.email, m.c.name, m.c.duty).where(m.c.email == email.lower())
        with self.db.reading() as connection:
            row = connection.execute(statement).first()
            return Member(row.email, row.name, Duty(row.duty)) if row else None

    def save(self, member: Member) -> None:
        """Add a member or change the one of that e-mail."""
        row = {"email": member.email.lower(), "name": member.name, "duty": member.duty.value}
        with self.db.writing() as connection:
            upsert(connection, m, [row], key=("email",), overwrite=("name", "duty"))

    def forget(self, email: str) -> bool:
        """Let them sign in no longer; returns whether they could."""
        with self.db.writing() as connection:
            return connection.execute(delete(m).where(m.c.email == email.lower())).rowcount > 0
