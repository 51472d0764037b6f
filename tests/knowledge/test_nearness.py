"""Questions compared with questions: what is known is encoded once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copilot.errors import ModelUnreachable
from copilot.knowledge.nearness import QuestionNearness


class Letters:
    """An embedder that knows letters, and remembers what it was given."""

    fingerprint = "letters"
    dimension = 26

    def __init__(self) -> None:
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given += texts
        rows = np.array([[t.count(chr(97 + i)) for i in range(26)] for t in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_the_nearest_of_the_asked_counts() -> None:
    near = QuestionNearness(Letters())(["abc", "xyz"], ["abc", "xy", "mno"])
    assert [round(n, 2) for n in near] == [1.0, 0.82, 0.0]


def test_known_questions_are_encoded_once() -> None:
    letters = Letters()
    nearness = QuestionNearness(letters)
    nearness(["ab"], ["cd"])
    nearness(["ef"], ["cd", "gh"])
    assert letters.given == ["ab", "cd", "ef", "gh"]


def test_nothing_asked_is_near_to_nothing() -> None:
    assert list(QuestionNearness(Letters())([], ["ab"])) == [0.0]


def test_each_claim_is_as_near_as_the_nearest_of_its_texts() -> None:
    embedder = Letters()
    near = QuestionNearness(embedder).of_claims([("abc", ["xy", "abc"]), ("mno", ["xy"])])
    assert [round(n, 2) for n in near] == [1.0, 0.0]
    assert embedder.given == ["abc", "xy", "mno"]


def test_nothing_is_near_while_the_embedder_does_not_answer() -> None:
    class Gone(Letters):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002
            raise ModelUnreachable("gone", model="gone")

    assert QuestionNearness(Gone()).of_claims([("abc", ["abc"])]) == [0.0]
