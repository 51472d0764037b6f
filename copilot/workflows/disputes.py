"""Settling what sources disagree about: what is open, who decided what, and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.conflict import Conflict, KnownFacts, Settlement, Side, Verdict
from copilot.errors import InvalidInput, UnknownName
from copilot.knowledge.conflicts import find_disputes
from copilot.store import Store
from copilot.workflows.aliases import under_full_names


@dataclass(frozen=True, slots=True)
class Settled:
    """A conflict that was settled and the decision. `conflict` is None where a source has changed since."""

    decision: Settlement
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class Disputing:
    """Finds the conflicts of a brand and keeps what people decide about them."""

    store: Store
    today: Callable[[], date]

    def open(self, brand: Brand, at: date | None = None) -> tuple[Conflict, ...]:
        """What is to settle: conflicts that still matter on `at` or later and that nobody has settled."""
        day = at or self.today()
        return tuple(c for c in known_facts(self.store, brand).disputes.open if c.alive(day))

    def settled(self, brand: Brand) -> tuple[Settled, ...]:
        """The decisions that stand, the latest first; those whose sources have changed since come last."""
        conflicts = {c.id: c for c in known_facts(self.store, brand).disputes.conflicts}
        found = [Settled(d, conflicts.get(d.conflict_id)) for d in reversed(self.store.settlements.active(brand.id))]
        return tuple(sorted(found, key=lambda s: s.conflict is None))

    def before(self, brand: Brand, conflict: Conflict) -> Settlement | None:
        """What was decided about the same field of the product before a source changed, or None."""
        earlier = (d for d in reversed(self.store.settlements.active(brand.id)) if d.conflict_id != conflict.id)
        return next((d for d in earlier if (d.product, d.field) == (conflict.product, conflict.field)), None)

    def settle(
        self, brand: Brand, conflict_id: str, verdict: Verdict, *, right: str = "", why: str = "", by: str = ""
    ) -> Settlement:
        """Decide about a conflict. `right` names the side: its number from 1, its document, or one of its values.

        Raises `UnknownName` for a conflict or a side that is not there, `InvalidInput` where a side is missing.
        """
        conflict = self._conflict(brand, conflict_id)
        side = _side(conflict, right) if verdict is Verdict.RIGHT else None
        decision = Settlement(
            conflict_id=conflict.id,
            product=conflict.product,
            field=conflict.field,
            verdict=verdict,
            right=side.key if side else "",
            why=why.strip(),
            by=by.strip(),
        )
        return self.store.settlements.add(brand.id, decision)

    def trust(self, brand: Brand, document: str, *, why: str = "", by: str = "") -> int:
        """Decide for a document in every open conflict where it says one thing; returns how many that were."""
        sided = [(c, [s for s in c.sides if s.document == document]) for c in self.open(brand)]
        decided = [(c, sides[0]) for c, sides in sided if len(sides) == 1]
        for conflict, side in decided:
            said = Settlement(
                conflict.id, conflict.product, conflict.field, Verdict.RIGHT, side.key, why.strip(), by.strip()
            )
            self.store.settlements.add(brand.id, said)
        return len(decided)

    def undo(self, brand: Brand, conflict_id: str, by: str = "") -> None:
        """Take a decision back. Raises `UnknownName` where there is none."""
        self.store.settlements.undo(brand.id, conflict_id, by.strip())

    def _conflict(self, brand: Brand, conflict_id: str) -> Conflict:
        conflicts = known_facts(self.store, brand).disputes.conflicts
        found = next((c for c in conflicts if c.id == conflict_id.strip()), None)
        if found is None:
            raise UnknownName("conflict", conflict_id, tuple(c.id for c in conflicts))
        return found


def known_facts(store: Store, brand: Brand) -> KnownFacts:
    """All live facts of a brand, under the products' full names, with what its sources dispute."""
    facts = under_full_names(store.documents.facts(brand.id), brand)
    return KnownFacts(facts, find_disputes(facts, store.settlements.active(brand.id)))


def _side(conflict: Conflict, named: str) -> Side:
    wanted = named.strip()
    if not wanted:
        raise InvalidInput("which side is right was not said", code="side_missing")
    by_number = conflict.sides[int(wanted) - 1 : int(wanted)] if wanted.isdecimal() and int(wanted) else ()
    exact = [s for s in conflict.sides if wanted in (s.key, s.document, *(f.value for f in s.facts))]
    if len(exact) == 1 or by_number:
        return exact[0] if len(exact) == 1 else by_number[0]
    raise UnknownName("side", named, tuple(f"{n}. {s.document} {s.said}" for n, s in enumerate(conflict.sides, 1)))
