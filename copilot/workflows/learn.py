"""Learning files: read, keep in the database, then bring the indexes up to it."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from copilot.domain.brand import Brand, Product
from copilot.domain.document import Cards, FileFailure, LearnProgress, LearnReport, ReadFile
from copilot.domain.evidence import Field
from copilot.errors import ButterflyError, InvalidInput, UnreadableFile
from copilot.knowledge.reading import discover, read_file
from copilot.knowledge.search import KnowledgeIndex
from copilot.store import Store

CHANGES_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to learn, opened only when its turn comes."""

    name: str
    load: Callable[[], bytes]


@dataclass(slots=True)
class _Tally:
    documents: int = 0
    passages: int = 0
    facts: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Learning:
    """Takes files into a brand's knowledge and keeps the indexes in step with the database.

    `vectors_name` names the vector index in the database's marks; it changes with the embedder.
    """

    store: Store
    index: KnowledgeIndex
    vectors_name: str
    today: Callable[[], date]
    max_file_bytes: int
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def learn_paths(self, paths: Sequence[Path], brand: Brand | None) -> Iterator[LearnProgress | LearnReport]:
        """Learn files and folders from disk. Without a brand, the first brand card among them names it."""
        missing = [FileFailure(str(p), "file_missing", "no such file or folder") for p in paths if not p.exists()]
        files = [NamedFile(f.name, f.path.read_bytes) for f in discover([p for p in paths if p.exists()])]
        yield from self.learn_files(files, brand, failed=missing)

    def learn_files(
        self, files: Sequence[NamedFile], brand: Brand | None, failed: Iterable[FileFailure] = ()
    ) -> Iterator[LearnProgress | LearnReport]:
        """Learn `files`; yield progress and at last the report. One bad file never stops the others.

        Raises `InvalidInput` (no_brand) when no brand is given and no file declares one.
        """
        tally, failures = _Tally(), list(failed)
        for done, file in enumerate(files, start=1):
            try:
                brand = self._learn(file, brand, tally)
            except UnreadableFile as error:
                failures.append(FileFailure(file.name, error.code, str(error)))
            yield LearnProgress(done, len(files), 0, tally.passages, file.name)
        if brand is not None:
            for indexed in self.catch_up(brand):
                yield LearnProgress(len(files), len(files), indexed, tally.passages)
        yield LearnReport(tally.documents, tally.passages, tally.facts, tally.unchanged, tuple(failures))

    def delete(self, brand: Brand, document_id: str) -> None:
        """Delete a document; its passages are never found again. Raises `UnknownName`."""
        self.store.documents.delete(brand.id, document_id)
        self.bring_up_to_date(brand)

    def restore(self, brand: Brand, document_id: str) -> None:
        """Take a deletion back. Raises `UnknownName`."""
        self.store.documents.restore(brand.id, document_id)
        self.bring_up_to_date(brand)

    def bring_up_to_date(self, brand: Brand) -> None:
        """Apply every change the indexes have not seen yet; one query when there is none."""
        if self.store.index.head(brand.id) > self._place(brand):
            for _ in self.catch_up(brand):
                pass

    def catch_up(self, brand: Brand) -> Iterator[int]:
        """Apply unseen changes in portions; yield how many are applied so far. Raises `IndexFailed`."""
        applied = 0
        with self._one_at_a_time:
            place = self._place(brand)
            while changes := self.store.index.changes(brand.id, place, CHANGES_AT_ONCE):
                mark = self.store.index.mark(self.vectors_name, brand.id)
                mark = self.index.apply(brand, changes, vectors_mark=mark)
                self.store.index.set_mark(self.vectors_name, brand.id, mark)
                place = changes[-1].seq
                applied += len(changes)
                yield applied

    def rebuild(self, brand: Brand) -> None:
        """Make both indexes of a brand anew from the database."""
        with self._one_at_a_time:
            head = self.store.index.head(brand.id)
            passages = [p for batch in self.store.documents.batches(brand.id) for p in batch]
            self.store.index.set_mark(self.vectors_name, brand.id, self.index.rebuild(brand, passages, mark=head))

    def repair_lost(self, brand: Brand) -> None:
        """Finish what a crash interrupted; make the indexes anew when they lost what they had."""
        self.bring_up_to_date(brand)
        live = self.store.documents.counts(brand.id).passages
        if any(count != live for count in self.index.counts(brand.id)):
            self.rebuild(brand)

    def _place(self, brand: Brand) -> int:
        """The last change that both indexes have."""
        return min(self.store.index.mark(self.vectors_name, brand.id), self.index.words_mark(brand.id))

    def _learn(self, file: NamedFile, brand: Brand | None, tally: _Tally) -> Brand | None:
        content = self._load(file)
        if brand and self.store.documents.unchanged(brand.id, file.name, hashlib.sha256(content).hexdigest()):
            tally.unchanged += 1
            return brand
        read = read_file(
            file.name,
            content,
            brand_id=brand.id if brand else "",
            brand=brand,
            max_bytes=self.max_file_bytes,
            today=self.today(),
        )
        brand = self._card(brand, read.cards)
        if brand is None:
            raise InvalidInput("no brand to learn for", code="no_brand")
        kept = self.store.documents.keep(brand.id, read)
        if kept.unchanged:
            tally.unchanged += 1
            return brand
        tally.documents += 1
        tally.passages += kept.document.passages
        tally.facts += kept.document.facts
        return self._with_new_products(brand, read)

    def _load(self, file: NamedFile) -> bytes:
        try:
            return file.load()
        except OSError as error:
            raise UnreadableFile(file.name, "file_missing", str(error)) from error

    def _card(self, brand: Brand | None, cards: Cards) -> Brand | None:
        """The brand to go on with: its products and contacts joined with those of a card that was read."""
        if cards.brand is None:
            return brand
        card = cards.brand
        if brand is None:
            brand = self.store.brands.get(card.id) or card
        merged = replace(
            brand,
            products=_merged(card.products, brand.products),
            contacts=tuple(dict.fromkeys((*brand.contacts, *card.contacts))),
        )
        if brand.id == card.id:
            merged = replace(merged, name=card.name, category=card.category, language=card.language)
        self.store.brands.save(merged)
        return merged

    def _with_new_products(self, brand: Brand, read: ReadFile) -> Brand:
        """What a price list gives a price and no card names becomes a product of the brand."""
        names = dict.fromkeys(f.product for f in read.facts if f.product and f.field in Field.PRICES)
        new = tuple(Product(name) for name in names if brand.product(name) is None)
        if not new:
            return brand
        grown = replace(brand, products=(*brand.products, *new))
        self.store.brands.save(grown)
        return grown


def _merged(first: tuple[Product, ...], second: tuple[Product, ...]) -> tuple[Product, ...]:
    """Both lists, a product that is in both once, with the aliases of both."""
    products = {p.name: p for p in first}
    for product in second:
        known = products.get(product.name)
        aliases = tuple(dict.fromkeys((*known.aliases, *product.aliases))) if known else product.aliases
        products[product.name] = Product(product.name, aliases)
    return tuple(products.values())


def report_of(events: Iterable[LearnProgress | LearnReport]) -> LearnReport:
    """Run `events` to their end and return the report."""
    for event in events:
        if isinstance(event, LearnReport):
            return event
    raise ButterflyError("learning ended without a report")
