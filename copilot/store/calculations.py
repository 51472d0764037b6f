"""What people kept of their reckoning: calculations and referral schemes, by name, with who kept them and when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, update

from copilot.domain.calculators import Calculation
from copilot.domain.referral import KeptScheme
from copilot.errors import UnknownName
from copilot.store.connection import Database, upsert
from copilot.store.index_log import require_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema_numbers import calculations as c

Kept = TypeVar("Kept", Calculation, KeptScheme)
SCHEME = "referral_scheme"
"""The kind under which schemes are kept beside calculations."""


@dataclass(frozen=True, slots=True)
class Calculations:
    """Kept for good; deleting marks, and can be undone."""

    db: Database
    clock: Callable[[], datetime]

    def keep(self, calculation: Calculation) -> Calculation:
        """Keep a calculation, or what the one of that id is now; `at` is set here. Raises `UnknownName` for the brand."""
        kept = replace(calculation, at=self.clock())
        self._write(kept, kept.calculator_id, kept.name, kept.plan_id)
        return kept

    def of(self, brand_id: str, *, deleted: bool = False) -> tuple[Calculation, ...]:
        """The brand's calculations, the newest first, or those that were deleted."""
        return tuple(unpack(Calculation, card) for kind, card in self._cards(brand_id, deleted) if kind != SCHEME)

    def delete(self, brand_id: str, calculation_id: str, *, undo: bool = False) -> Calculation:
        """Mark one as deleted, or take that back. Raises `UnknownName` (`unknown_calculation`)."""
        return self._marked(Calculation, brand_id, calculation_id, deleted=not undo)

    def keep_scheme(self, kept: KeptScheme) -> KeptScheme:
        """Keep a scheme that passed; `at` is set here. Raises `UnknownName` for the brand."""
        kept = replace(kept, at=self.clock())
        self._write(kept, SCHEME, kept.scheme.name, None)
        return kept

    def schemes(self, brand_id: str, *, deleted: bool = False) -> tuple[KeptScheme, ...]:
        """The brand's schemes, the newest first, or those that were deleted."""
        return tuple(unpack(KeptScheme, card) for kind, card in self._cards(brand_id, deleted) if kind == SCHEME)

    def delete_scheme(self, brand_id: str, scheme_id: str, *, undo: bool = False) -> KeptScheme:
        """Mark one as deleted, or take that back. Raises `UnknownName` (`unknown_calculation`)."""
        return self._marked(KeptScheme, brand_id, scheme_id, deleted=not undo)

    def _write(self, value: Calculation | KeptScheme, kind: str, name: str, plan_id: str | None) -> None:
        row = {
            "id": value.id,
            "brand_id": value.brand_id,
            "kind": kind,
            "name": name,
            "plan_id": plan_id,
            "card": pack(value),
            "by": value.by,
            "at": value.at,
            "deleted": value.deleted,
        }
        with self.db.writing() as connection:
            require_brand(connection, value.brand_id)
            upsert(connection, c, [row], key=("id",), overwrite=tuple(row.keys() - {"id", "brand_id"}))

    def _cards(self, brand_id: str, deleted: bool) -> list[tuple[str, object]]:
        whose = (c.c.brand_id == brand_id, c.c.deleted.is_(deleted))
        newest = select(c.c.kind, c.c.card).where(*whose).order_by(c.c.at.desc(), c.c.id.desc())
        with self.db.reading() as connection:
            return [(row.kind, row.card) for row in connection.execute(newest)]

    def _marked(self, shape: type[Kept], brand_id: str, kept_id: str, *, deleted: bool) -> Kept:
        one = (c.c.brand_id == brand_id, c.c.id == kept_id)
        with self.db.writing() as connection:
            card = connection.execute(select(c.c.card).where(*one).with_for_update()).scalar()
            if card is None:
                raise UnknownName("calculation", kept_id)
            marked = replace(unpack(shape, card), deleted=deleted)
            connection.execute(update(c).where(*one).values(card=pack(marked), deleted=deleted))
        return marked
