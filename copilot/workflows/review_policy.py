"""What a brand asks of review; only admins change it, and the trail says what was asked before."""

from dataclasses import dataclass

from copilot.domain.brand import Brand
from copilot.domain.review import Actor, Deed, Duty, ReviewPolicy, RiskKind
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.members import require

KIND = "policy"


@dataclass(frozen=True, slots=True)
class PolicyKeeping:
    """Keeps the policy of brands."""

    store: Store

    def of(self, brand: Brand) -> ReviewPolicy:
        """What the brand asks; the usual where it never said anything."""
        card, usual = self.store.calendar_cards.get(brand.id, KIND), ReviewPolicy()
        return ReviewPolicy(
            two_for=tuple(RiskKind(kind) for kind in card.get("two_for", usual.two_for)),
            label_asked=bool(card.get("label_asked", usual.label_asked)),
        )

    def save(self, brand: Brand, policy: ReviewPolicy, actor: Actor) -> ReviewPolicy:
        """Ask for this from now on; what was approved with less is reopened by the next refresh. Raises `InvalidInput`
        (`not_allowed`) unless an admin does it."""
        require(actor, Duty.ADMIN)
        kept = ReviewPolicy(tuple(kind for kind in RiskKind if kind in policy.two_for), policy.label_asked)
        card = {"two_for": [kind.value for kind in kept.two_for], "label_asked": kept.label_asked}
        told = Done(actor.id, Deed.POLICY, before=_told(self.of(brand)), after=_told(kept))
        self.store.calendar_cards.save(brand.id, KIND, card, told)
        return kept


def _told(policy: ReviewPolicy) -> str:
    two = ",".join(kind.value for kind in policy.two_for)
    return f"two_for={two or '-'} label_asked={'yes' if policy.label_asked else 'no'}"
