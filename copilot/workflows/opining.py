"""A second opinion about claims that the check could not decide, from the configured model."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.conversation import mask_text
from copilot.domain.draft import Brief, Finding, Task
from copilot.domain.evidence import EvidenceItem
from copilot.domain.query import SearchQuery
from copilot.domain.second_opinion import SecondOpinion, View, lowered, undecided
from copilot.domain.spending import Account
from copilot.domain.waiver import Judged, verdict_after_waivers
from copilot.errors import ModelFailed
from copilot.workflows.ask import AS_USUAL, Ask, Briefing
from copilot.workflows.check import Checked
from copilot.workflows.knowing import numbered
from copilot.workflows.metered import OnAccount
from copilot.workflows.search import Searching
from copilot.writing.second_opinion import OpinionAsker

MOST_ASKED = 8
"""Sentences asked about at one press; each is a call."""
PASSAGES_SHOWN = 4
SAYS_SO = 0.5
"""Likeness from which the words a model quotes speak of what is claimed; a small model quotes any sentence as support.
Chosen for the built-in encoder between the pairs in `tests/workflows/test_opining.py`."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """What came of asking. `failure` is the code of why the model gave no more; `left` were not asked about, and
    `void` counts answers that proved nothing."""

    given: tuple[SecondOpinion, ...] = ()
    void: int = 0
    left: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Opining:
    """Asks the model, where there is one. Nothing is taken from the check but by `lowered`."""

    searching: Searching
    briefing: Briefing
    asker: OpinionAsker | None
    today: Callable[[], date]

    @property
    def possible(self) -> bool:
        """Whether there is somebody to ask."""
        return self.asker is not None

    def ask(self, findings: Sequence[Finding], ask: Ask = AS_USUAL) -> Opinions:
        """Ask about those of `findings` that are undecided. Never raises for a model that fails: the check stands."""
        brief = self.briefing.brief(Task.POST, ask, self.today())
        open_ones = undecided(findings)
        if self.asker is None:
            return Opinions(left=len(open_ones), failure="model_missing")
        asker = replace(self.asker, model=OnAccount(self.asker.model, Account(brief.brand.id)))
        given: list[SecondOpinion] = []
        asked = void = 0
        for finding in open_ones[:MOST_ASKED]:
            try:
                sentence = mask_text(finding.quote, brand=brief.brand).text
                opinion = asker.ask(finding, sentence, self._passages(sentence, brief), brief.language)
                opinion = opinion if opinion is None or self._to_the_point(opinion, sentence) else None
            except ModelFailed as failure:
                return Opinions(tuple(given), void, len(open_ones) - asked, failure.code)
            asked += 1
            void += opinion is None
            given += [opinion] if opinion else []
            _log(asker, opinion)
        return Opinions(tuple(given), void, len(open_ones) - asked)

    def _to_the_point(self, opinion: SecondOpinion, sentence: str) -> bool:
        """Whether what is quoted as support speaks of the same as the sentence."""
        if opinion.view is not View.SUPPORTED:
            return True
        near = self.searching.claims_near
        return near is not None and near([(sentence, [opinion.quote])])[0] >= SAYS_SO

    def _passages(self, sentence: str, brief: Brief) -> tuple[EvidenceItem, ...]:
        query = SearchQuery(brief.brand, sentence, PASSAGES_SHOWN, brief.product, at=brief.at)
        return numbered(tuple(hit.passage for hit in self.searching.search(query)))


def heeded(checked: Checked, opinions: Sequence[SecondOpinion], message: str) -> Checked:
    """The check with the findings lowered that an opinion found a passage for; `message` as `lowered` takes it."""
    judged = heeded_judged(checked.judged, opinions, message)
    findings = tuple(lowered(f, opinions, message) for f in checked.findings)
    return replace(checked, verdict=verdict_after_waivers(judged), findings=findings, judged=judged)


def heeded_judged(judged: Sequence[Judged], opinions: Sequence[SecondOpinion], message: str) -> tuple[Judged, ...]:
    """The same for findings of a draft."""
    return tuple(replace(j, finding=lowered(j.finding, opinions, message)) for j in judged)


def _log(asker: OpinionAsker, opinion: SecondOpinion | None) -> None:
    """Who said what by which prompt; never the text itself."""
    mark = asker.prompt.mark
    logging.getLogger(__name__).info(
        "second opinion: %s %s by %s, prompt %s v%d %s",
        opinion.view if opinion else "void",
        opinion.passage.passage_id if opinion and opinion.passage else "-",
        asker.model.name,
        mark.id,
        mark.version,
        mark.fingerprint,
    )
