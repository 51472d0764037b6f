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
APART = "\x00"
"""Stands where nothing runs across."""


def likeness(texts: Sequence[str], embedder: Embedder) -> float | None:
    """Mean cosine over the pairs of texts; None for fewer than two. Raises `ModelFailed`."""
    if len(texts) < 2:
        return None
    vectors = embedder.embed(texts)
    cosines = [float(one @ other) for one, other in combinations(vectors, 2)]
    return sum(cosines) / len(cosines)


def shared_runs(texts: Sequence[str], names: Iterable[str], sources: Iterable[str] = ()) -> list[int]:
    """For each pair of texts, the longest stretch of characters both have outside product names and quotes. What stands
    word for word in one of the `sources`, from `RUN` characters on, is a quote."""
    known = [_folded(source) for source in sources]
    bare = [_without_quotes(_without(text, names), known) for text in texts]
    return [_longest_common(one, other) for one, other in combinations(bare, 2)]


def _without_quotes(text: str, sources: Sequence[str]) -> str:
    """The text with each stretch that stands in a source made into a break."""
    said, at = "", 0
    while at < len(text):
        end = at + RUN
        while end <= len(text) and any(text[at:end] in source for source in sources):
            end += 1
        quoted = end - 1 - at
        said, at = (said + APART, at + quoted) if quoted >= RUN else (said + text[at], at + 1)
    return said


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
    broken = QUOTED.sub(APART, text)
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    if longest_first:
        broken = re.sub("|".join(map(re.escape, longest_first)), APART, broken, flags=re.IGNORECASE)
    return _folded(broken)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _longest_common(one: str, other: str) -> int:
    longest, before = 0, [0] * (len(other) + 1)
    for character in one:
        now = [0] * (len(other) + 1)
        if character != APART:
            for at, same in enumerate(other, 1):
                if same == character:
                    now[at] = before[at - 1] + 1
                    longest = max(longest, now[at])
        before = now
    return longest
