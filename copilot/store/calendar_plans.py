"""Audiences, plans, and what a brand changed about the rules of planning and review."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from copilot.domain.calendar import Audience
from copilot.domain.plan import Plan
from copilot.errors import UnknownName
from copilot.store.audit_trail import Done, add_line, line_about_none
from copilot.store.connection import Database, quick_rows, upsert
from copilot.store.index_log import lock_brand, require_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema_calendar import audiences as au
from copilot.store.schema_calendar import calendar_cards as k
from copilot.store.schema_calendar import plans as p


@dataclass(frozen=True, slots=True)
class Audiences:
    """Whom a brand plans content for."""

    db: Database

    def of(self, brand_id: str) -> tuple[Audience, ...]:
        """In the order they were added."""
        return tuple(unpack(Audience, card) for (card,) in quick_rows(self.db, _audiences(), {"brand": brand_id}))

    def save(self, brand_id: str, audience: Audience) -> None:
        """Add one, or change the one of that id. Raises `UnknownName` for the brand."""
        of_brand = select(func.coalesce(func.max(au.c.place), 0)).where(au.c.brand_id == brand_id)
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            place = int(connection.execute(of_brand).scalar_one()) + 1
            row = {"brand_id": brand_id, "id": audience.id, "place": place, "card": pack(audience)}
            upsert(connection, au, [row], key=("brand_id", "id"), overwrite=("card",))

    def forget(self, brand_id: str, audience_id: str) -> bool:
        """Drop one; items planned for it stay. Returns whether there was one."""
        gone = delete(au).where(au.c.brand_id == brand_id, au.c.id == audience_id)
        with self.db.writing() as connection:
            return connection.execute(gone).rowcount > 0


@cache
def _audiences() -> Select[Any]:
    """Made once, as every text of the calendar asks."""
    return select(au.c.card).where(au.c.brand_id == bindparam("brand")).order_by(au.c.place, au.c.id)


@dataclass(frozen=True, slots=True)
class Plans:
    """Plans as they were proposed, and which were accepted."""

    db: Database

    def save(self, plan: Plan) -> None:
        """Store a plan, or what it is now. Raises `UnknownName` for the brand."""
        row = {"id": plan.id, "brand_id": plan.brand_id, "made_at": plan.made_at, "accepted": plan.accepted, "card": pack(plan)}  # fmt: skip
        with self.db.writing() as connection:
            require_brand(connection, plan.brand_id)
            upsert(connection, p, [row], key=("id",), overwrite=("made_at", "accepted", "card"))

    def get(self, plan_id: str) -> Plan:
        """The plan of that id. Raises `UnknownName`."""
        with self.db.reading() as connection:
            card = connection.execute(select(p.c.card).where(p.c.id == plan_id)).scalar()
        if card is None:
            raise UnknownName("plan", plan_id)
        return unpack(Plan, card)

    def revise(self, plan: Plan) -> bool:
        """Store what a plan that nobody accepted yet is now; False where somebody accepted it or there is none."""
        with self.db.writing() as connection:
            return write_unaccepted(connection, plan)

    def of(self, brand_id: str, *, limit: int = 20) -> tuple[Plan, ...]:
        """The brand's plans, the newest first."""
        statement = select(p.c.card).where(p.c.brand_id == brand_id).order_by(p.c.made_at.desc()).limit(limit)
        with self.db.reading() as connection:
            return tuple(unpack(Plan, card) for card in connection.execute(statement).scalars())


def write_unaccepted(connection: Connection, plan: Plan) -> bool:
    """Write a plan over what it was, unless somebody accepted that; returns whether it was written."""
    waiting = update(p).where(p.c.id == plan.id, p.c.accepted.is_(False))
    return connection.execute(waiting.values(accepted=plan.accepted, card=pack(plan))).rowcount > 0


@dataclass(frozen=True, slots=True)
class CalendarCards:
    """What a brand changed about rules, by kind, as plain JSON."""

    db: Database
    clock: Callable[[], datetime]

    def get(self, brand_id: str, kind: str) -> dict[str, Any]:
        """The card of that kind; {} where nothing was changed."""
        statement = select(k.c.card).where(k.c.brand_id == brand_id, k.c.kind == kind)
        with self.db.reading() as connection:
            return dict(connection.execute(statement).scalar() or {})

    def save(self, brand_id: str, kind: str, card: dict[str, Any], done: Done | None = None) -> None:
        """Store the card of that kind, together with the trail's line `done` where given. Raises `UnknownName` for the
        brand."""
        row = {"brand_id": brand_id, "kind": kind, "card": card}
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            upsert(connection, k, [row], key=("brand_id", "kind"), overwrite=("card",))
            if done is not None:
                add_line(connection, line_about_none(brand_id, done, self.clock()))
