"""Vectors of questions: encoded once, in one go where one knows what will be asked, and never too many."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from copilot.errors import ModelUnreachable
from copilot.knowledge.search.questions import REMEMBERED, Questions


@dataclass
class Lengths:
    """An embedder that knows how long a text is, and remembers its calls."""

    calls: list[list[str]] = field(default_factory=list)
    down: bool = False
    fingerprint: str = "lengths"
    dimension: int = 1

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.down:
            raise ModelUnreachable("nobody there")
        self.calls.append(list(texts))
        return np.array([[len(text)] for text in texts], dtype=np.float32)


@pytest.fixture
def embedder() -> Lengths:
    return Lengths()


def test_what_is_foreseen_is_encoded_in_one_go_and_not_again(embedder: Lengths) -> None:
    questions = Questions(embedder)
    questions.foresee(["晒枕头", "洗枕套吗", "晒枕头", ""])
    assert [questions.vector(text).tolist() for text in ("洗枕套吗", "晒枕头")] == [[4.0], [3.0]]
    questions.foresee(["晒枕头"])
    assert embedder.calls == [["晒枕头", "洗枕套吗"]]


def test_what_was_not_foreseen_is_encoded_when_it_is_asked_in_one_script(embedder: Lengths) -> None:
    questions = Questions(embedder)
    assert questions.vector("曬枕頭").tolist() == questions.vector("曬枕頭").tolist() == [3.0]
    assert embedder.calls == [["晒枕头"]]


def test_the_least_used_questions_are_forgotten(embedder: Lengths) -> None:
    questions = Questions(embedder)
    for number in range(REMEMBERED + 1):
        questions.vector(f"{number}")
    questions.vector("1")
    questions.vector("0")
    assert [call for call in embedder.calls if call in (["0"], ["1"])] == [["0"], ["1"], ["0"]]


def test_an_embedder_that_is_down_is_told_and_nothing_is_remembered(embedder: Lengths) -> None:
    questions = Questions(embedder)
    embedder.down = True
    with pytest.raises(ModelUnreachable):
        questions.foresee(["晒枕头"])
    embedder.down = False
    assert questions.vector("晒枕头").tolist() == [3.0]
