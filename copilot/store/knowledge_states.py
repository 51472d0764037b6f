"""Tells whether what a brand knows has changed, without reading it."""

from dataclasses import dataclass

from sqlalchemy import and_, literal, select, union_all

from copilot.store.connection import Database
from copilot.store.rows import LIVE
from copilot.store.schema import document_versions, documents, settlements

KnowledgeState = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KnowledgeStates:
    """The state of every brand's knowledge: which versions of its documents are live, and what was decided."""

    db: Database

    def of(self, brand_id: str) -> KnowledgeState:
        """Equal to one read before exactly when the live passages, the facts and the decisions are the same."""
        v, d, s = document_versions.c, documents.c, settlements.c
        versions = select(literal("version"), v.id).where(and_(LIVE, d.brand_id == brand_id))
        decided = select(literal("decision"), s.place).where(s.brand_id == brand_id, s.undone_at.is_(None))
        with self.db.reading() as connection:
            rows = connection.execute(union_all(versions, decided))
            return tuple(sorted((kind, number) for kind, number in rows))
