"""The one road of a draft: brief → evidence → candidate → findings → stored draft."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from copilot.checking import Checker, CheckRequest
from copilot.checking.orders import without_orders
from copilot.conversation import traces_of
from copilot.conversation.masking import NOTHING_MASKED, Mask
from copilot.domain.conflict import KnownFacts
from copilot.domain.conversation import step_asked_of
from copilot.domain.draft import (
    Brief,
    Candidate,
    CandidateVariant,
    Citation,
    Draft,
    Notice,
    NoticeCode,
    Task,
    Usage,
    Variant,
    cited_numbers,
    without_marks,
)
from copilot.domain.evidence import Evidence, EvidenceItem
from copilot.domain.spending import Prices
from copilot.domain.text_form import PartFound
from copilot.errors import BudgetReached, InvalidInput, ModelFailed
from copilot.ports import TextDelta
from copilot.store import Store
from copilot.workflows.chains import Chaining
from copilot.workflows.check import check_request, masked_nearness
from copilot.workflows.live_facts import with_lives
from copilot.workflows.right_marks import with_missing_marks, with_right_marks
from copilot.workflows.search import Searching
from copilot.writing.events import Restarted, Writer

DraftEvent = TextDelta | Restarted | Notice | Draft
"""Text as it is written, what happened on the way, and at last the stored draft."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes: the configured model, if any, and always the offline writer."""

    offline: Writer
    model: Writer | None = None
    stops_at_budget: bool = False
    """Where the month's budget is used up: raise that, and let nobody write offline instead."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Writes, checks and stores drafts."""

    store: Store
    searching: Searching
    desk: Desk
    checker: Checker
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    prices: Prices | None = None
    chaining: Chaining | None = None
    """What selling points are written from."""

    def draft(self, brief: Brief, mask: Mask = NOTHING_MASKED) -> Iterator[DraftEvent]:
        """Yield what happens and at last the stored `Draft`. What `mask` hides is put back after writing.

        Raises `InvalidInput` (`nothing_fits`) where the persona's never-words leave the offline writer no sentence."""
        evidence = self.material(brief)
        notices: list[Notice] = []
        for event in self.write(brief, evidence):
            if isinstance(event, Candidate):
                draft = self.checked(brief, evidence, event, notices, mask)
                self.store.drafts.save(draft)
                yield draft
                return
            if isinstance(event, Notice):
                notices.append(event)
            yield event

    def material(self, brief: Brief) -> Evidence:
        """What a text for `brief` would stand on."""
        known = self.searching.known_facts(brief.brand)
        evidence = self.searching.gather(brief, known)
        if self.chaining is not None and brief.task is Task.SELLING_POINTS:
            evidence = self.chaining.into(evidence, brief, known)
        return _as_material(evidence)

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[TextDelta | Restarted | Notice | Candidate]:
        """Yield what happens while a text for `brief` is written on its `material`, and at last the `Candidate`. For a
        text that may be thrown away again, as checking costs as much as writing; whose it is stores it."""
        if self.desk.model is not None:
            try:
                yield from self.desk.model.write(brief, evidence)
                return
            except BudgetReached as reached:
                if self.desk.stops_at_budget:
                    raise
                yield Restarted(reached.code)
                yield Notice(NoticeCode.OFFLINE_BUDGET, reason=reached.code)
            except ModelFailed as failure:
                yield Restarted(failure.code)
                yield Notice(NoticeCode.OFFLINE_FALLBACK, reason=failure.code)
        yield from self.desk.offline.write(brief, evidence)

    def checked(
        self,
        brief: Brief,
        evidence: Evidence,
        candidate: Candidate,
        happened: Sequence[Notice] = (),
        mask: Mask = NOTHING_MASKED,
    ) -> Draft:
        """What was written, checked, as a draft that is not stored yet. `happened` on the way to it.

        Raises `InvalidInput` (`nothing_fits`) for a candidate without a variant."""
        if not candidate.variants:
            raise InvalidInput("no text keeps all that is asked of it", code="nothing_fits")
        candidate = _fully_marked(candidate, evidence)
        known, notices = self._known(brief), (*happened, *_angles_again(brief, candidate))
        variants = tuple(self._variant(brief, evidence, known, v, mask) for v in candidate.variants)
        if candidate.prompt is not None:
            variants, mended = self._marks_put_right(variants, brief, evidence, known, mask)
            notices += (Notice(NoticeCode.MARKS_PUT_RIGHT, count=mended),) if mended else ()
        draft_id = self.new_id()
        return Draft(
            id=draft_id,
            brand_id=brief.brand.id,
            task=brief.task,
            channel=brief.channel,
            node=brief.node,
            step=brief.step,
            language=brief.language,
            created_at=self.clock(),
            text=variants[0].text,
            variants=variants,
            evidence=evidence.items,
            gaps=evidence.gaps,
            notices=notices,
            model=candidate.model,
            prompt=candidate.prompt,
            usage=candidate.usage,
            product=brief.product,
            topic=brief.topic,
            persona_id=brief.persona.id if brief.persona else None,
            segment_id=brief.segment.id if brief.segment else None,
            text_form=brief.text_form.id if brief.text_form else "",
            persona_version=brief.persona.version if brief.persona else 0,
            segment_version=brief.segment.version if brief.segment else 0,
            cost=self.cost(candidate.usage),
            currency=self.prices.currency if self.prices else "",
            customer_words=brief.conversation.customer_words if brief.conversation else "",
            traces=traces_of(mask.originals, draft_id),
        )

    def _known(self, brief: Brief) -> KnownFacts:
        """The facts, and the live stream that the item's calendar promises."""
        known = self.searching.known_facts(brief.brand)
        live = brief.assignment.live_at if brief.assignment else None
        return with_lives(known, [live], brief.language) if live else known

    def cost(self, usage: Usage) -> float | None:
        """What a draft cost, frozen with it: prices change."""
        if usage == Usage():
            return 0.0
        return self.prices.of(usage) if self.prices else None

    def _variant(
        self, brief: Brief, evidence: Evidence, known: KnownFacts, written: CandidateVariant, mask: Mask
    ) -> Variant:
        text = mask.restore(written.text)
        return Variant(
            text=text,
            plain=without_marks(text),
            step=brief.step,
            idea=written.idea,
            why=mask.restore(written.why),
            parts=_parts(brief, text),
            citations=cite(text, evidence.items),
            findings=self.checker.check(self._request(text, _held(brief, written.idea), known, evidence.items, mask)),
        )

    def _marks_put_right(
        self, variants: tuple[Variant, ...], brief: Brief, evidence: Evidence, known: KnownFacts, mask: Mask
    ) -> tuple[tuple[Variant, ...], int]:
        """What a model wrote with its `[n]` marks put right and checked again, and how many marks that were."""
        put_right = [(v, *with_right_marks(v.text, v.findings)) for v in variants]
        changed = (
            replace(
                variant,
                text=text,
                plain=without_marks(text),
                parts=_parts(brief, text),
                citations=cite(text, evidence.items),
                findings=self.checker.check(
                    self._request(text, _held(brief, variant.idea), known, evidence.items, mask)
                ),
            ) if mended else variant
            for variant, text, mended in put_right
        )  # fmt: skip
        return tuple(changed), sum(mended for _, _, mended in put_right)

    def _request(
        self,
        text: str,
        brief: Brief,
        known: KnownFacts,
        evidence: Sequence[EvidenceItem],
        mask: Mask = NOTHING_MASKED,
    ) -> CheckRequest:
        rules = self.store.rules.of(brief.brand.id)
        near = masked_nearness(self.searching.claims_near, brief.brand, mask)
        return check_request(text, brief, known, evidence, rules, near)

    def revise(self, draft: Draft, number: int, text: str, brief: Brief) -> Draft:
        """Store an edited variant (`number` counts from 1), checked again. Raises `Conflict`, `InvalidInput`."""
        if not text.strip():
            raise InvalidInput("an edited text is empty", code="text_empty")
        known = self.searching.known_facts(brief.brand)
        variant = draft.variants[number - 1]
        edited = replace(
            variant,
            text=text,
            plain=without_marks(text),
            parts=_parts(brief, text),
            citations=cite(text, draft.evidence),
            findings=self.checker.check(self._request(text, _held(brief, variant.idea), known, draft.evidence)),
        )
        variants = (*draft.variants[: number - 1], edited, *draft.variants[number:])
        return self.store.drafts.revise(draft.id, text, variants, expected_version=draft.version)


def _fully_marked(candidate: Candidate, evidence: Evidence) -> Candidate:
    """What a model wrote, with the marks it forgot."""
    if candidate.prompt is None:
        return candidate
    marked = (replace(v, text=with_missing_marks(v.text, evidence.items)) for v in candidate.variants)
    return replace(candidate, variants=tuple(marked))


def _held(brief: Brief, idea: object) -> Brief:
    """The brief that a variant with this idea is checked by."""
    return replace(brief, step=step_asked_of(idea, brief.step))


def _angles_again(brief: Brief, candidate: Candidate) -> tuple[Notice, ...]:
    """Which angles this audience had of this product of late and now has once more."""
    again = dict.fromkeys(v.idea.value for v in candidate.variants if v.idea in brief.told and v.idea is not None)
    return (Notice(NoticeCode.ANGLES_AGAIN, about=" ".join(again), count=len(again)),) if again else ()


def _parts(brief: Brief, text: str) -> tuple[PartFound, ...]:
    """The parts of the brief's form that stand in the text."""
    return brief.text_form.parts_in(text) if brief.text_form else ()


def _as_material(evidence: Evidence) -> Evidence:
    """The evidence without orders to whoever writes: what documents say is material, and nothing else of it is lost."""
    items = tuple(_without_orders(item) for item in evidence.items)
    return replace(evidence, items=tuple(item for item in items if item.text))


def _without_orders(item: EvidenceItem) -> EvidenceItem:
    text = without_orders(item.text)
    if text is item.text:
        return item
    passage = replace(item.passage, text=without_orders(item.passage.text)) if item.passage else None
    return replace(item, text=text, passage=passage)


def cite(text: str, evidence: Sequence[EvidenceItem]) -> tuple[Citation, ...]:
    """Freeze what the `[n]` marks of `text` cite; marks of nothing give nothing."""
    numbered = {item.n: item for item in evidence}
    items = [numbered[n] for n in cited_numbers(text) if n in numbered]
    return tuple(
        Citation(i.n, i.passage_id, i.text, i.source.document, i.source.locator, i.source.version) for i in items
    )
