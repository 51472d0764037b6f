"""What the knowledge could not answer: questions as they come in, and the groups they are put into."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from copilot.domain.evidence import Role
from copilot.domain.gap import GapState, KnowledgeGap, Unanswered, Waiting
from copilot.errors import UnknownName
from copilot.store.connection import Database
from copilot.store.index_log import lock_brand
from copilot.store.schema import gap_questions as q
from copilot.store.schema import gaps as g

WAITING_AT_ONCE = 1_000
MOST_WORDINGS = 12


@dataclass(frozen=True, slots=True)
class Gaps:
    """Questions without an answer. Texts must come without personal data."""

    db: Database
    clock: Callable[[], datetime]

    def note(self, brand_id: str, asked: Iterable[Unanswered]) -> None:
        """Take down questions, ungrouped: one insert. Raises `StoreFailed`."""
        rows = [
            {"brand_id": brand_id, "text": a.text, "task": a.task, "product": a.product,
             "role": a.role.value if a.role else None, "asked_at": self.clock()}
            for a in asked
        ]  # fmt: skip
        if rows:
            with self.db.writing() as connection:
                connection.execute(insert(q), rows)

    def waiting(self, brand_id: str) -> tuple[Waiting, ...]:
        """The next questions that are in no group, first asked first, at most 1,000."""
        statement = select(q).where(q.c.brand_id == brand_id, q.c.gap_id.is_(None)).order_by(q.c.id)
        with self.db.reading() as connection:
            rows = connection.execute(statement.limit(WAITING_AT_ONCE)).all()
        return tuple(Waiting(r.id, Unanswered(r.text, r.task, r.product, _role(r.role)), r.asked_at) for r in rows)

    def group(self, brand_id: str, groups: Sequence[tuple[int | None, Sequence[Waiting]]], newest: int) -> bool:
        """Put questions into gaps, each named by its id, or None for a new one that is called as its first question.

        An answered gap that was asked again after its answer opens again. False, and nothing is changed, when the
        brand's newest gap is not `newest` (0 for none) any more: another process has grouped meanwhile. Raises
        `UnknownName`.
        """
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            now = connection.execute(select(func.max(g.c.id)).where(g.c.brand_id == brand_id)).scalar() or 0
            if now != newest:
                return False
            for gap_id, questions in groups:
                self._put(connection, brand_id, gap_id, questions)
            return True

    def all(self, brand_id: str) -> tuple[KnowledgeGap, ...]:
        """Every gap of the brand, those asked most first, of equals the one asked last."""
        with self.db.reading() as connection:
            rows = connection.execute(select(g).where(g.c.brand_id == brand_id)).all()
            asked: dict[int, list[Any]] = {row.id: [] for row in rows}
            statement = select(q).where(q.c.brand_id == brand_id, q.c.gap_id.is_not(None)).order_by(q.c.id)
            for one in connection.execute(statement):
                asked[one.gap_id].append(one)
        found = [_gap(row, asked[row.id]) for row in rows if asked[row.id]]
        return tuple(sorted(found, key=lambda gap: (-gap.times, -gap.last_asked.timestamp(), gap.id)))

    def get(self, brand_id: str, gap_id: int) -> KnowledgeGap:
        """One gap. Raises `UnknownName`."""
        found = next((gap for gap in self.all(brand_id) if gap.id == gap_id), None)
        if found is None:
            raise UnknownName("gap", str(gap_id))
        return found

    def settle(self, brand_id: str, gap_id: int, state: GapState, document_id: str | None = None) -> None:
        """Close a gap as answered (by that document) or not needed, or open it again. Raises `UnknownName`."""
        closed_at = None if state is GapState.OPEN else self.clock()
        change = update(g).where(g.c.brand_id == brand_id, g.c.id == gap_id)
        values = {"state": state.value, "closed_at": closed_at, "document_id": document_id}
        with self.db.writing() as connection:
            if connection.execute(change.values(**values)).rowcount == 0:
                raise UnknownName("gap", str(gap_id))

    def _put(self, connection: Connection, brand_id: str, gap_id: int | None, questions: Sequence[Waiting]) -> None:
        first = questions[0].asked
        if gap_id is None:
            row = {"brand_id": brand_id, "question": first.text, "product": first.product,
                   "role": first.role.value if first.role else None, "state": GapState.OPEN.value}  # fmt: skip
            gap_id = connection.execute(insert(g).values(**row).returning(g.c.id)).scalar_one()
        ids = [w.id for w in questions]
        connection.execute(update(q).where(q.c.id.in_(ids), q.c.gap_id.is_(None)).values(gap_id=gap_id))
        last = max(w.asked_at for w in questions)
        again = (g.c.id == gap_id) & (g.c.state == GapState.ANSWERED.value) & (g.c.closed_at < last)
        connection.execute(update(g).where(again).values(state=GapState.OPEN.value, closed_at=None))


def _gap(row: Any, asked: Sequence[Any]) -> KnowledgeGap:
    tasks = Counter(one.task for one in asked)
    wordings = dict.fromkeys(one.text for one in reversed(asked) if one.text != row.question)
    return KnowledgeGap(
        id=row.id,
        brand_id=row.brand_id,
        question=row.question,
        product=row.product,
        role=_role(row.role),
        state=GapState(row.state),
        times=len(asked),
        last_asked=max(one.asked_at for one in asked),
        tasks=tuple(tasks.most_common()),
        wordings=tuple(wordings)[:MOST_WORDINGS],
        document_id=row.document_id,
    )


def _role(value: str | None) -> Role | None:
    return Role(value) if value else None
