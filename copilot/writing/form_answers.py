"""Reads texts of a laid-out form out of what a model answered: each begins under the name of the form's first part."""

import re
from collections.abc import Collection, Sequence

from copilot.domain.draft import CandidateVariant
from copilot.domain.text_form import TextForm
from copilot.writing.answer_wrapping import CLOSING_REMARK, without_frame
from copilot.writing.citations import clean_citations
from copilot.writing.ideas import Idea

MARKER = re.compile(r"^[ \t>#*_-]*[【〖\[]\s*\d{1,2}\s*[｜|][^\]】〗\n]{0,24}[\]】〗][*_:： \t]*\n?", re.MULTILINE)


def texts_of_form(
    answer: str, form: TextForm | None, ideas: Sequence[Idea], known: Collection[int]
) -> tuple[CandidateVariant, ...]:
    """The texts laid out as the form asks, at most one for each idea; () where the answer is not laid out so."""
    if form is None or not form.laid_out:
        return ()
    plain = MARKER.sub("", without_frame(answer))
    parts = form.parts_in(plain)
    first = next((p.id for p in form.parts if p.labelled), "")
    starts = [at.start for at in parts if at.id == first and at.number == 1]
    if not starts:
        return ()
    ends = [*starts[1:], len(plain)]
    texts = [_clean(plain[start:end], known) for start, end in zip(starts, ends, strict=True)]
    return tuple(CandidateVariant(text, idea.kind) for text, idea in zip(texts, ideas, strict=False))


def _clean(text: str, known: Collection[int]) -> str:
    bare = re.sub(r"\*\*(.+?)\*\*", r"\1", CLOSING_REMARK.sub("", text)).strip()
    return clean_citations(re.sub(r"\n{3,}", "\n\n", bare), known)
