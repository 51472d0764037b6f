"""Whether drafts still stand on what the knowledge says: worked out when asked, never stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copilot.domain.draft import Draft
from copilot.domain.evidence import EvidenceItem, Fact, Passage
from copilot.domain.staleness import Stale, StaleReason
from copilot.knowledge.reading import likeness
from copilot.store import Store

LEAST_LIKE = 0.4
"""A passage of the same heading counts as the new wording of a cited one from this likeness on."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Compares what drafts cite with what is live."""

    store: Store

    def stale(self, brand_id: str, drafts: Sequence[Draft]) -> dict[str, tuple[Stale, ...]]:
        """By id of a draft, what it cites that is not live any more; drafts that are fresh are left out.

        One query for all cited passages and one for all cited facts; more only where something is stale.
        """
        cited = {draft.id: _cited(draft) for draft in drafts}
        items = [item for of_draft in cited.values() for item in of_draft]
        live = self.store.documents.passages(brand_id, {i.passage.id for i in items if i.passage})
        facts = self._facts(brand_id, [i.fact for i in items if i.fact])
        gone = [i for i in items if (i.passage and i.passage.id not in live) or (i.fact and not _said(i.fact, facts))]
        if not gone:
            return {}
        shelf = _Shelf(
            {d.id for d in self.store.documents.all(brand_id)},
            self._near(brand_id, [i.passage for i in gone if i.passage]),
            facts,
        )
        found = {(i.passage_id, i.n, i.text): shelf.what_became(i) for i in gone}
        stale = {
            draft: tuple(found[key] for i in of_draft if (key := (i.passage_id, i.n, i.text)) in found)
            for draft, of_draft in cited.items()
        }
        return {draft: changes for draft, changes in stale.items() if changes}

    def of(self, draft: Draft) -> tuple[Stale, ...]:
        """What one draft cites that is not live any more."""
        return self.stale(draft.brand_id, [draft]).get(draft.id, ())

    def _facts(self, brand_id: str, cited: Sequence[Fact]) -> tuple[Fact, ...]:
        if not cited:
            return ()
        products, fields = {f.product for f in cited}, {f.field for f in cited}
        return self.store.documents.facts_about(brand_id, products, fields, {f.source.locator for f in cited})

    def _near(self, brand_id: str, gone: Sequence[Passage]) -> tuple[Passage, ...]:
        if not gone:
            return ()
        documents, headings = {p.source.document_id for p in gone}, {p.heading for p in gone}
        return self.store.documents.passages_near(brand_id, documents, headings, {p.source.locator for p in gone})


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is live now, as far as it may have taken the place of something cited."""

    documents: set[str]
    passages: Sequence[Passage]
    facts: Sequence[Fact]

    def what_became(self, item: EvidenceItem) -> Stale:
        reason = StaleReason.GONE if item.source.document_id in self.documents else StaleReason.DELETED
        if item.fact is not None:
            now = next(self._facts_now(item.fact), None)
            dated = now is not None and _dates(now) != _dates(item.fact)
            old, new = _value(item.fact, dated), _value(now, dated) if now else ""
            product, field = item.fact.product, item.fact.field
        else:
            passage = self._passage_now(item.passage) if item.passage else None
            old, new = item.text, passage.text if passage else ""
            product = field = ""
        return Stale(
            item.n,
            StaleReason.CHANGED if new else reason,
            item.source.document,
            item.source.version,
            item.source.locator,
            old,
            new,
            product,
            field,
        )

    def _facts_now(self, cited: Fact) -> Iterator[Fact]:
        """Facts that may have taken its place, the surest first: of the same conditions, of the same document, there."""
        same = [f for f in self.facts if (f.product, f.field) == (cited.product, cited.field)]
        here = [f for f in same if f.source.document_id == cited.source.document_id]
        for among in (here, same):
            yield from (f for f in among if f.note == cited.note and _dates(f) == _dates(cited))
            yield from (f for f in among if f.note == cited.note)
        if len(here) == 1:
            yield here[0]
        place = (cited.product, cited.source.document_id, cited.source.locator)
        yield from (f for f in self.facts if (f.product, f.source.document_id, f.source.locator) == place)

    def _passage_now(self, cited: Passage) -> Passage | None:
        of_document = [p for p in self.passages if p.source.document_id == cited.source.document_id]
        near = [p for p in of_document if p.product == cited.product]
        best = max(near, key=lambda p: likeness(p.text, cited.text), default=None)
        return best if best is not None and likeness(best.text, cited.text) >= LEAST_LIKE else None


def _cited(draft: Draft) -> list[EvidenceItem]:
    """The evidence that a text of the draft cites, each once, by number."""
    numbers = sorted({c.n for variant in draft.variants for c in variant.citations})
    by_number: Mapping[int, EvidenceItem] = {item.n: item for item in draft.evidence}
    return [by_number[n] for n in numbers if n in by_number]


def _said(cited: Fact, live: Sequence[Fact]) -> bool:
    wanted = (cited.product, cited.field, cited.value, cited.unit, _dates(cited))
    return any((f.product, f.field, f.value, f.unit, _dates(f)) == wanted for f in live)


def _dates(fact: Fact) -> tuple[date | None, date | None]:
    return fact.valid_from, fact.valid_to


def _value(fact: Fact, dated: bool) -> str:
    value = f"{fact.value} {fact.unit}".strip()
    return f"{value} ({fact.valid_from or ''}~{fact.valid_to or ''})" if dated else value
