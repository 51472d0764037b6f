"""Tells whether what a brand knows has changed, without reading it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, and_, bindparam, literal_column, select, union_all

from copilot.store.connection import Database, quick_rows
from copilot.store.rows import LIVE
from copilot.store.schema import document_versions, documents, settlements

KnowledgeState = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KnowledgeStates:
    """The state of every brand's knowledge: which versions of its documents are live, and what was decided."""

    db: Database

    def of(self, brand_id: str) -> KnowledgeState:
        """Equal to one read before exactly when the live passages, the facts and the decisions are the same."""
        # Every check and every draft asks.
        rows = quick_rows(self.db, _standing(), {"brand": brand_id})
        return tuple(sorted((kind, number) for kind, number in rows))


@cache
def _standing() -> CompoundSelect[Any]:
    """The live versions and the decisions of `:brand`."""
    v, d, s = document_versions.c, documents.c, settlements.c
    brand: BindParameter[str] = bindparam("brand")
    versions = select(literal_column("'version'"), v.id).where(and_(LIVE, d.brand_id == brand))
    decided = select(literal_column("'decision'"), s.place).where(s.brand_id == brand, s.undone_at.is_(None))
    return union_all(versions, decided)
