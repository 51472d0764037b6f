"""Checking a text that somebody wrote: it is held against the facts and against what the knowledge says about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.checking import Checker, CheckRequest, Examination
from copilot.domain.brand_rules import BrandRules
from copilot.domain.conflict import KnownFacts
from copilot.domain.draft import Brief
from copilot.domain.evidence import EvidenceItem, Passage
from copilot.domain.query import SearchQuery
from copilot.errors import InvalidInput
from copilot.store import Store
from copilot.workflows.search import Searching

PASSAGES_PER_SENTENCE = 3
SENTENCES_LOOKED_UP = 12
READ_WHOLE = 200
"""A brand with no more passages than this is read from end to end; of a larger one, what a search finds."""


@dataclass(frozen=True, slots=True)
class Checking:
    """Finds the evidence for a text, then checks it."""

    store: Store
    searching: Searching
    checker: Checker

    def check(self, text: str, brief: Brief) -> Examination:
        """What is wrong with the text, in order of place, and what passes only in its context.

        `brief` says where it is to be said, and the language of the findings. Raises `InvalidInput` for an empty text."""
        if not text.strip():
            raise InvalidInput("nothing to check", code="text_empty")
        known = self.searching.known_facts(brief.brand)
        rules = self.store.rules.of(brief.brand.id)
        return self.checker.examine(check_request(text, brief, known, self._evidence(text, brief), rules))

    def _evidence(self, text: str, brief: Brief) -> tuple[EvidenceItem, ...]:
        """The passages that lie nearest to each sentence, numbered in the order they were found; of a small brand, all."""
        found: dict[str, Passage] = {}
        for sentence in list(dict.fromkeys(sentences(text)))[:SENTENCES_LOOKED_UP]:
            query = SearchQuery(brief.brand, sentence, PASSAGES_PER_SENTENCE, brief.product, at=brief.at)
            for hit in self.searching.search(query):
                found.setdefault(hit.passage.id, hit.passage)
        if self.store.documents.counts(brief.brand.id).passages <= READ_WHOLE:
            for passage in self.store.documents.passages_for(brief.brand.id, limit=READ_WHOLE):
                found.setdefault(passage.id, passage)
        return tuple(
            EvidenceItem(n, passage.text, passage.role, passage.source, passage=passage)
            for n, passage in enumerate(found.values(), start=1)
        )


def check_request(
    text: str, brief: Brief, known: KnownFacts, evidence: Sequence[EvidenceItem], rules: BrandRules
) -> CheckRequest:
    """What the checker is asked about a text that was written, or is meant, for `brief`; `rules` are the brand's."""
    return CheckRequest(
        text=text,
        brand=brief.brand,
        form=brief.form,
        language=brief.language,
        at=brief.at,
        product=brief.product,
        facts=known.standing,
        disputes=known.disputes,
        evidence=tuple(evidence),
        step=brief.step,
        persona=brief.persona,
        segment=brief.segment,
        task=brief.task,
        rules=rules,
    )


def sentences(text: str) -> list[str]:
    """`text` cut after sentence ends and line breaks; pieces without a letter or digit are dropped."""
    pieces: list[str] = []
    current = ""
    for character in text:
        current += character
        if character in "。！？!?\n；;":
            pieces.append(current.strip())
            current = ""
    pieces.append(current.strip())
    return [p for p in pieces if any(c.isalnum() for c in p)]
