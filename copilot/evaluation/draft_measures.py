"""The measures of one draft: what is found about its texts, and how they sound."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean

from copilot.domain.brand import Brand
from copilot.domain.draft import Draft, NoticeCode, Severity, Task, Variant, without_marks
from copilot.domain.draft_bench import Flagged, WrittenText
from copilot.domain.text_form import TextForm
from copilot.evaluation.cliches import Cliches, per_thousand
from copilot.evaluation.loose_numbers import loose_numbers, numbers_in
from copilot.evaluation.reading_ease import MEASURES, reading_ease
from copilot.evaluation.telling import Listener
from copilot.evaluation.variety import APART, RUN, likeness, shared_runs
from copilot.ports import Embedder
from copilot.workflows.right_marks import wrong_citations

_MARK = re.compile(r"\[(\d{1,3})\]")
_FALLEN_BACK = frozenset({NoticeCode.OFFLINE_FALLBACK, NoticeCode.OFFLINE_BUDGET})
_NOT_ALL = frozenset({NoticeCode.FEWER_VARIANTS, NoticeCode.WORDS_KEPT})
_LENGTH = "length"
_HARD = ("length_hard", "form_part_too_long")
_PARTS = "form"


@dataclass(frozen=True, slots=True)
class Judge:
    """What texts of one brand are measured with."""

    brand: Brand
    listener: Listener
    cliches: Cliches
    embedder: Embedder

    def texts(self, draft: Draft, sources: Sequence[str], form: TextForm | None) -> tuple[WrittenText, ...]:
        """The texts of a draft with what is wrong with each. `sources` is all that figures may be taken from."""
        known = numbers_in(sources)
        return tuple(self._text(draft, variant, known, form) for variant in draft.variants)

    def measures(
        self, draft: Draft, texts: Sequence[WrittenText], distances: Sequence[float], form: TextForm | None
    ) -> dict[str, float]:
        """The figures of a draft; `distances` are its texts' distances to the persona, none where nobody speaks."""
        plain = [without_marks(t.text) for t in texts]
        marks = sum(len(_MARK.findall(t.text)) for t in texts)
        wrong = sum(len(t.wrong_citations) for t in texts)
        return {
            **_given_by_writer(draft),
            "within_hard": fmean(not _past_hard(t) for t in texts),
            "within_soft": fmean(not any(f.kind == _LENGTH for f in t.findings) for t in texts),
            **({"form_kept": fmean(not _lacks_parts(t) for t in texts)} if draft.text_form else {}),
            "loose_numbers": float(sum(len(t.loose_numbers) for t in texts)),
            "blocks": fmean(_count(t, Severity.BLOCK) for t in texts),
            "warnings": fmean(_count(t, Severity.WARN) for t in texts),
            "notes": fmean(_count(t, Severity.NOTE) for t in texts),
            "citations": float(marks),
            "marks_put_right": float(sum(n.count for n in draft.notices if n.code is NoticeCode.MARKS_PUT_RIGHT)),
            "cliches": per_thousand(sum(len(t.cliches) for t in texts), sum(map(len, plain))),
            "prompt_tokens": float(draft.usage.prompt),
            "answer_tokens": float(draft.usage.answer),
            **({"citations_right": 1 - wrong / marks} if marks else {}),
            **({"persona_distance": fmean(distances)} if distances else {}),
            **self._ease(draft, plain),
            **self._difference(draft, plain, form),
            **self._told(draft, texts, "\n".join(plain)),
        }

    def _text(self, draft: Draft, variant: Variant, known: frozenset[Decimal], form: TextForm | None) -> WrittenText:
        labels = [(part.start, part.body) for part in form.parts_in(variant.text)] if form else []
        heard = self.listener.name(variant.plain) if draft.persona_id else ""
        return WrittenText(
            text=variant.text,
            idea=str(variant.idea or ""),
            findings=tuple(Flagged(f.rule, f.kind, f.severity.value, f.quote, f.message) for f in variant.findings),
            loose_numbers=loose_numbers(variant.text, known, variant.findings, labels),
            wrong_citations=wrong_citations(variant.text, variant.findings),
            cliches=self.cliches.found_in(variant.plain, draft.language),
            taken_for=heard,
        )

    def _ease(self, draft: Draft, plain: Sequence[str]) -> dict[str, float]:
        eases = [ease for text in plain if (ease := reading_ease(text, draft.language)) is not None]
        return {MEASURES[draft.language]: fmean(eases)} if eases else {}

    def _difference(self, draft: Draft, plain: Sequence[str], form: TextForm | None) -> dict[str, float]:
        """How the texts differ. The names of a form's parts and what the brief tells it (a date, a place) are no wording;
        whichever reply is chosen has to answer what was asked: what replies take word for word from the evidence counts
        as quoted."""
        near = likeness(plain, self.embedder)
        if near is None:
            return {}
        names = [name for product in self.brand.products for name in product.names] + _given(draft, form)
        quotable = [item.text for item in draft.evidence] if draft.task is Task.REPLY else []
        runs = shared_runs([_without_labels(text, form) for text in plain], names, quotable)
        return {"likeness": near, "longest_run": float(max(runs)), "shared_runs": float(sum(r >= RUN for r in runs))}

    def _told(self, draft: Draft, texts: Sequence[WrittenText], whole: str) -> dict[str, float]:
        if not draft.persona_id or not self.listener.name(whole):
            return {}
        told = self.listener.name(whole) == draft.persona_id
        return {"persona_told": float(told), "texts_told": fmean(t.taken_for == draft.persona_id for t in texts)}


def _given_by_writer(draft: Draft) -> dict[str, float]:
    """Whether the texts are the configured writer's, and all that were wanted."""
    noticed = {notice.code for notice in draft.notices}
    parsed = bool(draft.variants) and not noticed & _FALLEN_BACK
    return {"parsed": float(parsed), "complete": float(parsed and not noticed & _NOT_ALL)}


def _given(draft: Draft, form: TextForm | None) -> list[str]:
    """What every text of the form has to hold: the names of lines, what the brief tells of the form's needs."""
    if form is None:
        return []
    lines = [f"{line.of(draft.language)}{sign}" for part in form.parts for line in part.lines for sign in "：:"]
    return [*lines, *(told for need in form.needs if (told := need.told_in(draft.topic)))]


def _without_labels(text: str, form: TextForm | None) -> str:
    """The text with the name of each part made into a break."""
    for part in reversed(form.parts_in(text) if form else ()):
        text = f"{text[: part.start]}{APART}{text[part.body :]}"
    return text


def _past_hard(text: WrittenText) -> bool:
    return any(f.rule.startswith(_HARD) for f in text.findings)


def _lacks_parts(text: WrittenText) -> bool:
    return any(f.kind == _PARTS and f.severity != Severity.NOTE.value for f in text.findings)


def _count(text: WrittenText, severity: Severity) -> int:
    return sum(f.severity == severity.value for f in text.findings)


def averages(cases: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over the cases that have it."""
    names = dict.fromkeys(name for case in cases for name in case)
    return {name: fmean(case[name] for case in cases if name in case) for name in names}
