"""The rules a brand added and the changes it made to those that ship."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select

from copilot.domain.brand_rules import BrandRule, BrandRules, RuleChange
from copilot.store.connection import Database, quick_rows, upsert
from copilot.store.index_log import require_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema import brand_rules as r

OWN, CHANGE = "own", "change"


@dataclass(frozen=True, slots=True)
class RulesOfBrands:
    """Rules by brand."""

    db: Database
    clock: Callable[[], datetime]

    def of(self, brand_id: str) -> BrandRules:
        """What the brand changed, in order of the rules' ids; nothing for a brand nobody knows."""
        # Every check asks.
        rows = quick_rows(self.db, _of_brand(), {"brand": brand_id})
        own = tuple(unpack(BrandRule, card) for kind, card in rows if kind == OWN)
        return BrandRules(own, tuple(unpack(RuleChange, card) for kind, card in rows if kind == CHANGE))

    def save(self, brand_id: str, rule: BrandRule | RuleChange) -> None:
        """Add a rule or a change, or replace the one of that id. Raises `UnknownName` for the brand."""
        kind, rule_id = (OWN, rule.id) if isinstance(rule, BrandRule) else (CHANGE, rule.rule)
        now = self.clock()
        card = pack(replace(rule, at=now))
        row = {"brand_id": brand_id, "kind": kind, "rule": rule_id, "card": card, "saved_at": now}
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            upsert(connection, r, [row], key=("brand_id", "kind", "rule"), overwrite=("card", "saved_at"))

    def forget(self, brand_id: str, rule_id: str) -> bool:
        """Drop the rule of that id, or what was changed about it; returns whether there was any."""
        gone = delete(r).where(r.c.brand_id == brand_id, r.c.rule == rule_id)
        with self.db.writing() as connection:
            return connection.execute(gone).rowcount > 0

    def unchange(self, brand_id: str, rule_id: str) -> bool:
        """Drop what was changed about the rule of that id; returns whether there was anything."""
        gone = delete(r).where(r.c.brand_id == brand_id, r.c.kind == CHANGE, r.c.rule == rule_id)
        with self.db.writing() as connection:
            return connection.execute(gone).rowcount > 0


@cache
def _of_brand() -> Select[Any, Any]:
    """The rows of `:brand`."""
    return select(r.c.kind, r.c.card).where(r.c.brand_id == bindparam("brand")).order_by(r.c.rule)
