"""Waivers: which findings people let pass, when and why. None is ever deleted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from copilot.domain.draft import Finding
from copilot.domain.waiver import Waiver, text_hash
from copilot.store.connection import Database
from copilot.store.drafts import READ_AT_ONCE
from copilot.store.index_log import require_brand
from copilot.store.schema import waivers as w


@dataclass(frozen=True, slots=True)
class Waivers:
    """The log of waivers."""

    db: Database
    clock: Callable[[], datetime]

    def add(self, brand_id: str, text: str, finding: Finding, *, why: str, by: str) -> Waiver:
        """Let `finding` pass in this wording of the text. Raises `UnknownName` for the brand."""
        values = {
            "brand_id": brand_id,
            "text_hash": text_hash(text),
            "rule": finding.rule,
            "quote": finding.quote,
            "why": why,
            "decided_by": by,
            "decided_at": self.clock(),
            "withdrawn_at": None,
            "withdrawn_by": "",
        }
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            place = connection.execute(insert(w).values(values).returning(w.c.place)).scalar_one()
            row = connection.execute(select(w).where(w.c.place == place)).one()
        return Waiver(*row)

    def withdraw(self, waiver_id: int, *, by: str) -> bool:
        """Let it hold no longer; returns whether it did until now."""
        with self.db.writing() as connection:
            return withdraw_waiver(connection, waiver_id, by, self.clock())

    def of(self, brand_id: str, text: str) -> tuple[Waiver, ...]:
        """Every waiver of this wording, withdrawn ones too, oldest first."""
        wording = select(w).where(w.c.brand_id == brand_id, w.c.text_hash == text_hash(text)).order_by(w.c.place)
        with self.db.reading() as connection:
            return tuple(Waiver(*row) for row in connection.execute(wording))

    def of_texts(self, brand_id: str, hashes: Iterable[str]) -> dict[str, tuple[Waiver, ...]]:
        """Every waiver of those wordings, by text hash, oldest first; wordings without any are left out."""
        wanted, found = list(hashes), dict[str, list[Waiver]]()
        with self.db.reading() as connection:
            for at in range(0, len(wanted), READ_AT_ONCE):
                some = select(w).where(w.c.brand_id == brand_id, w.c.text_hash.in_(wanted[at : at + READ_AT_ONCE]))
                for row in connection.execute(some.order_by(w.c.place)):
                    found.setdefault(row.text_hash, []).append(Waiver(*row))
        return {name: tuple(waivers) for name, waivers in found.items()}

    def rules(self, brand_id: str) -> frozenset[str]:
        """The ids of rules of which somebody let a finding pass at any time."""
        with self.db.reading() as connection:
            return frozenset(connection.execute(select(w.c.rule).where(w.c.brand_id == brand_id).distinct()).scalars())


def withdraw_waiver(connection: Connection, waiver_id: int, by: str, now: datetime) -> bool:
    """`Waivers.withdraw` as part of a transaction."""
    held = update(w).where(w.c.place == waiver_id, w.c.withdrawn_at.is_(None))
    return connection.execute(held.values(withdrawn_at=now, withdrawn_by=by)).rowcount > 0
