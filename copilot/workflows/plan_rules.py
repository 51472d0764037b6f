"""What a brand's planning goes by: the rules that ship, with what the brand changed about them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.review import Actor, Deed, Duty
from copilot.planning.rules import PlanningRules, load_planning_rules, with_changes
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.members import require

CARD = "planning_rules"


@dataclass(frozen=True, slots=True)
class PlanRuling:
    """Keeps what brands changed about the planning rules."""

    store: Store

    def of(self, brand: Brand) -> PlanningRules:
        """The rules as they hold for the brand."""
        changes = self.changes(brand)
        return with_changes(load_planning_rules(), changes) if changes else load_planning_rules()

    def shipped(self) -> PlanningRules:
        """The rules as they ship."""
        return load_planning_rules()

    def changes(self, brand: Brand) -> Mapping[str, Any]:
        """What the brand changed; {} for nothing."""
        return self.store.calendar_cards.get(brand.id, CARD)

    def change(self, brand: Brand, changes: Mapping[str, Any], actor: Actor) -> PlanningRules:
        """Let these be all that the brand changed, {} for nothing; returns the rules as they hold then.

        Raises `InvalidInput`: `not_allowed`, or what `with_changes` raises.
        """
        require(actor, Duty.ADMIN)
        rules = with_changes(load_planning_rules(), changes)
        before = self.changes(brand)
        self.store.calendar_cards.save(brand.id, CARD, dict(changes))
        self.store.audit.note(brand.id, Done(actor.id, Deed.PLAN_RULES, before=_told(before), after=_told(changes)))
        return rules


def _told(changes: Mapping[str, Any]) -> str:
    return json.dumps(changes, ensure_ascii=False, sort_keys=True)
