"""Gaps: noting what could not be answered, putting together what means the same, and answering on the spot."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from copilot.conversation import mask_text
from copilot.domain.brand import Brand
from copilot.domain.document import LearnReport, document_id
from copilot.domain.draft import Draft
from copilot.domain.evidence import SearchHit
from copilot.domain.gap import GapState, KnowledgeGap, Unanswered, Waiting
from copilot.domain.query import SearchQuery
from copilot.errors import ButterflyError, InvalidInput, UnreadableFile
from copilot.knowledge.answered import answers
from copilot.knowledge.nearness import Nearness
from copilot.knowledge.telling import same_matter
from copilot.store import Store
from copilot.workflows.belonging import NamedFile
from copilot.workflows.learn import Learning
from copilot.workflows.outcome import outcome

ALIKE = 0.7
"""Cosine from which two questions count as one. With the built-in encoder, reworded questions lie between .47 and .91,
different ones between .42 and .75: some wordings begin a group of their own, few are joined wrongly."""
SEARCH = "search"
LONGEST_QUESTION = 300
ANSWERS_FOLDER = "answers"
TRIES = 5

Event = TypeVar("Event")


@dataclass(frozen=True, slots=True)
class Gapping:
    """Collects, groups and closes gaps. Collecting never fails and never waits: grouping is left to who looks."""

    store: Store
    learning: Learning
    nearness: Nearness

    def noting(self, events: Iterator[Event]) -> Iterator[Event]:
        """The events of writing as they come; the gaps of the draft are noted before it is handed on."""
        for event in events:
            if isinstance(event, Draft):
                # What two sources disagree about is known, and waits to be settled elsewhere.
                missing = [gap for gap in event.gaps if not gap.disputed]
                asked = [Unanswered(gap.about, event.task.value, event.product, gap.role) for gap in missing]
                self._note(event.brand_id, asked)
            yield event

    def note_search(self, query: SearchQuery, hits: Sequence[SearchHit]) -> None:
        """Note a search of a person that found nothing good."""
        found = any(answers(query.text, hit) for hit in hits)
        if query.text.strip() and not found:
            self._note(query.brand.id, [Unanswered(query.text.strip(), SEARCH, query.product)])

    def gaps(self, brand: Brand) -> tuple[KnowledgeGap, ...]:
        """Every gap, those asked most first; what came in since the last look is put into groups before."""
        for _ in range(TRIES):
            waiting = self.store.gaps.waiting(brand.id)
            known = self.store.gaps.all(brand.id)
            if not waiting:
                break
            newest = max((gap.id for gap in known), default=0)
            self.store.gaps.group(brand.id, self._grouped(waiting, known), newest)
        return self.store.gaps.all(brand.id)

    def answer(self, brand: Brand, gap_id: int, text: str, product: str | None = None) -> KnowledgeGap:
        """Make `text` an approved FAQ passage, a document of its own, and close the gap.

        Answering again makes the next version. Raises `InvalidInput` (text_empty), `UnknownName`, `IndexFailed`.
        """
        gap = self.store.gaps.get(brand.id, gap_id)
        if not text.strip():
            raise InvalidInput("an answer needs a text", code="text_empty")
        name = answer_name(gap)
        content = answer_document(gap.question, text, product).encode()
        report = outcome(self.learning.learn_files([NamedFile(name, lambda: content)], brand), LearnReport)
        for failure in report.failed:
            raise UnreadableFile(failure.path, failure.code, failure.reason)
        self.store.gaps.settle(brand.id, gap_id, GapState.ANSWERED, document_id(brand.id, name))
        return self.store.gaps.get(brand.id, gap_id)

    def not_needed(self, brand: Brand, gap_id: int) -> None:
        """Close a gap that needs no answer; it stays closed when it is asked again. Raises `UnknownName`."""
        self.store.gaps.settle(brand.id, gap_id, GapState.NOT_NEEDED)

    def reopen(self, brand: Brand, gap_id: int) -> None:
        """Take closing back. Raises `UnknownName`."""
        gap = self.store.gaps.get(brand.id, gap_id)
        self.store.gaps.settle(brand.id, gap_id, GapState.OPEN, gap.document_id)

    def _note(self, brand_id: str, asked: Sequence[Unanswered]) -> None:
        brand = self.store.brands.get(brand_id)
        if not asked or brand is None or not self.learning.keeping.state(brand).usual:
            # What a search by words only, or in an index that is being filled, does not find may well be known.
            return
        masked = [
            Unanswered(mask_text(a.text, brand=brand).text[:LONGEST_QUESTION], a.task, a.product, a.role) for a in asked
        ]
        try:
            self.store.gaps.note(brand_id, masked)
        except ButterflyError:
            # What was asked for is there; that it lacked something is not worth losing it.
            logging.getLogger(__name__).exception("a gap was not noted")

    def _grouped(
        self, waiting: Sequence[Waiting], known: Sequence[KnowledgeGap]
    ) -> list[tuple[int | None, Sequence[Waiting]]]:
        """Each question with the gap nearest to it in meaning, if near enough, else with those that begin a new one.

        What lacks a role of evidence is alike only where role and product are the same.
        """
        homes: list[tuple[int | None, Unanswered, list[Waiting]]] = [
            (gap.id, Unanswered(wording, "", gap.product, gap.role), [])
            for gap in known
            for wording in (gap.question, *gap.wordings)
        ]
        for one in waiting:
            home = self._home(one.asked, [asked for _, asked, _ in homes])
            if home is None:
                homes.append((None, one.asked, [one]))
            else:
                homes[home][2].append(one)
        return [(gap_id, questions) for gap_id, _, questions in homes if questions]

    def _home(self, asked: Unanswered, homes: Sequence[Unanswered]) -> int | None:
        if asked.role is not None:
            return next((i for i, h in enumerate(homes) if (h.role, h.text) == (asked.role, asked.text)), None)
        fitting = [i for i, h in enumerate(homes) if h.role is None and _may_be_one(h.product, asked.product)]
        near = self.nearness([asked.text], [homes[i].text for i in fitting])
        for share, home in sorted(zip(near, fitting, strict=True), key=lambda pair: -pair[0]):
            if share < ALIKE:
                return None
            if same_matter(asked.text, homes[home].text, self.nearness):
                return home
        return None


def _may_be_one(one: str | None, other: str | None) -> bool:
    """Questions about two different products are two questions, however alike they sound."""
    return one is None or other is None or one == other


def answer_name(gap: KnowledgeGap) -> str:
    """The name of the document that answers a gap: `answers/12 一天能喝几杯.md`."""
    words = re.sub(r"[^\w ]+", " ", gap.question).strip()[:40].strip()
    return f"{ANSWERS_FOLDER}/{gap.id} {words}.md"


def answer_document(question: str, text: str, product: str | None) -> str:
    """The question and its answer as a document that is read as one FAQ entry, about `product` if given."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    # A line that begins like a heading or a list would be read as one.
    answer = "\n".join(re.sub(r"^(#+|[-*+>]|\d+[.)])\s+", "", line) for line in lines)
    asked = " ".join(question.split())
    head = f"# {product}\n\n" if product else ""
    return f"{head}Q：{asked}\nA：{answer}\n"
