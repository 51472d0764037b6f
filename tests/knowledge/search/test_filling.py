"""What is embedded of passages that are learned, and in which order it comes."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from copilot.domain.evidence import Passage
from copilot.errors import ModelUnreachable
from copilot.knowledge.search import BuiltInEmbedder
from copilot.knowledge.search.cutting import sentences
from copilot.knowledge.search.filling import MOST_SENTENCES, embedded

if TYPE_CHECKING:
    from copilot.ports import Vectors

MakePassage = Callable[..., Passage]


class Listening:
    """Embeds a text as its length, keeps what it was asked, fails over a text that it cannot bear, and dawdles then."""

    fingerprint, dimension = "listening", 2

    def __init__(self, unbearable: str = "\0") -> None:
        self.heard: list[str] = []
        self.unbearable = unbearable
        self._lock = threading.Lock()
        self._failed = False
        self._never = threading.Event()

    def embed(self, texts: Sequence[str]) -> "Vectors":
        with self._lock:
            self.heard += texts
        if self._failed:
            self._never.wait(0.05)
        if any(self.unbearable in text for text in texts):
            self._failed = True
            raise ModelUnreachable("gave out")
        return np.array([(1, len(text)) for text in texts], dtype=np.float32)


def many(passage: MakePassage, count: int) -> list[Passage]:
    return [
        passage(f"p{n}", f"第{n}只枕头有{n}厘米高。{'侧睡的人喜欢' * (n % 3 + 1)}。运费由我们承担。")
        for n in range(count)
    ]


def test_vectors_are_those_that_each_text_has_alone(embedder: BuiltInEmbedder, passage: MakePassage) -> None:
    passages = [
        *many(passage, 70),
        passage("one", "只有一句话。"),
        passage("twin", "第7只枕头有7厘米高。运费由我们承担。"),
    ]
    rows = {id_: own for _, some in embedded(embedder, passages, {}) for id_, own in some.items()}
    for each in passages:
        alone = [embedder.embed([text])[0] for text in (each.text, *sentences(each.text, MOST_SENTENCES))]
        assert np.allclose(rows[each.id], alone, atol=1e-6)
    assert rows["one"].shape == (1, 512)


def test_passages_come_in_their_order_each_once(passage: MakePassage) -> None:
    passages = many(passage, 300)
    given = [(p, rows[p.id]) for some, rows in embedded(Listening(), passages, {}) for p in some]
    assert [p for p, _ in given] == passages
    assert all(own[0].tolist() == [1, len(p.text)] for p, own in given)


def test_a_text_that_many_passages_say_is_embedded_once(passage: MakePassage) -> None:
    listening = Listening()
    list(embedded(listening, many(passage, 300), {}))
    assert len(listening.heard) == len(set(listening.heard)) == 300 + 300 + 3 + 1


def test_wholes_that_are_known_are_not_embedded_again(passage: MakePassage) -> None:
    listening = Listening()
    passages = [passage("two", "可以机洗。不能烘干。"), passage("one", "只有一句话。")]
    known = {p.id: np.array([[9, 9]], dtype=np.float32) for p in passages}
    rows = {id_: own.tolist() for _, some in embedded(listening, passages, known) for id_, own in some.items()}
    assert listening.heard == ["可以机洗。", "不能烘干。"]
    assert rows == {"two": [[9, 9], [1, 5], [1, 5]], "one": [[9, 9]]}


def test_passages_before_a_failure_are_given_and_those_far_behind_it_not_begun(passage: MakePassage) -> None:
    listening = Listening("第200只")
    given: list[Passage] = []
    coming = embedded(listening, many(passage, 3_000), {})
    with pytest.raises(ModelUnreachable):
        given.extend(each for some, _ in coming for each in some)
    assert [p.id for p in given] == [f"p{n}" for n in range(len(given))]
    assert 0 < len(given) <= 200
    assert len(listening.heard) < 3_000


def test_nothing_to_embed_asks_nobody() -> None:
    listening = Listening()
    assert list(embedded(listening, [], {})) == []
    assert listening.heard == []
