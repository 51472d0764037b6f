"""How much two texts have in common."""

from itertools import product

import pytest

from copilot.writing.likeness import overlap, overlap_over, pairs_of, terms

TEXTS = (
    "",
    "晒枕头",
    "今天出太阳，晒枕头。",
    "今天出太阳，晒枕头，也晒被子。",
    "今天下雨，不晒被子。",
    "air your pillow in the sun",
)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.8])
def test_telling_by_the_length_first_comes_to_the_same(share: float) -> None:
    for one, other in product(map(pairs_of, TEXTS), repeat=2):
        assert overlap_over(share, one, other) == (overlap(one, other) > share)


def test_of_all_pairs_those_in_common_are_the_share() -> None:
    assert overlap(pairs_of("晒枕头"), pairs_of("晒枕套")) == pytest.approx(1 / 3)
    assert overlap(pairs_of(""), pairs_of("")) == 0.0


def test_stop_words_are_left_out_only_where_they_are_given() -> None:
    assert terms("晒枕头 the pillow") == {"晒枕", "枕头", "the", "pillow"}
    assert terms("晒枕头 the pillow", frozenset({"the", "晒枕"})) == {"枕头", "pillow"}
    assert terms("晒枕头 the pillow") == {"晒枕", "枕头", "the", "pillow"}
