"""How different the texts of a draft are, and which drafts of a run open alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from copilot.domain.language import Language
from copilot.ports import Embedder

RUN = 12
"""Characters in a row from which two texts say the same words."""
OPENING_CHARACTERS, OPENING_WORDS = 8, 4
"""Signs and marks are not counted."""
QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|\"[^\"\n]*\"")
_APART = "\x00"


def likeness(texts: Sequence[str], embedder: Embedder) -> float | None:
    """Mean cosine over the pairs of texts; None for fewer than two. Raises `ModelFailed`."""
    if len(texts) < 2:
        return None
    vectors = embedder.embed(texts)
    cosines = [float(one @ other) for one, other in combinations(vectors, 2)]
    return sum(cosines) / len(cosines)


def shared_runs(texts: Sequence[str], names: Iterable[str]) -> list[int]:
    """For each pair of texts, the longest stretch of characters both have outside product names and quotes."""
    bare = [_without(text, names) for text in texts]
    return [_longest_common(one, other) for one, other in combinations(bare, 2)]


def opening(text: str, language: Language) -> str:
    """How a text opens, in a form that can be compared."""
    if language is Language.ZH:
        return "".join(re.findall(r"\w", text))[:OPENING_CHARACTERS]
    return " ".join(re.findall(r"[\w'’]+", text.lower())[:OPENING_WORDS])


def alike(openings: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Openings that several have, with who has them; `openings` are by id."""
    having: dict[str, list[str]] = defaultdict(list)
    for id_, words in openings.items():
        if words:
            having[words].append(id_)
    return tuple((words, tuple(ids)) for words, ids in sorted(having.items()) if len(ids) > 1)


def _without(text: str, names: Iterable[str]) -> str:
    """The text with each name and quote made into a break that nothing runs across; blanks are folded."""
    broken = QUOTED.sub(_APART, text)
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    if longest_first:
        broken = re.sub("|".join(map(re.escape, longest_first)), _APART, broken, flags=re.IGNORECASE)
    return " ".join(broken.split()).casefold()


def _longest_common(one: str, other: str) -> int:
    longest, before = 0, [0] * (len(other) + 1)
    for character in one:
        now = [0] * (len(other) + 1)
        if character != _APART:
            for at, same in enumerate(other, 1):
                if same == character:
                    now[at] = before[at - 1] + 1
                    longest = max(longest, now[at])
        before = now
    return longest
