"""What a brand knows, read once for each state of its documents and decisions: a text is checked at every pause of
typing, and a database read of a whole brand costs more than the check."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from copilot.domain.brand import Brand
from copilot.domain.conflict import KnownFacts
from copilot.domain.evidence import EvidenceItem, Passage
from copilot.store import Store
from copilot.workflows.disputes import known_facts

READ_WHOLE = 200
"""A brand with no more passages than this is read from end to end; of a larger one, what a search finds."""
_BRANDS = 32


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a brand knows. `passages` are None where there are too many to hold a text against all of them."""

    facts: KnownFacts
    passages: tuple[EvidenceItem, ...] | None


class Knowing:
    """Reads the knowledge of brands, and keeps it while it stays the same. Shared by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = Lock()
        self._read: OrderedDict[str, tuple[object, Knowledge]] = OrderedDict()

    def of(self, brand: Brand) -> Knowledge:
        """What the brand knows now, also after another process learned something."""
        state = (brand, self._store.states.of(brand.id))
        with self._turn:
            kept = self._read.get(brand.id)
        if kept and kept[0] == state:
            return kept[1]
        knowledge = Knowledge(known_facts(self._store, brand), self._all_passages(brand))
        with self._turn:
            self._read[brand.id] = (state, knowledge)
            self._read.move_to_end(brand.id)
            while len(self._read) > _BRANDS:
                self._read.popitem(last=False)
        return knowledge

    def _all_passages(self, brand: Brand) -> tuple[EvidenceItem, ...] | None:
        if self._store.documents.counts(brand.id).passages > READ_WHOLE:
            return None
        return numbered(self._store.documents.passages_for(brand.id, limit=READ_WHOLE))


def numbered(passages: tuple[Passage, ...]) -> tuple[EvidenceItem, ...]:
    """Passages as evidence, numbered from 1."""
    return tuple(EvidenceItem(n, p.text, p.role, p.source, passage=p) for n, p in enumerate(passages, start=1))
