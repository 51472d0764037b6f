"""How probable each kind of a sentence is: by its vector, its words and what rules saw."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from copilot.checking.sentence_kinds import (
    BUCKETS,
    KINDS,
    LAWFUL,
    Limits,
    Said,
    SentenceKinds,
    Weights,
    cues_of,
    signs_of,
    weights_for,
)
from copilot.domain.brand import Category
from copilot.knowledge.search.embedding import BuiltInEmbedder

LABELLED = sorted((Path(__file__).parents[2] / "benchmarks" / "sentence_kinds").glob("*.jsonl"))
MEDICAL, MLM = KINDS.index("medical"), KINDS.index("mlm")


def no_meaning(texts: Sequence[str]) -> list[np.ndarray]:
    return [np.zeros(2, np.float32) for _ in texts]


def weights(signs: dict[str, tuple[int, float]]) -> Weights:
    """Weights that know only these signs: the column each raises, and by how much."""
    rows = np.zeros((BUCKETS, len(KINDS)), np.float32)
    for sign, (column, much) in signs.items():
        (bucket,) = signs_of(Said("", frozenset({sign})))
        rows[bucket, column] = much
    limits = Limits(0.9, 0.5)
    return Weights(KINDS, np.zeros((2, len(KINDS)), np.float32), rows, np.zeros(len(KINDS), np.float32), limits, limits)


def test_shares_add_up_and_follow_the_signs() -> None:
    kinds = SentenceKinds(no_meaning, weights({"膝": (MEDICAL, 40.0), "tag:recruiting": (MLM, 40.0)}))
    knees, joining, plain = kinds.shares(
        [Said("膝盖", frozenset()), Said("来", frozenset({"tag:recruiting"})), Said("天晴", frozenset())]
    )
    assert max(knees, key=knees.__getitem__) == "medical"
    assert max(joining, key=joining.__getitem__) == "mlm"
    assert sum(knees.values()) == pytest.approx(1)
    assert plain[LAWFUL] == pytest.approx(1 / len(KINDS))


def test_the_vector_counts() -> None:
    known = weights({})
    known.meaning[0, MEDICAL] = 5.0
    kinds = SentenceKinds(lambda texts: [np.array([1, 0], np.float32) for _ in texts], known)
    (shares,) = kinds.shares([Said("晚上喝一杯，你懂的", frozenset())])
    assert shares["medical"] > 0.9


def test_nothing_to_judge_encodes_nothing() -> None:
    def fail(_: Sequence[str]) -> list[np.ndarray]:
        raise AssertionError

    assert SentenceKinds(fail, weights({})).shares([]) == []


def test_the_weights_are_of_one_encoder() -> None:
    assert weights_for(BuiltInEmbedder().fingerprint) is not None
    assert weights_for("another-encoder-2.0") is None


def test_figures_are_all_one_and_order_counts() -> None:
    assert signs_of(Said("瘦8斤", frozenset())) == signs_of(Said("瘦15斤", frozenset()))
    assert signs_of(Said("you pay me", frozenset())) != signs_of(Said("me pay you", frozenset()))


def test_cues_name_rules_exemptions_classes_and_trade() -> None:
    cues = cues_of(
        [("absolute_best", "absolute")], [("absolute_first", "guide_6_6")], ["cure", "ailment", "cure"], "food"
    )
    assert {"rule:absolute_best", "kind:absolute", "exempt:absolute_firstguide_6_6"} <= cues
    assert {"tag:cure", "tag:ailment", "pair:ailment|cure", "cat:food"} <= cues


@pytest.mark.parametrize("file", LABELLED, ids=lambda f: f.stem)
def test_what_is_learned_from_is_well_formed(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {row["kind"] for row in rows} <= set(KINDS)
    assert {Category(row["category"]) for row in rows}
    texts = [row["text"].strip() for row in rows]
    assert all(texts)
    assert len(set(texts)) == len(texts)
