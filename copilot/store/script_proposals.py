"""Replies that were proposed as scripts, and what reviewers made of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from copilot.domain.conversation import Move
from copilot.domain.ladder import Step
from copilot.domain.script_proposal import ScriptProposal, ScriptState
from copilot.errors import Conflict, UnknownName
from copilot.store.connection import Database
from copilot.store.index_log import require_brand
from copilot.store.rows import AnyRow
from copilot.store.schema_sending import script_proposals as t


@dataclass(frozen=True, slots=True)
class ScriptProposals:
    """Proposals by brand. Texts must come without personal data."""

    db: Database
    clock: Callable[[], datetime]

    def propose(self, proposal: ScriptProposal) -> ScriptProposal:
        """Keep it and return it with its id; the same reply of the same draft is one proposal, and stays as it was
        when it is proposed again, decided or not. Raises `UnknownName` for the brand."""
        row = {
            "brand_id": proposal.brand_id,
            "draft_id": proposal.draft_id,
            "variant": proposal.variant,
            "text": proposal.text,
            "situation": proposal.situation,
            "proposed_at": self.clock(),
            "state": ScriptState.PROPOSED.value,
            "product": proposal.product,
            "step": proposal.step.value if proposal.step else None,
            "move": proposal.move.value if proposal.move else None,
            "why": "",
            "decided_by": "",
        }
        same = (t.c.draft_id == proposal.draft_id, t.c.variant == proposal.variant)
        with self.db.writing() as connection:
            require_brand(connection, proposal.brand_id)
            add = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            connection.execute(add(t).values(row).on_conflict_do_nothing(index_elements=["draft_id", "variant"]))
            return _proposal_of(connection.execute(select(t).where(*same)).one())

    def get(self, proposal_id: int) -> ScriptProposal:
        """One proposal. Raises `UnknownName`."""
        with self.db.reading() as connection:
            row = connection.execute(select(t).where(t.c.id == proposal_id)).first()
        if row is None:
            raise UnknownName("script_proposal", str(proposal_id))
        return _proposal_of(row)

    def of(self, brand_id: str, state: ScriptState = ScriptState.PROPOSED) -> tuple[ScriptProposal, ...]:
        """The brand's proposals in that state, the oldest first."""
        statement = select(t).where(t.c.brand_id == brand_id, t.c.state == state.value).order_by(t.c.id)
        with self.db.reading() as connection:
            return tuple(_proposal_of(row) for row in connection.execute(statement))

    def decide(self, decided: ScriptProposal, seen: ScriptState = ScriptState.PROPOSED) -> ScriptProposal:
        """Keep what a reviewer decided; the moment is set here. Raises `Conflict` when the proposal is not in the
        state `seen` any more, `UnknownName` when it is not there at all."""
        at = None if decided.state is ScriptState.PROPOSED else self.clock()
        values = {
            "text": decided.text,
            "situation": decided.situation,
            "product": decided.product,
            "state": decided.state.value,
            "why": decided.why,
            "decided_by": decided.by,
            "decided_at": at,
            "document_id": decided.document_id,
        }
        waiting = update(t).where(t.c.id == decided.id, t.c.state == seen.value)
        with self.db.writing() as connection:
            if connection.execute(waiting.values(values)).rowcount == 0:
                if connection.execute(select(t.c.id).where(t.c.id == decided.id)).first() is None:
                    raise UnknownName("script_proposal", str(decided.id))
                raise Conflict(f"proposal {decided.id} is decided", kind="script_proposal", id=decided.id)
        return replace(decided, decided_at=at)


def _proposal_of(row: AnyRow) -> ScriptProposal:
    return ScriptProposal(
        id=row.id,
        brand_id=row.brand_id,
        draft_id=row.draft_id,
        variant=row.variant,
        text=row.text,
        situation=row.situation,
        proposed_at=row.proposed_at,
        state=ScriptState(row.state),
        product=row.product,
        step=Step(row.step) if row.step else None,
        move=Move(row.move) if row.move else None,
        why=row.why,
        by=row.decided_by,
        decided_at=row.decided_at,
        document_id=row.document_id,
    )
