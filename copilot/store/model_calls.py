"""The ledger of model calls: what each took and cost, and the budget that no call may break."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, delete, func, insert, select, update

from copilot.domain.draft import Usage
from copilot.domain.spending import WHOLE, Budget, Call, CallPurpose, Limit, Period, Spent
from copilot.errors import BudgetReached
from copilot.store.connection import Database, upsert
from copilot.store.rows import AnyRow, AnySelect
from copilot.store.schema_spending import budgets as b
from copilot.store.schema_spending import model_calls as c

LOCK_KEY = 7_291_846_036
"""Of the PostgreSQL advisory lock under which calls are weighed against the budget one after another."""


@dataclass(frozen=True, slots=True)
class ModelCalls:
    """Calls by moment, and the limits that admins set."""

    db: Database
    clock: Callable[[], datetime]

    def begin(self, call: Call, since: datetime, fixed: Sequence[Limit] = (), currency: str = "") -> int:
        """Store a call that is about to be made as the most it can cost, unless a limit does not hold that; returns its
        id. `since` is when the month began, `fixed` are limits besides those stored.

        However many threads and processes begin calls at once, their sum stays within every limit. Raises
        `BudgetReached`.
        """
        with self.db.writing() as connection:
            limits = _binding(connection, call.account.brand_id, fixed)
            if limits and connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(LOCK_KEY)))
            for limit in limits:
                _require_room(call, limit, _spent(connection, limit.scope, since), currency)
            row = {
                "at": self.clock(),
                "brand_id": call.account.brand_id,
                "draft_id": call.account.draft_id,
                "purpose": call.purpose.value,
                "model": call.model,
                "cost": call.cost,
                "ended": False,
                **_tokens(call.most),
            }
            return int(connection.execute(insert(c).values(row).returning(c.c.id)).scalar_one())

    def end(self, call_id: int, usage: Usage, cost: float | None) -> None:
        """Store what a call took in the end."""
        with self.db.writing() as connection:
            ended = {"cost": cost, "ended": True, **_tokens(usage)}
            connection.execute(update(c).where(c.c.id == call_id).values(ended))

    def drop(self, call_id: int) -> None:
        """Forget a call that took nothing."""
        with self.db.writing() as connection:
            connection.execute(delete(c).where(c.c.id == call_id))

    def spent(self, period: Period, brand_id: str | None = None) -> tuple[Spent, ...]:
        """What all calls of a period, or those of one brand, took, by purpose and model; the dearest first."""
        chosen = _sums().where(c.c.at >= period.start, c.c.at < period.end)
        if brand_id is not None:
            chosen = chosen.where(c.c.brand_id == brand_id)
        with self.db.reading() as connection:
            rows = [_spent_of(row) for row in connection.execute(chosen.group_by(c.c.purpose, c.c.model))]
        return tuple(sorted(rows, key=lambda r: (-r.cost, -r.usage.prompt, r.purpose, r.model)))

    def spent_on(self, draft_id: str) -> tuple[Spent, ...]:
        """What calls about a stored draft took, by purpose and model."""
        chosen = _sums().where(c.c.draft_id == draft_id).group_by(c.c.purpose, c.c.model)
        with self.db.reading() as connection:
            return tuple(sorted((_spent_of(row) for row in connection.execute(chosen)), key=lambda r: r.purpose))

    def limits(self) -> tuple[Limit, ...]:
        """The limits that were set, that for all brands first."""
        with self.db.reading() as connection:
            return _stored_limits(connection)

    def set_limit(self, scope: str, amount: float | None, by: str) -> None:
        """Set the limit of a brand or of all (`WHOLE`); None for no limit any more."""
        with self.db.writing() as connection:
            if amount is None:
                connection.execute(delete(b).where(b.c.scope == scope))
                return
            row = {"scope": scope, "amount": amount, "by": by, "at": self.clock()}
            upsert(connection, b, [row], key=("scope",), overwrite=("amount", "by", "at"))

    def budgets(self, limits: Sequence[Limit], since: datetime) -> tuple[Budget, ...]:
        """What is gone of those limits since the month began."""
        with self.db.reading() as connection:
            return tuple(Budget(limit, _spent(connection, limit.scope, since)) for limit in limits)


def _binding(connection: Connection, brand_id: str, fixed: Sequence[Limit]) -> tuple[Limit, ...]:
    """The limits that a call of the brand has to keep."""
    return tuple(one for one in (*fixed, *_stored_limits(connection)) if one.scope in (WHOLE, brand_id))


def _stored_limits(connection: Connection) -> tuple[Limit, ...]:
    rows = connection.execute(select(b.c.scope, b.c.amount).order_by(b.c.scope))
    return tuple(Limit(scope, amount) for scope, amount in rows)


def _require_room(call: Call, limit: Limit, spent: float, currency: str) -> None:
    """Raises `BudgetReached` where the call could cost more than is left."""
    if call.cost is not None and spent + call.cost <= limit.amount:
        return
    code, told = "budget_reached", f"{spent:.4f} of {limit.amount:.4f} is spent; the call could cost {call.cost}"
    if call.cost is None:
        code, told = "budget_unpriced", f"no prices are set for {call.model}, so the budget cannot be kept"
    raise BudgetReached(
        told, code=code, model=call.model, limit=limit.amount, spent=spent, currency=currency, scope=limit.scope
    )


def _spent(connection: Connection, scope: str, since: datetime) -> float:
    chosen = select(func.coalesce(func.sum(c.c.cost), 0.0)).where(c.c.at >= since)
    if scope != WHOLE:
        chosen = chosen.where(c.c.brand_id == scope)
    return float(connection.execute(chosen).scalar_one())


def _sums() -> AnySelect:
    unpriced = func.sum(case((c.c.cost.is_(None), 1), else_=0))
    return select(
        c.c.purpose,
        c.c.model,
        func.count().label("calls"),
        func.sum(c.c.prompt_tokens).label("prompt"),
        func.sum(c.c.answer_tokens).label("answer"),
        func.coalesce(func.sum(c.c.cost), 0.0).label("cost"),
        unpriced.label("unpriced"),
    )


def _spent_of(row: AnyRow) -> Spent:
    usage = Usage(int(row.prompt), int(row.answer))
    return Spent(CallPurpose(row.purpose), row.model, row.calls, usage, float(row.cost), int(row.unpriced))


def _tokens(usage: Usage) -> dict[str, int]:
    return {"prompt_tokens": usage.prompt, "answer_tokens": usage.answer}
