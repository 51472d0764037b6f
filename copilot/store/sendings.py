"""What was really sent, once for each reply of a draft, and what it adds up to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, select, update

from copilot.domain.conversation import Move
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.sending import Aspect, Figure, Lesson, Outcome, Sending
from copilot.errors import UnknownName
from copilot.store.connection import Database, upsert
from copilot.store.index_log import require_brand
from copilot.store.rows import AnyRow, AnySelect
from copilot.store.schema_sending import sendings as s

COLUMNS = {
    Aspect.STEP: s.c.step,
    Aspect.MOVE: s.c.move,
    Aspect.SEGMENT: s.c.segment_id,
    Aspect.PERSONA: s.c.persona_id,
    Aspect.PROMPT: s.c.prompt,
}
SENT_AGAIN = ("text", "edited", "lesson_text", "customer_id")
"""What counts is what went out last; when it first did, and what came of it, stay."""


@dataclass(frozen=True, slots=True)
class Sendings:
    """The record of sendings. Lessons must come without personal data."""

    db: Database
    clock: Callable[[], datetime]

    def keep(self, sending: Sending) -> Sending:
        """Keep it and return it with its id; its `id` and `at` are set here. The same reply of the same draft is one
        sending, however often it is pressed: its text is the last one. Raises `UnknownName` for the brand."""
        row = _row_of(sending) | {"at": self.clock()}
        reply = (s.c.draft_id == sending.draft_id, s.c.variant == sending.variant)
        with self.db.writing() as connection:
            require_brand(connection, sending.brand_id)
            upsert(connection, s, [row], key=("draft_id", "variant"), overwrite=SENT_AGAIN)
            return _sending_of(connection.execute(select(s).where(*reply)).one())

    def get(self, sending_id: int) -> Sending:
        """One sending. Raises `UnknownName`."""
        with self.db.reading() as connection:
            return _get(connection, sending_id)

    def undo(self, sending_id: int) -> Sending:
        """Forget that it was sent; returns what is gone, to put it back with `keep`. Raises `UnknownName`."""
        with self.db.writing() as connection:
            gone = _get(connection, sending_id)
            connection.execute(delete(s).where(s.c.id == sending_id))
        return gone

    def mark(self, sending_id: int, outcome: Outcome | None) -> Sending:
        """Say what came of it; None takes the mark off. Returns it as it was before. Raises `UnknownName`."""
        with self.db.writing() as connection:
            before = _get(connection, sending_id)
            value = outcome.value if outcome else None
            connection.execute(update(s).where(s.c.id == sending_id).values(outcome=value))
        return before

    def of_draft(self, draft_id: str) -> tuple[Sending, ...]:
        """What was sent of a draft, in the order of its variants."""
        return self._read(select(s).where(s.c.draft_id == draft_id).order_by(s.c.variant))

    def of_customer(self, customer_id: str) -> tuple[Sending, ...]:
        """What was sent to a customer, the newest first."""
        return self._read(select(s).where(s.c.customer_id == customer_id).order_by(s.c.at.desc(), s.c.id.desc()))

    def recent(
        self, brand_id: str, since: datetime | None = None, *, limit: int = 100, skip: int = 0
    ) -> tuple[Sending, ...]:
        """The brand's sendings from `since` on, the newest first."""
        newest = _of(brand_id, since).order_by(s.c.at.desc(), s.c.id.desc())
        return self._read(newest.limit(limit).offset(skip))

    def figures(self, brand_id: str, by: Aspect | None = None, since: datetime | None = None) -> tuple[Figure, ...]:
        """What the brand's sendings from `since` on add up to: by an aspect, the most sent first; else as one."""
        group = func.coalesce(COLUMNS[by], "") if by else None
        counts = [func.count(case((s.c.outcome == outcome.value, 1))) for outcome in Outcome]
        sums = (func.count(), func.count(case((s.c.edited == 0, 1))), func.coalesce(func.avg(s.c.edited), 0.0), *counts)
        statement: AnySelect = select(*sums) if group is None else select(group, *sums).group_by(group)
        statement = statement.where(*_within(brand_id, since))
        with self.db.reading() as connection:
            rows = [tuple(row) if by else ("", *row) for row in connection.execute(statement)]
        found = [Figure(row[0], row[1], row[2], float(row[3]), *row[4:]) for row in rows]
        return tuple(sorted(found, key=lambda figure: (-figure.sent, figure.group)))

    def lessons(
        self, brand_id: str, language: Language, persona_id: str | None, *, node: Node, step: Step | None, limit: int
    ) -> tuple[Sending, ...]:
        """The newest sendings in that language and voice to customers who stood there, whose words are known."""
        there = (
            s.c.language == language.value,
            s.c.persona_id.is_(None) if persona_id is None else s.c.persona_id == persona_id,
            s.c.node == node.value,
            s.c.step.is_(None) if step is None else s.c.step == step.value,
            s.c.lesson_said != "",
        )
        return self._read(_of(brand_id, None).where(*there).order_by(s.c.id.desc()).limit(limit))

    def _read(self, statement: AnySelect) -> tuple[Sending, ...]:
        with self.db.reading() as connection:
            return tuple(_sending_of(row) for row in connection.execute(statement))


def _within(brand_id: str, since: datetime | None) -> tuple[Any, ...]:
    return (s.c.brand_id == brand_id,) if since is None else (s.c.brand_id == brand_id, s.c.at >= since)


def _of(brand_id: str, since: datetime | None) -> AnySelect:
    return select(s).where(*_within(brand_id, since))


def _get(connection: Connection, sending_id: int) -> Sending:
    row = connection.execute(select(s).where(s.c.id == sending_id)).first()
    if row is None:
        raise UnknownName("sending", str(sending_id))
    return _sending_of(row)


def _row_of(sending: Sending) -> dict[str, Any]:
    return {
        "brand_id": sending.brand_id,
        "draft_id": sending.draft_id,
        "variant": sending.variant,
        "suggested": sending.suggested,
        "text": sending.text,
        "edited": sending.edited,
        "outcome": sending.outcome.value if sending.outcome else None,
        "customer_id": sending.customer_id,
        "node": sending.node.value,
        "step": sending.step.value if sending.step else None,
        "move": sending.move.value if sending.move else None,
        "segment_id": sending.segment_id,
        "persona_id": sending.persona_id,
        "prompt": sending.prompt,
        "language": sending.language.value,
        "lesson_said": sending.lesson.said,
        "lesson_suggested": sending.lesson.suggested,
        "lesson_text": sending.lesson.text,
    }


def _sending_of(row: AnyRow) -> Sending:
    return Sending(
        id=row.id,
        brand_id=row.brand_id,
        draft_id=row.draft_id,
        variant=row.variant,
        suggested=row.suggested,
        text=row.text,
        edited=row.edited,
        at=row.at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        customer_id=row.customer_id,
        node=Node(row.node),
        step=Step(row.step) if row.step else None,
        move=Move(row.move) if row.move else None,
        segment_id=row.segment_id,
        persona_id=row.persona_id,
        prompt=row.prompt,
        language=Language(row.language),
        lesson=Lesson(row.lesson_said, row.lesson_suggested, row.lesson_text),
    )
