"""The shipped weights, and how features enter them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from copilot.knowledge.search.candidates import FEATURES, WELL_KNOWN
from copilot.knowledge.search.ranking import FARTHEST, Network, Ranker, load_ranker, standardised


def test_an_odd_feature_counts_as_at_most_six_deviations() -> None:
    features = np.array([[1_000.0, -1_000.0, 3.0]], dtype=np.float32)
    ones = np.ones(3, dtype=np.float32)
    assert standardised(features, ones, ones).tolist() == [[FARTHEST, -FARTHEST, 2.0]]


def network(weight: float, width: int) -> Network:
    ones = np.ones(width, dtype=np.float32)
    return Network(0 * ones, ones, weight * ones, np.zeros((width, 1), np.float32), 0 * ones[:1], 0 * ones[:1])


def candidates(words: float, meaning: float) -> NDArray[np.float32]:
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    features[0, FEATURES.index("words_share")] = words
    features[0, FEATURES.index("cosine")] = meaning
    features[1, FEATURES.index("hinted")] = 1
    return features


def test_ideas_count_only_where_neither_leg_is_sure() -> None:
    ranker = Ranker(network(1, len(WELL_KNOWN)), network(1, len(FEATURES)))
    assert ranker.score(candidates(words=0.6, meaning=0.2))[1] == 0
    assert ranker.score(candidates(words=0.1, meaning=0.7))[1] == 0
    assert ranker.score(candidates(words=0.1, meaning=0.3))[1] == 1
    assert 0 < ranker.score(candidates(words=0.4, meaning=0.3))[1] < 1


@pytest.mark.parametrize("part", ["sure", "unsure"])
def test_a_candidate_that_is_nearer_in_meaning_and_shares_more_words_ranks_higher(part: str) -> None:
    network = getattr(load_ranker(), part)
    far = network.centre.copy()
    near = far.copy()
    for name in ("words_share", "pairs_share", "coverage", "cosine", "sentence"):
        near[FEATURES.index(name)] += network.scale[FEATURES.index(name)]
    low, high = network.score(np.stack([far, near]))
    assert high > low
