"""What ranking looks at of every passage, in two files that only grow beside the word index: its id, its terms, and the
vectors of it and of its sentences.

A row is given once and never changes. `.heads` has one record of fixed width for each row, which says where in
`.bodies` the rest lies. Both are mapped into memory: the system keeps what is asked for, a process holds none of it.
"""

import mmap
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from copilot.knowledge.search.cutting import Terms
from copilot.knowledge.search.halves import widened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Half = NDArray[np.float16]

FIELDS = ("words", "pairs", "chars", "ideas")
_ALIGNED = 8
_KEY_BYTES = 8
_SIZES_AFTER = 4
"""Of the four-byte numbers of a head, so many lie before its sizes."""
_HEX_DIGITS = 2 * _KEY_BYTES
_SIEVE_BITS = 0xFFF
_SALTS = {field: crc32(field.encode()) for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of a passage. `vectors` are rows: the whole passage first, then its sentences.

    The vectors lie here because ranking looks at them for every candidate and Chroma takes 2 ms to hand back 40.
    """

    passage_id: str
    terms: Terms
    role: str
    product: str | None
    vectors: "Half"


def append_entries(place: Path, after: int, entries: Sequence[Entry]) -> None:
    """Give `entries` the rows from `after` on; what lies there was never committed. The caller holds the index's lock,
    and commits only when this is on disk."""
    import numpy as np

    place.parent.mkdir(parents=True, exist_ok=True)
    with _opened(place, ".bodies") as bodies, _opened(place, ".heads") as heads:
        start = bodies.seek(0, os.SEEK_END)
        start += -start % _ALIGNED
        bodies.truncate(start)
        bodies.seek(start)
        records = np.zeros(len(entries), dtype=_head())
        for record, entry in zip(records, entries, strict=True):
            start += _write_body(bodies, record, start, entry)
        _onto_disk(bodies)
        heads.truncate(after * _head().itemsize)
        heads.seek(0, os.SEEK_END)
        heads.write(records.tobytes())
        _onto_disk(heads)


class EntryRows:
    """The first `count` rows of the files at `place`, as they were when this was made. Raises `OSError` where they are
    not there, `ValueError` where they are shorter."""

    def __init__(self, place: Path, count: int) -> None:
        import numpy as np

        self._heads: Any = np.frombuffer(_mapped(place, ".heads", count > 0), dtype=_head(), count=count)
        self._bodies = memoryview(_mapped(place, ".bodies", count > 0))

    def rows_of(self, passage_ids: Sequence[str]) -> list[int]:
        """The last row of each of those ids that have one."""
        import numpy as np

        order, keys = self._by_key
        if not len(order) or not passage_ids:
            return []
        wanted = np.frombuffer(_keys(passage_ids), dtype="<u8")
        at = np.searchsorted(keys, wanted, side="right") - 1
        rows: list[int] = order[at[keys[at] == wanted]].tolist()
        return rows

    def once(self, rows: Sequence[int]) -> list[int]:
        """`rows` in their order, of those that speak of the same passage the first."""
        once = list(dict.fromkeys(rows))
        keys = self._heads["key"][once].tolist()
        if len(set(keys)) < len(keys):
            latest_first = zip(reversed(keys), reversed(once), strict=True)
            firsts = set(dict(latest_first).values())
            return [row for row in once if row in firsts]
        return once

    def pick(self, rows: Sequence[int]) -> "Picked":
        """What lies in some rows."""
        return Picked(self._heads[list(rows)], self._bodies)

    @cached_property
    def usual_length(self) -> dict[str, float]:
        """The mean number of terms of each field."""
        return {f: float(self._heads[f].mean()) if len(self._heads) else 0.0 for f in FIELDS}

    @cached_property
    def _by_key(self) -> tuple[Any, Any]:
        import numpy as np

        order = np.argsort(self._heads["key"], kind="stable")
        return order, self._heads["key"][order]


class Picked:
    """Some rows, in the order they were asked for."""

    def __init__(self, heads: Any, bodies: memoryview) -> None:
        self._bodies = bodies
        # All sizes at once: a look at each column of the records takes as long.
        sizes = heads.view("<u4").reshape(len(heads), heads.itemsize // 4)[:, _SIZES_AFTER:].astype(int)
        self._lengths = dict(zip(FIELDS, sizes[:, 2:].T, strict=True))
        self._vectors = heads["start"].astype(int)
        self._terms = self._vectors + sizes[:, 0]
        self._labels = self._terms + 4 * sizes[:, 2:].sum(axis=1)
        self._ends = self._labels + sizes[:, 1]
        self._read: Floats | None = None

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def ids(self) -> list[str]:
        """Of each the passage's id."""
        return self._words[0::3]

    @property
    def roles(self) -> list[str]:
        """Of each the passage's role."""
        return self._words[1::3]

    @property
    def products(self) -> list[str]:
        """Of each the product it is about, or an empty word."""
        return self._words[2::3]

    def lengths(self, field: str) -> "NDArray[np.int64]":
        """How many terms a field has."""
        lengths: NDArray[np.int64] = self._lengths[field]
        return lengths

    def wholes(self, width: int) -> "Floats":
        """The vector of each whole passage: shape (rows, width)."""
        vectors, starts = self._all_vectors(width)
        wholes: Floats = vectors[starts]
        return wholes

    def cosines(self, vector: "Floats") -> tuple["Floats", "Floats"]:
        """Cosine of each whole passage, and of its best sentence or, without sentences, the whole again."""
        import numpy as np

        vectors, starts = self._all_vectors(len(vector))
        cosines: Floats = vectors @ vector
        return cosines[starts], np.maximum.reduceat(cosines, starts)

    def sentence_cosines(self, vector: "Floats") -> list["Floats"]:
        """The cosine of each sentence of each passage; none for a passage without sentences."""
        import numpy as np

        vectors, starts = self._all_vectors(len(vector))
        return [own[1:] for own in np.split(vectors @ vector, starts[1:])]

    def _all_vectors(self, width: int) -> tuple["Floats", Any]:
        """The vectors of wholes and sentences, and where each passage's own begin."""
        import numpy as np

        counts = (self._terms - self._vectors) // (2 * width)
        if self._read is None:
            # A question is asked as it is and turned, and reading takes longer than comparing.
            self._read = widened(self._joined(self._vectors, self._terms)).reshape(-1, width)
        return self._read, np.cumsum(counts) - counts

    def counts(self, terms: Sequence[tuple[str, str]]) -> "Floats":
        """How often each has each of `terms` (field, term): shape (rows, terms)."""
        import numpy as np

        if not terms or not len(self):
            return np.zeros((len(self), len(terms)), dtype=np.float32)
        wanted = np.array([hashed(field, term) for field, term in terms], dtype=np.uint32)
        found, ends = self._found({field for field, _ in terms})
        sieve = np.zeros(_SIEVE_BITS + 1, dtype=bool)
        sieve[wanted & _SIEVE_BITS] = True
        # Nearly every term is some other one: a cheap look before the exact one.
        places = np.flatnonzero(sieve.take(found & _SIEVE_BITS))
        order = np.argsort(wanted)
        column = order[np.minimum(np.searchsorted(wanted, found[places], sorter=order), len(wanted) - 1)]
        exact = wanted[column] == found[places]
        row = np.searchsorted(ends, places[exact], side="right")
        counted = np.bincount(row * len(wanted) + column[exact], minlength=len(self) * len(wanted))
        return counted.reshape(len(self), len(wanted)).astype(np.float32)

    def _found(self, fields: Collection[str]) -> tuple[Any, Any]:
        """The terms of those fields, row after row, some others between them; and how many there are up to each row."""
        import numpy as np

        lie = [FIELDS.index(field) for field in fields]
        starts = self._terms + 4 * sum(self._lengths[field] for field in FIELDS[: min(lie)])
        ends = self._labels - 4 * sum(self._lengths[field] for field in FIELDS[max(lie) + 1 :])
        return self._joined(starts, ends).view(np.uint32), np.cumsum(ends - starts) // 4

    @cached_property
    def _words(self) -> list[str]:
        return self._joined(self._labels, self._ends).tobytes().decode().split("\0")[:-1] if len(self) else []

    def _joined(self, starts: Any, ends: Any) -> Any:
        import numpy as np

        bodies = self._bodies
        return np.frombuffer(
            b"".join([bodies[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]), dtype=np.uint8
        )


def hashed(field: str, term: str) -> int:
    """A term as the files keep it; that two of one question's look alike is one in a hundred million."""
    return crc32(term.encode(), _SALTS[field])


@cache
def _head() -> Any:
    """`start` is where the body begins; `vectors` and `label` are bytes, the fields terms of four bytes."""
    import numpy as np

    sizes = [(part, "<u4") for part in ("vectors", "label", *FIELDS)]
    return np.dtype([("key", "<u8"), ("start", "<u8"), *sizes])


def _write_body(file: Any, record: Any, start: int, entry: Entry) -> int:
    import numpy as np

    fields = {field: getattr(entry.terms, field) for field in FIELDS}
    vectors = entry.vectors.tobytes()
    hashes = [crc32(term.encode(), _SALTS[field]) for field, terms in fields.items() for term in terms]
    terms = np.array(hashes, dtype=np.uint32).tobytes()
    label = "".join(f"{part}\0" for part in (entry.passage_id, entry.role, entry.product or "")).encode()
    body = b"".join((vectors, terms, label))
    body += bytes(-len(body) % _ALIGNED)
    file.write(body)
    record["key"], record["start"] = int.from_bytes(_key(entry.passage_id), "little"), start
    record["vectors"], record["label"] = len(vectors), len(label)
    for field, said in fields.items():
        record[field] = len(said)
    return len(body)


def _keys(passage_ids: Sequence[str]) -> bytes:
    try:
        keys = bytes.fromhex("".join([i[:_HEX_DIGITS] for i in passage_ids]))
    except ValueError:
        keys = b""
    return keys if len(keys) == _KEY_BYTES * len(passage_ids) else b"".join(map(_key, passage_ids))


def _key(passage_id: str) -> bytes:
    """What an id begins with where it is a hash itself, else a hash of it."""
    try:
        key = bytes.fromhex(passage_id[:_HEX_DIGITS])
    except ValueError:
        key = b""
    return key if len(key) == _KEY_BYTES else blake2b(passage_id.encode(), digest_size=_KEY_BYTES).digest()


def _opened(place: Path, ending: str) -> Any:
    path = place.with_suffix(ending)
    path.touch()
    return path.open("r+b")


def _onto_disk(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _mapped(place: Path, ending: str, some: bool) -> bytes | mmap.mmap:
    if not some:
        return b""
    with place.with_suffix(ending).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
