"""The word index of one brand: a tantivy folder that any process can fill and read, and lose without harm."""

import math
import os
import shutil
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from copilot.errors import IndexFailed
from copilot.knowledge.search.entries import Entry, EntryRows, append_entries
from copilot.knowledge.search.ideas import load_ideas

WRITER_HEAP_BYTES = 64_000_000
LOCK_PATIENCE_SECONDS = 20.0
LOCK_PAUSE_SECONDS = 0.05
MARK = "\x00mark"
"""Id of the entry that holds the number of the last change applied; no term finds it."""
REMEMBERED_TERMS = 10_000
REMEMBERED_FILTERS = 200
FEW_VALUES = 64
"""Up to so many values of a field are looked up one by one."""
NO_PRODUCT = "\x00none"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages count. `products` admits these and passages about no single one; None admits all."""

    products: tuple[str, ...] | None = None
    roles: tuple[str, ...] = ()

    @property
    def admits_all(self) -> bool:
        """Whether every passage counts."""
        return self.products is None and not self.roles

    def admits(self, role: str, product: str) -> bool:
        """Whether a passage counts; no product is an empty word."""
        about = self.products is None or not product or product in self.products
        return about and (not self.roles or role in self.roles)


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is committed with the entries: the number of the last change, which files hold the rows, and how many."""

    seq: int = 0
    files: int = 0
    rows: int = 0


class WordIndex:
    """Entries of one brand in one folder. Writers of several processes take turns at tantivy's own lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._commits = str(folder / "meta.json")
        self._lock = threading.RLock()
        self._writing = threading.RLock()
        """Taken before the other lock. Who only looks does not wait for who writes."""
        self._index: Any = None
        self._seen: tuple[int, int] | None = None
        self._schema: Any = None
        self._view: WordView | None = None

    @property
    def mark(self) -> int:
        """Number of the last change applied; 0 for an index that is new, was lost or cannot be read."""
        try:
            return self.view().mark.seq
        except (ValueError, OSError):
            # Its files are not what was written: it is made again from the change log.
            self.clear()
            return self.view().mark.seq

    def write(self, entries: Sequence[Entry], forgotten: Iterable[str], *, mark: int) -> None:
        """Put `entries`, drop `forgotten`, and remember `mark`: all in one commit, or nothing of it."""
        with self._writing:
            writer = self._writer()
            try:
                before = self.view().mark
                now = _Mark(mark, before.files or time.time_ns(), before.rows + len(entries))
                append_entries(self._rows(now), before.rows, entries)
                for passage_id in (*(e.passage_id for e in entries), *forgotten, MARK):
                    writer.delete_documents_by_term("id", passage_id)
                for row, entry in enumerate(entries, start=before.rows):
                    writer.add_document(self._document(entry, row))
                writer.add_document(_tantivy().Document.from_dict({"id": MARK, **asdict(now)}, self._schema))
                writer.commit()
                writer.wait_merging_threads()
            except (ValueError, OSError, RuntimeError) as error:
                raise IndexFailed(f"the word index in {self._folder} cannot be written: {error}") from error

    def view(self) -> "WordView":
        """What is in the index now, also what another process committed a moment ago."""
        with self._lock:
            seen = self._stamp()
            if seen is None or seen != self._seen or self._view is None:
                index = self._open()
                seen = self._stamp()
                index.reload()
                searcher = index.searcher()
                mark = _read_mark(searcher, self._schema)
                self._view = WordView(searcher, self._schema, mark, EntryRows(self._rows(mark), mark.rows))
                self._seen = seen
            return self._view

    def clear(self) -> None:
        """Forget everything, the mark too."""
        with self._writing, self._lock:
            self._index = self._view = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def _rows(self, mark: _Mark) -> Path:
        return self._folder / f"entries-{mark.files}"

    def _open(self) -> Any:
        if self._index is None or not os.path.exists(self._commits):
            self._schema = _schema()
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                self._index = _tantivy().Index(self._schema, str(self._folder))
            except (ValueError, OSError):
                # Broken or written under another schema: it is made again from the change log.
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder.mkdir(parents=True, exist_ok=True)
                self._index = _tantivy().Index(self._schema, str(self._folder))
            self._index.register_tokenizer("cut", _whitespace())
            self._seen = self._view = None
        return self._index

    def _stamp(self) -> tuple[int, int] | None:
        """Of the last commit; None where there is no index."""
        try:
            found = os.stat(self._commits)
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size

    def _writer(self) -> Any:
        until = time.monotonic() + LOCK_PATIENCE_SECONDS
        while True:
            try:
                return self._open().writer(WRITER_HEAP_BYTES, 1)
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > until:
                    raise IndexFailed(f"the word index in {self._folder} is held elsewhere: {error}") from error
                time.sleep(LOCK_PAUSE_SECONDS)

    def _document(self, entry: Entry, row: int) -> Any:
        return _tantivy().Document.from_dict(
            {
                "id": entry.passage_id,
                "words": " ".join(entry.terms.words),
                "pairs": " ".join(entry.terms.pairs),
                "chars": " ".join(entry.terms.chars),
                ideas_field(): " ".join(entry.terms.ideas),
                "role": entry.role,
                "product": entry.product or NO_PRODUCT,
                "row": row,
            },
            self._schema,
        )


class WordView:
    """A still picture of the index; rows mean something only inside the view that gave them."""

    def __init__(self, searcher: Any, schema: Any, mark: _Mark, entries: EntryRows) -> None:
        self._searcher = searcher
        self._schema = schema
        self.mark = mark
        self.entries = entries
        self._idf: dict[tuple[str, str], float] = {}
        self._within: dict[tuple[Filter, int], Sequence[int] | None] = {}

    def __len__(self) -> int:
        return max(0, int(self._searcher.num_docs) - 1)

    def search(self, query: Any, limit: int) -> list[int]:
        """The rows of the best `limit` entries, best first."""
        found = self._searcher.search(query, limit, count=False).hits
        return list(self._searcher.fast_field_values("row", [place for _, place in found]))

    def all_within(self, wanted: Filter, most: int) -> Sequence[int] | None:
        """The rows of all that a filter admits; None where they are more than `most`."""
        key = (wanted, most)
        if key not in self._within:
            if len(self._within) >= REMEMBERED_FILTERS:
                self._within.clear()
            bound = self.bound(wanted)
            query = self.everything() if bound is None else bound
            count = int(self._searcher.search(query, 1, count=True).count)
            self._within[key] = None if count > most else self.search(query, count) if count else ()
        return self._within[key]

    def bm25(self, field: str, terms: Iterable[str]) -> Any:
        """A query that scores by the terms of a field; each term counts once."""
        q = _tantivy().Query
        should = _tantivy().Occur.Should
        wanted = dict.fromkeys(terms)
        return q.boolean_query([(should, q.term_query(self._schema, field, t, index_option="freq")) for t in wanted])

    def any_of(self, field: str, values: Sequence[str]) -> Any:
        """A query for entries that have one of `values` in a field; all of them score the same."""
        q, should = _tantivy().Query, _tantivy().Occur.Should
        if len(values) > FEW_VALUES:
            return q.term_set_query(self._schema, field, list(values))
        # A set of terms is walked through as an automaton, which for a few takes twenty times as long.
        one = [(should, q.term_query(self._schema, field, value, index_option="basic")) for value in values]
        return q.const_score_query(q.boolean_query(one), 1.0)

    def everything(self) -> Any:
        """A query for every passage."""
        q, occur = _tantivy().Query, _tantivy().Occur
        return q.boolean_query([(occur.Must, q.all_query()), (occur.MustNot, self.any_of("id", [MARK]))])

    def within(self, query: Any, *bounds: Any) -> Any:
        """`query` among the entries that match every one of `bounds`; the bounds leave its scores alone."""
        q, occur = _tantivy().Query, _tantivy().Occur
        silent = [(occur.Must, q.boost_query(q.const_score_query(b, 1.0), 0.0)) for b in bounds]
        return q.boolean_query([*silent, (occur.Must, query)]) if silent else query

    def bound(self, wanted: Filter) -> Any | None:
        """The query for what a filter admits, or None when it admits everything."""
        q, occur = _tantivy().Query, _tantivy().Occur
        parts = []
        if wanted.admits_all:
            return None
        if wanted.products is not None:
            parts.append((occur.Must, self.any_of("product", [*wanted.products, NO_PRODUCT])))
        if wanted.roles:
            parts.append((occur.Must, self.any_of("role", wanted.roles)))
        return q.boolean_query(parts)

    def idf(self, field: str, term: str) -> float:
        """How much a term tells, as BM25 counts it."""
        known = self._idf.get((field, term))
        if known is None:
            n, df = self._searcher.num_docs, self._searcher.doc_freq(field, term)
            if len(self._idf) >= REMEMBERED_TERMS:
                self._idf.clear()
            known = self._idf[field, term] = math.log(1 + (n - df + 0.5) / (df + 0.5))
        return known


def _read_mark(searcher: Any, schema: Any) -> _Mark:
    query = _tantivy().Query.term_query(schema, "id", MARK, index_option="basic")
    found = searcher.search(query, 1, count=False).hits
    if not found:
        return _Mark()
    stored = searcher.doc(found[0][1])
    return _Mark(*(int(stored[name][0]) for name in ("seq", "files", "rows")))


def ideas_field() -> str:
    """The field of a passage's ideas: another list of ideas is another field, so an older index is made again."""
    return f"ideas_{load_ideas().fingerprint}"


def _tantivy() -> Any:
    import tantivy

    return tantivy


def _whitespace() -> Any:
    tantivy = _tantivy()
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _schema() -> Any:
    builder = _tantivy().SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for field in ("words", "pairs", "chars", ideas_field()):
        builder.add_text_field(field, tokenizer_name="cut", index_option="freq")
    for field in ("role", "product"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    for field in ("seq", "files", "rows"):
        builder.add_unsigned_field(field, stored=True)
    return builder.build()
