"""Checking a text that somebody wrote: it is held against the facts and against what the knowledge says about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from copilot.checking import Checker, CheckRequest, Examination, Exempted
from copilot.checking.request import Nearness
from copilot.checking.rules_version import rules_version
from copilot.conversation import mask_text
from copilot.conversation.masking import NOTHING_MASKED, Mask
from copilot.domain.brand import Brand
from copilot.domain.brand_rules import BrandRules
from copilot.domain.conflict import KnownFacts
from copilot.domain.conversation import Conversation, Speaker
from copilot.domain.draft import Brief, Draft, Finding, Scores
from copilot.domain.evidence import EvidenceItem, Passage
from copilot.domain.held_against import DocumentRead, HeldAgainst
from copilot.domain.query import SearchQuery
from copilot.domain.waiver import Judged, Waiver, judge, verdict_after_waivers
from copilot.errors import InvalidInput
from copilot.store import Store
from copilot.workflows.knowing import numbered
from copilot.workflows.lookups import SentenceLookups
from copilot.workflows.search import Searching

PASSAGES_PER_SENTENCE = 3
SENTENCES_LOOKED_UP = 12


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking. `verdict` is `pass`, `warn` or `block`, on what nobody waived."""

    verdict: str
    findings: tuple[Finding, ...]
    judged: tuple[Judged, ...] = ()
    """The same findings, each with the waiver that lets it pass, if any."""
    exempted: tuple[Exempted, ...] = ()
    scores: Scores | None = None
    against: HeldAgainst | None = None


@dataclass(frozen=True, slots=True)
class Checking:
    """Finds the evidence for a text, checks it, and says which findings people let pass."""

    store: Store
    searching: Searching
    checker: Checker
    lookups: SentenceLookups = field(default_factory=SentenceLookups)

    def check(self, text: str, brief: Brief) -> Checked:
        """What is wrong with a text somebody wrote, in order of place, and what passes only in its context.

        `brief` says where it is to be said, and the language of the findings. Raises `InvalidInput` for an empty text."""
        if not text.strip():
            raise InvalidInput("nothing to check", code="text_empty")
        return self._checked(text, brief, self.evidence(text, brief))

    def check_edit(self, draft: Draft, text: str, brief: Brief) -> Checked:
        """What would be found in a variant of the draft if it said `text`; its `[n]` cite the draft's evidence.

        `brief` is that of `Briefing.brief_again`. Raises `InvalidInput` for an empty text."""
        if not text.strip():
            raise InvalidInput("nothing to check", code="text_empty")
        return self._checked(text, brief, draft.evidence)

    def judged(self, brand_id: str, text: str, findings: Sequence[Finding]) -> tuple[Judged, ...]:
        """Findings that are known already, each with the waiver that holds for this wording."""
        return judge(text, findings, self.store.waivers.of(brand_id, text))

    def waive(self, brand_id: str, text: str, finding: Finding, *, why: str, by: str) -> Waiver:
        """Let a finding pass in this wording of the text. Raises `InvalidInput` without a reason."""
        if not why.strip():
            raise InvalidInput("a waiver needs a reason", code="reason_missing")
        return self.store.waivers.add(brand_id, text, finding, why=why.strip(), by=by)

    def _checked(self, text: str, brief: Brief, evidence: Sequence[EvidenceItem]) -> Checked:
        known = self.searching.known_facts(brief.brand)
        rules = self.store.rules.of(brief.brand.id)
        near = masked_nearness(self.searching.claims_near, brief.brand)
        request = check_request(text, brief, known, evidence, rules, near)
        seen: Examination = self.checker.examine(request)
        judged = self.judged(brief.brand.id, text, seen.findings)
        against = held_against(brief, known, evidence, rules)
        return Checked(verdict_after_waivers(judged), seen.findings, judged, seen.exempted, seen.scores, against)

    def evidence(self, text: str, brief: Brief) -> tuple[EvidenceItem, ...]:
        """All passages of a small brand; of a larger one those that lie nearest to each sentence, in the order they
        were found."""
        if (everything := self.searching.knowing.of(brief.brand).passages) is not None:
            return everything
        found: dict[str, Passage] = {}
        state = self.store.index.head(brief.brand.id)
        for sentence in list(dict.fromkeys(sentences(text)))[:SENTENCES_LOOKED_UP]:
            sentence = mask_text(sentence, brand=brief.brand).text
            query = SearchQuery(brief.brand, sentence, PASSAGES_PER_SENTENCE, brief.product, at=brief.at)
            for hit in self.lookups.get(query, state, self.searching.search):
                found.setdefault(hit.passage.id, hit.passage)
        return numbered(tuple(found.values()))


def masked_nearness(nearness: Nearness | None, brand: Brand, mask: Mask = NOTHING_MASKED) -> Nearness | None:
    """The same comparison of meanings, that never sees a person's data: an embedder may be an endpoint."""
    if nearness is None:
        return None
    known = nearness

    def near(claims: Sequence[tuple[str, Sequence[str]]]) -> Sequence[float]:
        return known([(mask.hide(mask_text(claim, brand=brand).text), texts) for claim, texts in claims])

    return near


def held_against(brief: Brief, known: KnownFacts, evidence: Sequence[EvidenceItem], rules: BrandRules) -> HeldAgainst:
    """What a check for `brief` stood on."""
    sources = {(s.document, s.version) for s in (f.source for f in known.standing)}
    sources |= {(item.source.document, item.source.version) for item in evidence}
    return HeldAgainst(
        brand=brief.brand.name,
        category=brief.brand.category,
        channel=brief.channel,
        product=brief.product,
        at=brief.at,
        facts=len(known.standing),
        passages=len(evidence),
        documents=tuple(DocumentRead(name, version) for name, version in sorted(sources)),
        rules=rules_version(rules),
    )


def check_request(
    text: str,
    brief: Brief,
    known: KnownFacts,
    evidence: Sequence[EvidenceItem],
    rules: BrandRules,
    nearness: Nearness | None = None,
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
        nearness=nearness,
        text_form=brief.text_form,
        heard=_heard(brief.conversation) if brief.conversation else (),
    )


def _heard(conversation: Conversation) -> tuple[str, ...]:
    """What customers wrote."""
    return tuple(turn.text for turn in conversation.turns if turn.speaker is Speaker.CUSTOMER)


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
