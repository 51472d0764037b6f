"""Ideas and hints as a stranger's questions would meet them, for questions whose writer also wrote the ideas.

Else the ranker would learn, and the benchmark report, more trust in them than they deserve with other people's questions.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from learn_hints import embed_sayings, embed_set, learn

from copilot.evaluation.retrieval import RetrievalSet
from copilot.knowledge.search import cutting, hints, index
from copilot.knowledge.search.embedding import BuiltInEmbedder
from copilot.knowledge.search.hints import Hints
from copilot.knowledge.search.ideas import Ideas, asked_sayings, read_ideas, shipped_ideas
from copilot.knowledge.search.spelling import CJK, RUN, plain

LONG_CHINESE = 4
LONG_ENGLISH = 3
"""Characters, words: a saying so long is held by a question by chance only rarely."""
FOLDS = 4


def unlearned_ideas(questions: Sequence[str]) -> Ideas:
    """The ideas without the longer sayings that these questions hold word for word."""
    asked = "\n".join(f" {' '.join(RUN.findall(plain(question)))} " for question in questions)
    sayings = {saying for said in asked_sayings().values() for saying in said}
    known = {s for s in sayings if is_long(s) and (s if CJK.search(s) else f" {s} ") in asked}
    return read_ideas(shipped_ideas(), known)


def unlearned_hints(sets: Sequence[RetrievalSet]) -> dict[str, Hints]:
    """By name of a set that the shipped hints were learned from, hints learned without it and some others."""
    shipped = json.loads(Path(hints.__file__).with_name(hints.HINTS_FILE).read_text("utf-8"))
    embedder = BuiltInEmbedder()
    learned = [embed_set(embedder, data) for data in sets if data.name in shipped["learned_from"]]
    found: dict[str, Hints] = {}
    if not learned:
        return found
    sayings = embed_sayings(embedder)
    for fold in range(FOLDS):
        others = learn([s for n, s in enumerate(learned) if n % FOLDS != fold], *sayings)
        found |= {s.name: others for n, s in enumerate(learned) if n % FOLDS == fold}
    return found


@contextmanager
def as_a_stranger(data: RetrievalSet, learned: Mapping[str, Hints]) -> Iterator[None]:
    """Search as if neither the ideas nor the hints had known these questions."""
    ideas = unlearned_ideas([query.text for query in data.queries])
    own = learned.get(data.name)
    with patch.object(cutting, "load_ideas", lambda: ideas):
        if own is None:
            yield
        else:
            with patch.object(index, "hints_for", lambda _fingerprint: own):
                yield


def is_long(saying: str) -> bool:
    """Whether a question holds it by chance only rarely."""
    return len(saying) >= LONG_CHINESE if CJK.search(saying) else saying.count(" ") + 1 >= LONG_ENGLISH
