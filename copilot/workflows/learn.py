"""Learning files: read, keep in the database, then bring the indexes up to it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from copilot.domain.brand import Brand, Product
from copilot.domain.correction import CorrectionChange
from copilot.domain.document import FileFailure, FileNotice, Kept, Known, LearnProgress, LearnReport, ReadFile
from copilot.errors import Conflict, InvalidInput, UnreadableFile
from copilot.knowledge.reading import SeparateReader, discover
from copilot.store import Store
from copilot.workflows.belonging import NamedFile, by_brand, reading_order
from copilot.workflows.keep_up import KeepingUp
from copilot.workflows.renamed import changed_names, read_again, with_priced_products
from copilot.workflows.resolve import find, resolve_brand
from copilot.workflows.unpack import with_members

READINGS = 5
"""Readings of one file before giving up, each begun because somebody corrected it during the one before."""


@dataclass(slots=True)
class _Tally:
    files: int = 0
    documents: int = 0
    passages: int = 0
    facts: int = 0
    unchanged: int = 0
    notices: list[FileNotice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Learning:
    """Takes files into a brand's knowledge and has the indexes brought up to it."""

    store: Store
    keeping: KeepingUp
    today: Callable[[], date]
    reader: SeparateReader

    def learn_paths(self, paths: Sequence[Path], brand: Brand | None) -> Iterator[LearnProgress | LearnReport]:
        """Learn files and folders from disk."""
        missing = [FileFailure(str(p), "file_missing", "no such file or folder") for p in paths if not p.exists()]
        found = discover([p for p in paths if p.exists()])
        files = [NamedFile(f.name, partial(self.reader.load, f.path, f.name), path=f.path.resolve()) for f in found]
        return self.learn_files(files, brand, failed=missing)

    def learn_files(
        self, files: Sequence[NamedFile], brand: Brand | None, failed: Iterable[FileFailure] = ()
    ) -> Iterator[LearnProgress | LearnReport]:
        """Learn `files`; yield progress and at last the report. One bad file never stops the others; the
        members of archives are files like any other.

        Without a brand, cards among the files say whose they are; files of no card belong to the brand added last.
        Raises `InvalidInput` (no_brand) before anything is learned where that leaves a file without a brand;
        `IndexFailed` or `ModelFailed` where an index cannot follow: what was read is kept, and indexed when it can.
        """
        files, locked = with_members(files, self.reader)
        tally, failures = _Tally(), [*failed, *locked]
        owned = [(brand, reading_order(files))] if brand else self._owned(files)
        for whose, some in owned:
            before = self._now(whose.id)
            read_with: dict[str, Brand] = {}
            for file in some:
                try:
                    read_with |= self._learn(file, whose.id, tally)
                except UnreadableFile as error:
                    failures.append(FileFailure(file.name, error.code, str(error)))
                tally.files += 1
                yield LearnProgress(tally.files, len(files), 0, tally.passages, file.name)
            self._renamed(before, read_with)
        indexed = 0
        for whose, _ in owned:
            applied = 0
            for applied in self.keeping.catch_up(self._now(whose.id)):
                yield LearnProgress(len(files), len(files), indexed + applied, tally.passages)
            indexed += applied
        told = (tuple(failures), tuple(tally.notices))
        yield LearnReport(tally.documents, tally.passages, tally.facts, tally.unchanged, *told)

    def take_in(self, brand_id: str, name: str, content: bytes, change: CorrectionChange | None = None) -> Kept:
        """Read a file with what was said about it, and keep it, with a `change` of what is said. The indexes are not
        brought up to it. Raises `UnreadableFile`; `Conflict` where somebody else said otherwise about a place."""
        before = self._now(brand_id)
        kept, brand = self._taken_in(brand_id, name, content, change)
        self._renamed(before, {name: brand})
        return kept

    def products_renamed(self, before: Brand) -> None:
        """Bring documents and indexes in line with the names that the products of `before` have today."""
        self._renamed(before, {})
        self.bring_up_to_date(before)

    def _renamed(self, before: Brand, read_with: Mapping[str, Brand]) -> None:
        now = self._now(before.id)
        fresh = [name for name, brand in read_with.items() if not changed_names(brand, now)]
        read_again(self.store, self.reader, before, now, today=self.today(), fresh=fresh)

    def _taken_in(
        self, brand_id: str, name: str, content: bytes, change: CorrectionChange | None
    ) -> tuple[Kept, Brand]:
        for _ in range(READINGS):
            try:
                return self._kept(brand_id, name, content, change)
            except Conflict as conflict:
                # Somebody corrected the document while it was read: what was read is of yesterday, the file is not.
                if conflict.facts["kind"] != "reading":
                    raise
        raise Conflict(f"{name} is being corrected all the time", kind="reading", id=name)

    def delete(self, brand: Brand, document_id: str) -> None:
        """Delete a document; its passages are never found again. Raises `UnknownName`."""
        self.store.documents.delete(brand.id, document_id)
        self.bring_up_to_date(brand)

    def bring_up_to_date(self, brand: Brand) -> None:
        """Apply every change the indexes have not seen. Raises `IndexFailed`, `ModelFailed`."""
        self.keeping.bring_up_to_date(brand)

    def _owned(self, files: Sequence[NamedFile]) -> list[tuple[Brand, tuple[NamedFile, ...]]]:
        owned: list[tuple[Brand, tuple[NamedFile, ...]]] = []
        for group in sorted(by_brand(files, self.reader.brand_card), key=lambda g: g.card is None):
            brand = self._declared(group.card) if group.card else self.store.brands.last()
            if brand is None:
                raise InvalidInput("no brand to learn for", code="no_brand")
            owned.append((brand, group.files))
        return owned

    def _learn(self, file: NamedFile, brand_id: str, tally: _Tally) -> dict[str, Brand]:
        """Learn one file; returns the brand it was read with, by its name, where it was read."""
        content = self._load(file)
        if self.store.documents.unchanged(brand_id, file.name, hashlib.sha256(content).hexdigest()):
            tally.unchanged += 1
            return {}
        kept, brand = self._taken_in(brand_id, file.name, content, None)
        if kept.unchanged:
            tally.unchanged += 1
            return {}
        tally.documents += 1
        tally.notices += [FileNotice(file.name, notice) for notice in kept.notices]
        tally.passages += kept.document.passages
        tally.facts += kept.document.facts
        return {file.name: brand}

    def _kept(self, brand_id: str, name: str, content: bytes, change: CorrectionChange | None) -> tuple[Kept, Brand]:
        said = self.store.corrections.of(brand_id, name)
        if change is not None:
            change = replace(change, base=said.serial)
            said = said.with_change(change)
        brand = self._now(brand_id)
        read = self._read(name, content, Known(brand_id, brand, said))
        told = partial(_as_told_by, read=read)
        if told(brand) != brand:
            # A file that names products is read again, now that they are known.
            brand = self.store.brands.change(brand_id, told)
            read = self._read(name, content, Known(brand_id, brand, said))
        kept = self.store.documents.keep(brand_id, read, change)
        return replace(kept, notices=read.notices), brand

    def _read(self, name: str, content: bytes, known: Known) -> ReadFile:
        return self.reader.read(name, content, known, today=self.today())

    def _load(self, file: NamedFile) -> bytes:
        try:
            return file.load()
        except OSError as error:
            raise UnreadableFile(file.name, "file_missing", str(error)) from error

    def _now(self, brand_id: str) -> Brand:
        return resolve_brand(self.store, brand_id)

    def _declared(self, card: Brand) -> Brand:
        """The brand that a card means, added when it is new: the one of its id, else the one of its name."""
        known = self.store.brands.get(card.id) or find(card.name, self.store.brands.all())
        if known is None:
            self.store.brands.save(card)
        return known or card


def _as_told_by(brand: Brand, read: ReadFile) -> Brand:
    """The brand with what a file tells about it: a card, and products that have a price and are on no card."""
    if read.cards.brand is not None:
        brand = _with_card(brand, read.cards.brand)
    return with_priced_products(brand, read)


def _with_card(brand: Brand, card: Brand) -> Brand:
    """`brand` with the products and contacts of a card joined to its own, and all of it when the card is its own."""
    joined = replace(
        brand,
        products=_merged(card.products, brand.products),
        contacts=tuple(dict.fromkeys((*brand.contacts, *card.contacts))),
    )
    if brand.id != card.id and brand.name != card.name:
        return joined
    return replace(joined, name=card.name, category=card.category, language=card.language)


def _merged(first: tuple[Product, ...], second: tuple[Product, ...]) -> tuple[Product, ...]:
    """Both lists, a product that is in both once, with the aliases of both."""
    products = {p.name: p for p in first}
    for product in second:
        known = products.get(product.name)
        aliases = tuple(dict.fromkeys((*known.aliases, *product.aliases))) if known else product.aliases
        products[product.name] = Product(product.name, aliases)
    return tuple(products.values())
