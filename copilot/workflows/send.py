"""What was really sent: kept once, marked with what came of it, added up, and learned from without personal data."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from copilot.checking.voice_rules import load_voice_rules
from copilot.conversation import mask_text, traced
from copilot.domain.brand import Brand
from copilot.domain.conversation import Move
from copilot.domain.customer import STOP_MARKED
from copilot.domain.draft import Brief, Draft, without_marks
from copilot.domain.habit import Habit, HabitDecision, HabitProposal, HabitState
from copilot.domain.sending import OFFLINE_PROMPT, Aspect, Figure, Figures, Lesson, Outcome, Sending
from copilot.errors import InvalidInput, ModelFailed, UnknownName
from copilot.knowledge.nearness import Nearness
from copilot.store import Store
from copilot.workflows.customers import CustomerKeeping
from copilot.workflows.of_item import require_no_item
from copilot.writing.edits import changed_share
from copilot.writing.habits import EditedText, Vocabulary, find_habits

EXAMPLES = 3
LESSONS_LOOKED_AT = 200
ALIKE = 0.55
"""Cosine from which two customers' words count as a like situation: reworded questions lie between .47 and .91."""
NEARLY_AS_SUGGESTED = 0.1
"""Up to this share of changed characters a person let the suggestion stand."""
EDITS_LOOKED_AT = 500
OMITTED = "…"
_FIGURES = re.compile(r"⟦[^⟧]*⟧|\d+(?:[.,:/-]\d+)*%?")


@dataclass(frozen=True, slots=True)
class SendKeeping:
    """Keeps sendings and what is made of them. Variants are numbered from 1."""

    store: Store
    nearness: Nearness
    clock: Callable[[], datetime]
    customers: CustomerKeeping

    def sent(self, draft: Draft, number: int, text: str, customer_id: str | None = None) -> Sending:
        """Keep that a variant went out as `text` (its marks are left out; give it without an AI label's line).

        The same variant is kept once; sent again, its text is the last one. Raises `InvalidInput` for an empty text,
        and for a draft of the calendar (`goes_with_item`); `UnknownName` for a variant there is not.
        """
        require_no_item(draft)
        out = without_marks(text).strip()
        if not out:
            raise InvalidInput("nothing was sent", code="text_empty")
        if not 1 <= number <= len(draft.variants):
            raise UnknownName("variant", str(number), tuple(str(n) for n in range(1, len(draft.variants) + 1)))
        suggested, variant = self._suggested(draft, number), draft.variants[number - 1]
        return self.store.sendings.keep(
            Sending(
                id=0,
                brand_id=draft.brand_id,
                draft_id=draft.id,
                variant=number,
                suggested=suggested,
                text=out,
                edited=round(changed_share(suggested, out), 4),
                at=self.clock(),
                customer_id=customer_id,
                node=draft.node,
                step=draft.step,
                move=move_of(variant.idea),
                segment_id=draft.segment_id,
                persona_id=draft.persona_id,
                prompt=f"{draft.prompt.id} {draft.prompt.version}" if draft.prompt else OFFLINE_PROMPT,
                language=draft.language,
                lesson=self._lesson(draft, suggested, out),
            )
        )

    def undo(self, sending_id: int) -> Sending:
        """It was not sent after all; returns what is gone, for `put_back`. Raises `UnknownName`."""
        return self.store.sendings.undo(sending_id)

    def put_back(self, gone: Sending) -> Sending:
        """Take an undoing back."""
        return self.store.sendings.keep(gone)

    def mark(self, sending_id: int, outcome: Outcome | None) -> Sending:
        """Say what came of it; None takes the mark off. Returns it as it was before. Raises `UnknownName`.

        The mark “stop” puts the customer on the stop list, and taking it off takes that back.
        """
        before = self.store.sendings.mark(sending_id, outcome)
        if before.customer_id and outcome is not before.outcome:
            self._heed(before.customer_id, before.outcome, outcome)
        return before

    def of_draft(self, draft: Draft) -> dict[int, Sending]:
        """What was sent of a draft, by the variant's number."""
        return {s.variant: s for s in self.store.sendings.of_draft(draft.id)}

    def of_customer(self, customer_id: str) -> tuple[Sending, ...]:
        """What was sent to a customer, the newest first."""
        return self.store.sendings.of_customer(customer_id)

    def recent(self, brand: Brand, days: int | None = None, *, limit: int = 100, skip: int = 0) -> tuple[Sending, ...]:
        """What was sent, in the last days or at all, the newest first."""
        return self.store.sendings.recent(brand.id, self._since(days), limit=limit, skip=skip)

    def figures(self, brand: Brand, by: Aspect, days: int | None = None) -> Figures:
        """Acceptance, edits and outcomes of what was sent, in the last days or at all."""
        since = self._since(days)
        (total,) = self.store.sendings.figures(brand.id, None, since)
        groups: tuple[Figure, ...] = self.store.sendings.figures(brand.id, by, since) if total.sent else ()
        return Figures(total, groups)

    def persona_proposals(self, brand: Brand) -> tuple[HabitProposal, ...]:
        """Edits that recur in a persona's replies and that nobody decided about yet, those done most often first."""
        decided = {(d.habit.persona_id, d.habit.kind, d.habit.word) for d in self.store.habits.of(brand.id)}
        sendings = self.store.sendings.recent(brand.id, limit=EDITS_LOOKED_AT)
        known = vocabulary(brand)
        found: list[HabitProposal] = []
        for persona in self.store.brands.personas(brand.id):
            edits = _edits([s for s in sendings if s.persona_id == persona.id])
            found += find_habits(persona, edits, known)
        fresh = [p for p in found if (p.habit.persona_id, p.habit.kind, p.habit.word) not in decided]
        return tuple(sorted(fresh, key=lambda p: -p.times))

    def decisions(self, brand: Brand) -> tuple[HabitDecision, ...]:
        """What was decided about habits, the first first."""
        return self.store.habits.of(brand.id)

    def decide(self, brand: Brand, habit: Habit, state: HabitState, by: str = "") -> None:
        """Write a habit into the persona's card from now on, or leave it for good. Raises `UnknownName`."""
        if not any(p.id == habit.persona_id for p in self.store.brands.personas(brand.id)):
            raise UnknownName("persona", habit.persona_id)
        self.store.habits.decide(brand.id, habit, state, by.strip())

    def withdraw(self, brand: Brand, habit: Habit) -> bool:
        """Take a decision back; returns whether there was one."""
        return self.store.habits.withdraw(brand.id, habit)

    def examples(self, brief: Brief) -> tuple[str, ...]:
        """At most three replies that went out in a like situation, the likest first, in the same voice and language.

        Only what a person let stand or reworded with a good outcome, and nothing that ended in silence or a stop.
        Personal data was masked when it was kept; figures are left out, as those of today may be others. Nothing
        while meanings cannot be compared.
        """
        said = brief.conversation.customer_words.strip() if brief.conversation else ""
        if not said or (brief.reading and brief.reading.says_stop):
            return ()
        persona_id = brief.persona.id if brief.persona else None
        lessons = [
            s
            for s in self.store.sendings.lessons(
                brief.brand.id, brief.language, persona_id, node=brief.node, step=brief.step, limit=LESSONS_LOOKED_AT
            )
            if _did_well(s)
        ]
        try:
            near = self.nearness([said], [s.lesson.said for s in lessons])
        except ModelFailed:
            return ()
        ranked = sorted(zip(near, lessons, strict=True), key=lambda pair: (-pair[0], -pair[1].id))
        texts = [without_figures(s.lesson.text) for likeness, s in ranked if likeness >= ALIKE]
        return tuple(dict.fromkeys(texts))[:EXAMPLES]

    def warm(self, brand: Brand) -> None:
        """Encode now what the first reply would otherwise wait for. Raises `ModelFailed` from the embedder."""
        newest = self.store.sendings.recent(brand.id, limit=LESSONS_LOOKED_AT)
        if said := [s.lesson.said for s in newest if s.lesson.said and _did_well(s)]:
            self.nearness(said[:1], said)

    def _heed(self, customer_id: str, before: Outcome | None, now: Outcome | None) -> None:
        try:
            if now is Outcome.STOP:
                self.customers.stop(customer_id, STOP_MARKED)
            elif before is Outcome.STOP:
                self.customers.unmark_stop(customer_id)
        except UnknownName as error:
            logging.getLogger(__name__).info("what was sent names a customer who is not there", exc_info=error)

    def _suggested(self, draft: Draft, number: int) -> str:
        """The variant as it was first written, whatever a person saved since."""
        versions = self.store.drafts.versions(draft.id)
        first = versions[0].variants if versions else draft.variants
        return (first if len(first) >= number else draft.variants)[number - 1].plain.strip()

    def _lesson(self, draft: Draft, suggested: str, text: str) -> Lesson:
        brand = self.store.brands.get(draft.brand_id)
        names = traced(f"{suggested}\n{text}", draft.traces, draft.id)
        masked = mask_text(suggested, brand=brand, names=names)
        again = mask_text(text, masked.mask, brand=brand, names=names)
        return Lesson(draft.customer_words, masked.text, again.text)

    def _since(self, days: int | None) -> datetime | None:
        return None if days is None else self.clock() - timedelta(days=days)


def move_of(idea: object) -> Move | None:
    """The move of a variant; None for an angle, which replies do not have."""
    return idea if isinstance(idea, Move) else None


def vocabulary(brand: Brand) -> Vocabulary:
    """What is known of words: forms of address and particles as checking knows them, the brand's and its goods' names."""
    features = load_voice_rules().persona
    return Vocabulary(
        address=frozenset(a.lower() for a in (*features.address.zh, *features.address.en)),
        particles=frozenset(features.particles.zh),
        matters=frozenset((brand.name, *(name for product in brand.products for name in product.names))),
        compounds=features.address.other,
    )


def without_figures(text: str) -> str:
    """The text with figures and placeholders left out."""
    return _FIGURES.sub(OMITTED, text)


def _did_well(sending: Sending) -> bool:
    if sending.outcome is not None:
        return sending.outcome.good
    return sending.edited <= NEARLY_AS_SUGGESTED


def _edits(sendings: Sequence[Sending]) -> list[EditedText]:
    return [EditedText(s.draft_id, s.lesson.suggested, s.lesson.text) for s in sendings]
