"""The shipped weights, and how features enter them."""

import numpy as np

from copilot.knowledge.search.candidates import FEATURES
from copilot.knowledge.search.ranking import FARTHEST, load_ranker, standardised


def test_an_odd_feature_counts_as_at_most_six_deviations() -> None:
    features = np.array([[1_000.0, -1_000.0, 3.0]], dtype=np.float32)
    ones = np.ones(3, dtype=np.float32)
    assert standardised(features, ones, ones).tolist() == [[FARTHEST, -FARTHEST, 2.0]]


def test_a_candidate_that_is_nearer_in_meaning_and_shares_more_words_ranks_higher() -> None:
    ranker = load_ranker()
    far = ranker.centre.copy()
    near = far.copy()
    for name in ("words_share", "pairs_share", "coverage", "cosine", "sentence"):
        near[FEATURES.index(name)] += ranker.scale[FEATURES.index(name)]
    low, high = ranker.score(np.stack([far, near]))
    assert high > low
