"""What waits for a reviewer, the riskiest first, each with its reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import cited_numbers
from copilot.domain.item_check import Passed
from copilot.domain.review import ReviewPolicy, Waiting
from copilot.domain.staleness import Stale
from copilot.reviewing.risk_rules import load_risk_rules
from copilot.reviewing.risks import Approved, Read, people_needed, risks_of
from copilot.store import Store
from copilot.store.item_checks import Wording
from copilot.workflows.freshness import Freshness
from copilot.workflows.item_check import Held, ItemChecking, Written

_BRANDS = 32
AT_ONCE = 30
"""Texts that are checked anew before a queue is shown: a check takes some ten milliseconds."""


class ApprovedBefore:
    """What a brand's reviewers passed before; read again only where a wording was approved since. Shared by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = Lock()
        self._read: dict[str, tuple[frozenset[Wording], Approved]] = {}

    def of(self, brand: Brand) -> Approved:
        """All that was ever approved or waived."""
        wordings = self._store.item_checks.approved(brand.id)
        with self._turn:
            kept = self._read.get(brand.id)
        if kept is None or kept[0] != wordings:
            kept = (wordings, _read(wordings, self._store.item_checks.passed(brand.id)))
            with self._turn:
                while len(self._read) >= _BRANDS:
                    self._read.pop(next(iter(self._read)))
                self._read[brand.id] = kept
        return replace(kept[1], rules=kept[1].rules | self._store.waivers.rules(brand.id))


def _read(wordings: frozenset[Wording], passed: Sequence[Passed]) -> Approved:
    by_item: dict[str, set[str]] = {}
    for wording in wordings:
        by_item.setdefault(wording.item_id, set()).add(wording.text_hash)
    return Approved(
        claims=frozenset(claim for one in passed for claim in one.claims),
        rules=frozenset(rule for one in passed for rule in one.rules),
        wordings={item_id: frozenset(names) for item_id, names in by_item.items()},
    )


@dataclass(frozen=True, slots=True)
class Queueing:
    """Looks at items as a reviewer does."""

    store: Store
    checks: ItemChecking
    freshness: Freshness
    before: ApprovedBefore
    policy: Callable[[Brand], ReviewPolicy]

    def queue(self, brand: Brand, states: Sequence[ItemState] = (ItemState.SUBMITTED,)) -> tuple[Waiting, ...]:
        """The brand's items in those states that have a text, the riskiest first, then by day and time.

        Where the knowledge or the rules changed, so many texts are checked again as a person can wait for; the others
        are `outdated`, and the next look goes on."""
        written = self.written(brand, states)
        looked = self.look(self.checks.held(brand), written, most=AT_ONCE)
        return tuple(sorted(looked, key=lambda waiting: (-waiting.weight, waiting.item.slot.at, waiting.item.id)))

    def written(self, brand: Brand, states: Sequence[ItemState]) -> list[Written]:
        """The brand's items in those states with their texts; those that have none are left out."""
        return self.with_texts(self.store.calendar.of(brand.id, states=states))

    def with_texts(self, items: Sequence[Item]) -> list[Written]:
        """Those of `items` that have a text, with it."""
        drafts = self.store.drafts.many([item.draft_id for item in items if item.draft_id])
        return [(item, drafts[item.draft_id]) for item in items if item.draft_id in drafts]

    def look(self, held: Held, written: Sequence[Written], *, most: int | None = None) -> tuple[Waiting, ...]:
        """The items with what is risky about them, in the order given; `most` as `ItemChecking.of` takes it."""
        checks = self.checks.of(held, written, most=most)
        judged = self.checks.judged(held, written, checks)
        stale = self.freshness.stale(held.brand.id, [draft for _, draft in written])
        before, policy, rules = self.before.of(held.brand), self.policy(held.brand), load_risk_rules()
        looked: list[Waiting] = []
        for item, draft in written:
            gone = _of_text(draft.text, stale.get(draft.id, ()))
            risks = risks_of(Read(draft.text, checks.by_item[item.id], judged[item.id], gone), before, rules)
            needs, late = people_needed(risks, policy), item.id in checks.outdated
            looked.append(Waiting(item, draft, risks, needs, judged[item.id], late))
        return tuple(looked)


def _of_text(text: str, stale: Sequence[Stale]) -> tuple[Stale, ...]:
    """Of what the draft cites, that which its text of today does."""
    numbers = set(cited_numbers(text))
    return tuple(one for one in stale if one.n in numbers)
