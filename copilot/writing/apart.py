"""Keeps the texts of one draft apart: another idea in the same words is the same text."""

from collections.abc import Iterable, Sequence

from copilot.domain.draft import Brief, CandidateVariant, Task, without_marks
from copilot.domain.evidence import Evidence
from copilot.errors import ModelFailed
from copilot.writing.likeness import runs_of
from copilot.writing.samples import Likeness

TOO_ALIKE = 0.85
"""Likeness in meaning from which two texts of a draft say one thing."""


def standing_apart(
    variants: Iterable[CandidateVariant],
    kept: Sequence[CandidateVariant],
    brief: Brief,
    evidence: Evidence,
    likeness: Likeness,
) -> tuple[CandidateVariant, ...]:
    """Those of the variants that say neither what one of `kept` nor what an earlier one of them says. Replies may share
    the words of a fact: whichever is chosen has to answer what was asked."""
    names = tuple(name for product in brief.brand.products for name in product.names)
    facts = evidence.items if brief.task is Task.REPLY else ()
    shared = frozenset[str]().union(*(runs_of(item.text, names) for item in facts))
    apart: list[CandidateVariant] = []
    for variant in variants:
        others = [without_marks(v.text) for v in (*kept, *apart)]
        text = without_marks(variant.text)
        same_words = any((runs_of(text, names) & runs_of(other, names)) - shared for other in others)
        if not same_words and not _says_the_same(text, others, likeness):
            apart.append(variant)
    return tuple(apart)


def _says_the_same(text: str, others: Sequence[str], likeness: Likeness) -> bool:
    try:
        return bool(others) and max(likeness([text], others)) > TOO_ALIKE
    except ModelFailed:
        return False  # While meanings cannot be compared, texts are kept all the same.
