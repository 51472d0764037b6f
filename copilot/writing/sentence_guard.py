"""What a sentence said otherwise may not do: lose or gain a figure or a source, grow, or become something else."""

import re
from collections.abc import Sequence

from copilot.domain.draft import cited_numbers, without_marks
from copilot.domain.evidence import EvidenceItem
from copilot.domain.sentences import SentenceWish
from copilot.errors import InvalidInput
from copilot.writing.citations import clean_citations

FIGURE = re.compile(r"⟦[^⟧]*⟧|\d+(?:[.,:：/]\d+)*")
"""A figure, or what stands for personal data."""
LONGEST_RATIO = 2.0
LEAST_LENGTH = 40
FREE = (SentenceWish.OTHER_ANGLE, SentenceWish.LESS_SALESY)
"""Wishes for which a figure may go: it was what pushed, or another idea does without it."""
_MARKS = re.compile(r"(?:[ \u3000]?\[\d{1,3}\])+")
_STOP = re.compile(r"[。！？!?….；;]+[”’」』）)\"']*$")
_BLANKS = re.compile(r"\s+")


def fitted(before: str, after: str, wish: SentenceWish, evidence: Sequence[EvidenceItem]) -> str:
    """`after` in one line, with its marks in our form, the marks of `before` where it lost them, and the stop that
    ended `before` where it has none.

    Raises `InvalidInput`: `nothing_changed`, `sentence_not_shorter`, `sentence_too_long`, `sentence_figure_new` and
    `sentence_figure_lost` (fact `figure`).
    """
    known = {item.n for item in evidence} | set(cited_numbers(before))
    said = _BLANKS.sub(" ", clean_citations(after, known)).strip()
    bare, was = without_marks(said), without_marks(before)
    if not any(c.isalnum() for c in bare) or _same(bare, was):
        raise InvalidInput("the sentence stayed the same", code="nothing_changed")
    if wish is SentenceWish.SHORTER and len(bare) >= len(was):
        raise InvalidInput(f"{len(bare)} characters, were {len(was)}", code="sentence_not_shorter")
    if len(bare) > max(LEAST_LENGTH, len(was) * LONGEST_RATIO):
        raise InvalidInput(f"{len(bare)} characters, were {len(was)}", code="sentence_too_long")
    cited = [item.text for item in evidence if item.n in cited_numbers(said)]
    _keep_figures(was, bare, wish, " ".join(cited))
    return _ended(_with_marks(said, before, wish), before)


def _keep_figures(was: str, now: str, wish: SentenceWish, cited: str) -> None:
    old, new = FIGURE.findall(was), FIGURE.findall(now)
    allowed = {*old, *FIGURE.findall(cited)}
    if invented := next((figure for figure in new if figure not in allowed), None):
        raise InvalidInput(f"{invented} is new", code="sentence_figure_new", figure=invented)
    lost = next((figure for figure in old if figure not in new), None)
    if lost and wish not in FREE:
        raise InvalidInput(f"{lost} is lost", code="sentence_figure_lost", figure=lost)


def _with_marks(said: str, before: str, wish: SentenceWish) -> str:
    """`said` with the marks that `before` had and it lost, at its end; for a free wish only where a figure stayed."""
    lost = [n for n in cited_numbers(before) if n not in cited_numbers(said)]
    if not lost or (wish in FREE and not FIGURE.search(without_marks(said))):
        return said
    stop = _STOP.search(said)
    at = stop.start() if stop and not _ends_with_marks(before) else len(said)
    return said[:at] + "".join(f"[{n}]" for n in lost) + said[at:]


def _ends_with_marks(sentence: str) -> bool:
    """Whether the marks stand behind the stop."""
    marks = list(_MARKS.finditer(sentence))
    return bool(marks) and marks[-1].end() == len(sentence) and bool(_STOP.search(sentence[: marks[-1].start()]))


def _ended(said: str, before: str) -> str:
    """`said` with the stop of `before` where it has none."""
    bare = without_marks(said)
    stop = _STOP.search(without_marks(before))
    if stop is None or _STOP.search(bare):
        return said
    return said + stop[0].replace("！", "。").replace("!", ".")


def _same(one: str, other: str) -> bool:
    return _BLANKS.sub("", one) == _BLANKS.sub("", other)
