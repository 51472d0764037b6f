"""Writes a set of briefs by the one road and measures what comes of it."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copilot.domain.draft import Brief, Draft, Task
from copilot.domain.draft_bench import CaseResult, DraftRun, Telling
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.errors import ButterflyError
from copilot.evaluation.cliches import load_cliches
from copilot.evaluation.draft_cases import DraftCase
from copilot.evaluation.draft_measures import Judge, averages
from copilot.evaluation.reply_prompts import ReplyPrompt, reply_costs
from copilot.evaluation.telling import Listener, samples_told
from copilot.evaluation.variety import alike, opening
from copilot.ports import Embedder
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from copilot.workflows.reply import brief_for
from copilot.writing.prompter import Prompter

GROUPED_BY = ("task", "form", "language", "brand")
OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class DraftBench:
    """Writes with `copilot`, which should be a copy that nobody works with: drafts are stored as always, so that what was
    said before is known to the next. `prompter` renders what a model is or would be sent."""

    copilot: Copilot
    prompter: Prompter
    embedder: Embedder
    model: str
    prepare: Callable[[str], None] = lambda _: None
    """Called with a brand's id before the first case of it."""
    _judges: dict[str, Judge] = field(default_factory=dict)
    _prompts: list[ReplyPrompt] = field(default_factory=list)
    _openings: dict[Language, dict[str, str]] = field(default_factory=lambda: {language: {} for language in Language})

    def run(self, cases: Sequence[DraftCase]) -> Iterator[CaseResult]:
        """Each case, measured; one that fails says so and the next goes on. Where a model writes, those of one voice and
        task come one after the other: what its server keeps of a prompt serves the next."""
        by_voice = sorted(cases, key=lambda c: (c.brand, c.task, c.persona or "", c.segment or ""))
        for case in cases if self.model == OFFLINE else by_voice:
            try:
                yield self._written(case)
            except ButterflyError as error:
                yield replace(_unwritten(case), error=error.code, detail=str(error))
            except Exception as error:
                # A fault of ours in one text must not cost the hours of the others; it is told as a failed case.
                yield replace(_unwritten(case), error=ButterflyError.code, detail=f"{type(error).__name__}: {error}")

    def summed(self, results: Sequence[CaseResult], started_at: str, seconds: float) -> DraftRun:
        """The run so far: what only all cases together show is added to each, then averaged."""
        costs = reply_costs(self._prompts, self.prompter.counter)
        repeated = [group for openings in self._openings.values() for group in alike(openings)]
        again = {case for _, cases in repeated for case in cases}
        cases = tuple(
            r if r.error else replace(
                r, measures={**r.measures, **costs.get(r.id, {}), "opening_repeated": float(r.id in again)}
            )
            for r in results
        )  # fmt: skip
        written = [c for c in cases if not c.error]
        return DraftRun(
            model=self.model,
            started_at=started_at,
            seconds=seconds,
            cases=cases,
            totals=averages([c.measures for c in written]),
            groups={by: _grouped(written, by) for by in GROUPED_BY},
            findings=_findings(written),
            openings=tuple(repeated),
            personas={brand: self._telling(brand, written) for brand in self._judges},
        )

    def _written(self, case: DraftCase) -> CaseResult:
        self.prepare(case.brand)
        brief, prompt = self._brief(case)
        started = time.monotonic()
        draft = self._draft(case)
        seconds = time.monotonic() - started
        if prompt:
            self._prompts.append(prompt)
        self._openings[draft.language][case.id] = opening(self._said_first(draft), draft.language)
        judge = self._judge(draft.brand_id)
        form = self.copilot.briefing.text_forms.get(draft.text_form)
        texts = judge.texts(draft, self._sources(case, draft), form)
        measures = judge.measures(draft, texts, self._distances(draft, brief), form)
        whole = "\n".join(v.plain for v in draft.variants)
        return replace(
            _unwritten(case),
            brand=draft.brand_id,
            language=draft.language.value,
            channel=draft.channel.value,
            node=draft.node.value,
            step=str(draft.step or ""),
            product=draft.product or "",
            persona=draft.persona_id or "",
            texts=texts,
            measures={**measures, "seconds": seconds},
            model=draft.model,
            prompt=f"{draft.prompt.id} {draft.prompt.version} {draft.prompt.fingerprint}" if draft.prompt else "",
            notices=tuple(f"{n.code} {n.reason}".strip() for n in draft.notices),
            taken_for=judge.listener.name(whole) if draft.persona_id else "",
        )

    def _draft(self, case: DraftCase) -> Draft:
        if case.task is Task.REPLY:
            return self.copilot.reply(case.conversation, case.ask).draft
        return outcome(self.copilot.write(case.task, case.ask), Draft)

    def _said_first(self, draft: Draft) -> str:
        """The first text, without the name of the part it begins with."""
        text, form = draft.variants[0].plain, self.copilot.briefing.text_forms.get(draft.text_form)
        parts = form.parts_in(text) if form else ()
        return text[parts[0].body :] if parts and not text[: parts[0].start].strip() else text

    def _brief(self, case: DraftCase) -> tuple[Brief, ReplyPrompt | None]:
        """The brief as the road will make it, and of a reply the prompt that it becomes."""
        brief = self.copilot.briefing.brief(case.task, case.ask, self.copilot.today())
        if case.task is not Task.REPLY:
            return brief, None
        understood = self.copilot.understand(case.conversation, case.ask)
        brief = brief_for(understood, replace(brief, language=case.language or understood.language))
        rendered = self.prompter.render(brief, self.copilot.drafting.material(brief))
        voice = (brief.brand.id, brief.persona.id if brief.persona else "")
        return brief, ReplyPrompt.of(case.id, voice, rendered.messages)

    def _distances(self, draft: Draft, brief: Brief) -> list[float]:
        if brief.persona is None:
            return []
        checked = [self.copilot.checking.check_edit(draft, v.text, brief) for v in draft.variants]
        scores = [c.scores.persona_distance for c in checked if c.scores]
        return [distance for distance in scores if distance is not None]

    def _sources(self, case: DraftCase, draft: Draft) -> list[str]:
        """All that a figure may be taken from."""
        facts = self.copilot.store.documents.facts(draft.brand_id)
        said = [case.topic, case.product or "", *(turn.text for turn in case.turns), str(case.at or "")]
        return [*said, *(item.text for item in draft.evidence), *(f"{f.value}{f.unit} {f.note}" for f in facts)]

    def _judge(self, brand_id: str) -> Judge:
        if brand_id not in self._judges:
            listener = Listener.of(self._personas(brand_id))
            brand = self.copilot.brand(brand_id)
            self._judges[brand_id] = Judge(brand, listener, load_cliches(), self.embedder)
        return self._judges[brand_id]

    def _personas(self, brand_id: str) -> Sequence[Persona]:
        return self.copilot.store.brands.personas(brand_id)

    def _telling(self, brand_id: str, cases: Sequence[CaseResult]) -> Telling:
        confusion: dict[str, Counter[str]] = defaultdict(Counter)
        for case in cases:
            if case.brand == brand_id and case.taken_for:
                confusion[case.persona][case.taken_for] += 1
        counted = {who: dict(heard) for who, heard in confusion.items()}
        return Telling(samples_told(self._personas(brand_id)), counted)


def _unwritten(case: DraftCase) -> CaseResult:
    return CaseResult(
        id=case.id,
        brand=case.brand,
        language=str(case.language or ""),
        task=case.task.value,
        form=case.form or "",
        channel=str(case.channel or ""),
        node=str(case.node or ""),
        step=str(case.step or ""),
        product=case.product or "",
        persona=case.persona or "",
        topic=case.topic,
        asked=case.conversation.customer_words,
    )


def _grouped(cases: Sequence[CaseResult], by: str) -> Mapping[str, Mapping[str, float]]:
    groups: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for case in cases:
        groups[getattr(case, by) or "-"].append(case.measures)
    return {value: {"cases": float(len(those)), **averages(those)} for value, those in sorted(groups.items())}


def _findings(cases: Sequence[CaseResult]) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        for text in case.texts:
            for finding in text.findings:
                counts[finding.kind][finding.severity] += 1
    return {kind: dict(sorted(severities.items())) for kind, severities in sorted(counts.items())}
