"""The log of AI labels: what was chosen for each text, by whom and when. Kept, as the rule asks, and never changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from copilot.domain.ai_label import AiLabel, LabelChoice
from copilot.store.connection import Database
from copilot.store.index_log import require_brand
from copilot.store.schema import ai_labels as t

READ_AT_ONCE = 500
"""Texts in one query; databases limit how many there may be."""


@dataclass(frozen=True, slots=True)
class AiLabels:
    """Choices by text."""

    db: Database
    clock: Callable[[], datetime]

    def choose(self, brand_id: str, asset: str, label: AiLabel, *, by: str, reason: str = "") -> LabelChoice:
        """Log a choice. Raises `UnknownName` for the brand."""
        choice = LabelChoice(brand_id, asset, label, by, self.clock(), reason)
        row = {
            "brand_id": brand_id,
            "asset": asset,
            "label": label.value,
            "reason": reason,
            "chosen_by": by,
            "chosen_at": choice.at,
        }
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            connection.execute(insert(t).values(row))
        return choice

    def log(self, brand_id: str, asset: str) -> tuple[LabelChoice, ...]:
        """Every choice for a text, oldest first."""
        columns = (t.c.brand_id, t.c.asset, t.c.label, t.c.chosen_by, t.c.chosen_at, t.c.reason)
        statement = select(*columns).where(t.c.brand_id == brand_id, t.c.asset == asset).order_by(t.c.place)
        with self.db.reading() as connection:
            rows = list(connection.execute(statement))
        return tuple(LabelChoice(b, a, AiLabel(label), by, at, reason) for b, a, label, by, at, reason in rows)

    def current(self, brand_id: str, asset: str) -> LabelChoice | None:
        """The choice that holds, or None when nobody chose."""
        log = self.log(brand_id, asset)
        return log[-1] if log else None

    def current_of(self, brand_id: str, assets: Sequence[str]) -> dict[str, LabelChoice]:
        """The choices that hold for those texts, by text; those nobody chose for are left out."""
        columns = (t.c.brand_id, t.c.asset, t.c.label, t.c.chosen_by, t.c.chosen_at, t.c.reason)
        found: dict[str, LabelChoice] = {}
        with self.db.reading() as connection:
            for at in range(0, len(assets), READ_AT_ONCE):
                some = select(*columns).where(t.c.brand_id == brand_id, t.c.asset.in_(assets[at : at + READ_AT_ONCE]))
                rows = connection.execute(some.order_by(t.c.place))
                found |= {asset: LabelChoice(b, asset, AiLabel(label), *rest) for b, asset, label, *rest in rows}
        return found
