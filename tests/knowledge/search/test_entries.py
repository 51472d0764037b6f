"""What ranking reads of passages: rows in mapped files, which never change under a reader."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from copilot.knowledge.search.cutting import Terms
from copilot.knowledge.search.entries import Entry, EntryRows, append_entries
from copilot.knowledge.search.halves import widened
from copilot.knowledge.search.lengths import as_kept


def entry(passage_id: str, words: Sequence[str], *vectors: Sequence[float], product: str | None = None) -> Entry:
    terms = Terms(tuple(words), tuple(words[:1]), ())
    return Entry(passage_id, terms, "faq", product, np.array(vectors, dtype=np.float16))


def test_a_row_gives_back_what_was_put_in(tmp_path: Path) -> None:
    append_entries(
        tmp_path / "rows", 0, [entry("a", ["枕头", "枕头", "软"], (1, 0), (0, 1)), entry("b", ["软"], (0, 1))]
    )
    rows = EntryRows(tmp_path / "rows", 2)
    picked = rows.pick(rows.rows_of(["b", "nobody", "a"]))
    assert (picked.ids, picked.roles, picked.products) == (["b", "a"], ["faq", "faq"], ["", ""])
    assert picked.counts([("words", "枕头"), ("pairs", "枕头"), ("words", "软")]).tolist() == [[0, 0, 1], [2, 1, 1]]
    wholes, best = picked.cosines(np.array([0, 1], dtype=np.float32))
    assert (wholes.tolist(), best.tolist()) == ([1, 0], [1, 1])


def test_the_last_row_of_a_passage_counts(tmp_path: Path) -> None:
    append_entries(tmp_path / "rows", 0, [entry("a", ["旧"], (1, 0))])
    append_entries(tmp_path / "rows", 1, [entry("a", ["新"], (1, 0), product="云枕")])
    rows = EntryRows(tmp_path / "rows", 2)
    assert rows.rows_of(["a"]) == [1]
    assert rows.once([1, 0]) == [1]
    assert rows.pick([0, 1]).products == ["", "云枕"]


def test_rows_that_were_never_committed_are_written_over(tmp_path: Path) -> None:
    append_entries(tmp_path / "rows", 0, [entry("a", ["一"], (1, 0))])
    append_entries(tmp_path / "rows", 1, [entry("lost", ["二"], (1, 0)), entry("lost too", ["三"], (1, 0))])
    append_entries(tmp_path / "rows", 1, [entry("b", ["四"], (0, 1))])
    rows = EntryRows(tmp_path / "rows", 2)
    assert rows.pick([0, 1]).ids == ["a", "b"]
    assert rows.rows_of(["lost"]) == []


def test_files_shorter_than_the_index_says_are_an_error(tmp_path: Path) -> None:
    append_entries(tmp_path / "rows", 0, [entry("a", ["一"], (1, 0))])
    with pytest.raises(ValueError, match="buffer"):
        EntryRows(tmp_path / "rows", 2)


def test_one_character_in_two_fields_is_two_terms(tmp_path: Path) -> None:
    append_entries(tmp_path / "rows", 0, [entry("a", ["7"], (1, 0))])
    counts = EntryRows(tmp_path / "rows", 1).pick([0]).counts([("words", "6"), ("pairs", "6"), ("words", "7")])
    assert counts.tolist() == [[0, 0, 1]]


def test_lengths_are_rounded_as_the_word_index_does() -> None:
    lengths = np.array([0, 1, 39, 41, 55, 59, 99_999], dtype=np.int64)
    assert as_kept(lengths).tolist()[:6] == [0, 1, 39, 40, 54, 56]


def test_every_finite_half_is_widened_exactly() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves)]
    assert widened(halves.view(np.uint8)).tobytes() == halves.astype(np.float32).tobytes()
