"""One sentence of a draft said otherwise: proposed, shown, taken or left, and taken back; the rest stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from copilot.conversation import mask_text
from copilot.domain.calendar import Item
from copilot.domain.draft import Brief, Draft, Severity, Usage
from copilot.domain.review import Actor
from copilot.domain.sentences import Proposal, SentenceWish, sentences
from copilot.domain.spending import Account
from copilot.errors import Conflict, InvalidInput, ModelFailed
from copilot.workflows.ask import Briefing
from copilot.workflows.check import Checking
from copilot.workflows.draft import Drafting
from copilot.workflows.metered import OnAccount
from copilot.workflows.review import Reviewing
from copilot.writing.offline.sentence import OfflineSentences
from copilot.writing.sentence_guard import fitted
from copilot.writing.sentence_rewriter import SentenceRewriter, SentenceTask

OFFLINE = "offline"
ATTEMPTS = 2
"""A small model that broke a rule the first time often keeps it the second."""
FIGURE_KINDS = ("number", "price", "date", "price_fraud", "expired_offer")


@dataclass(frozen=True, slots=True)
class SentenceRewriting:
    """Rewrites sentences of variants of stored drafts, and of texts of the calendar."""

    drafting: Drafting
    briefing: Briefing
    checking: Checking
    review: Reviewing
    offline: OfflineSentences
    rewriter: SentenceRewriter | None
    today: Callable[[], date]

    def propose(self, draft: Draft, number: int, sentence: int, wish: SentenceWish) -> Proposal:
        """The sentence (from 1) of the variant (from 1) said otherwise. Nothing is stored, and what stands outside the
        sentence is not touched. Where the model fails, what can be done without it is.

        Raises `InvalidInput`: `sentence_missing`; `sentence_needs_model` (fact `wish`) offline; where what was said
        breaks a rule, see `fitted`, and `sentence_unsupported` (facts `quote`, `why`) for a figure that nothing proves.
        `ModelFailed` where the model failed and offline nothing can be done.
        """
        brief = self.briefing.brief_again(draft, self.today())
        text = variant_text(draft, number)
        start, before = _place(text, sentence)
        blank = Proposal(draft.id, draft.version, number, text, start, before, "", wish, OFFLINE)
        if self.rewriter is None:
            return self._offline(draft, blank, brief)
        try:
            return self._by_model(self.rewriter, draft, blank, brief)
        except ModelFailed as failure:
            try:
                return replace(self._offline(draft, blank, brief), failure=failure.code)
            except InvalidInput:
                raise failure from None

    def take(self, proposal: Proposal) -> Draft:
        """Store the variant with the sentence as proposed, as a new version, checked again. Raises `Conflict` where the
        draft has changed since, `InvalidInput` (`goes_with_item`), `UnknownName`."""
        draft = self._own(proposal.draft_id)
        seen = replace(draft, version=proposal.version)
        return self.drafting.revise(seen, proposal.number, proposal.changed, self._brief(draft))

    def undo(self, draft: Draft, number: int) -> Draft:
        """Let the variant say again what it said before its last change, as a new version. Raises `InvalidInput`
        (`nothing_to_undo`), `Conflict`."""
        former = self.former(draft, number)
        if former is None:
            raise InvalidInput("it never said anything else", code="nothing_to_undo")
        return self.drafting.revise(draft, number, former, self._brief(self._own(draft.id)))

    def former(self, draft: Draft, number: int) -> str | None:
        """What the variant said before its last change; None where it never said anything else."""
        if draft.version == 1:
            return None
        now = variant_text(draft, number)
        before = (v for v in reversed(self.drafting.store.drafts.versions(draft.id)) if v.version < draft.version)
        texts = (v.text if draft.item_id else v.variants[number - 1].text for v in before)
        return next((text for text in texts if text != now), None)

    def take_for_item(self, item: Item, proposal: Proposal, actor: Actor) -> Item:
        """The same for an item of the calendar: it becomes a draft again, and its approvals fall. Raises as
        `Reviewing.edit` does, `Conflict` also where the text has changed since."""
        now = self.review.text(item)
        if (now.id, now.version) != (proposal.draft_id, proposal.version):
            raise Conflict(f"the text of {item.id} has changed", kind="draft", id=now.id, version=now.version)
        return self.review.edit(item.id, item.version, proposal.changed, actor)

    def undo_for_item(self, item: Item, draft: Draft, actor: Actor) -> Item:
        """`undo` for an item's text."""
        former = self.former(draft, 1)
        if former is None:
            raise InvalidInput("it never said anything else", code="nothing_to_undo")
        return self.review.edit(item.id, item.version, former, actor)

    def _by_model(self, rewriter: SentenceRewriter, draft: Draft, blank: Proposal, brief: Brief) -> Proposal:
        """What the model says, with what of it breaks a rule refused; personal data is hidden from it and put back."""
        rewriter = replace(rewriter, model=OnAccount(rewriter.model, Account(draft.brand_id, draft.id)))
        whole = mask_text(blank.text, brand=brief.brand)
        sentence = mask_text(blank.before, whole.mask, brand=brief.brand)
        task = SentenceTask(whole.text, sentence.text, blank.wish, draft.language, draft.evidence, brief.persona)
        spent = Usage()
        for left in range(ATTEMPTS - 1, -1, -1):
            said, usage = rewriter.rewrite(task)
            spent += usage
            try:
                after = sentence.mask.restore(fitted(sentence.text, said, blank.wish, draft.evidence))
                return self._supported(draft, replace(blank, after=after, by=rewriter.model.name, usage=spent), brief)
            except InvalidInput:
                if not left:
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _offline(self, draft: Draft, blank: Proposal, brief: Brief) -> Proposal:
        said = self.offline.rewrite(blank.before, blank.wish, brief)
        if said is None:
            raise InvalidInput(
                f"no honest way offline: {blank.wish}", code="sentence_needs_model", wish=blank.wish.value
            )
        after = fitted(blank.before, said, blank.wish, draft.evidence)
        return self._supported(draft, replace(blank, after=after), brief)

    def _supported(self, draft: Draft, proposal: Proposal, brief: Brief) -> Proposal:
        """The proposal, unless the check finds a figure in its sentence that it did not find before."""
        known = {(f.rule, f.quote) for f in self.checking.check_edit(draft, proposal.text, brief).findings}
        end = proposal.start + len(proposal.after)
        for found in self.checking.check_edit(draft, proposal.changed, brief).findings:
            within = found.start < end and found.end > proposal.start
            grave = found.kind in FIGURE_KINDS and found.severity is not Severity.NOTE
            if within and grave and (found.rule, found.quote) not in known:
                raise InvalidInput(found.message, code="sentence_unsupported", quote=found.quote, why=found.message)
        return proposal

    def _own(self, draft_id: str) -> Draft:
        """The draft, where it goes out by itself and not by an item of the calendar."""
        draft = self.drafting.store.drafts.get(draft_id)
        if draft is None or draft.item_id:
            raise InvalidInput(f"{draft_id} is of the calendar", code="goes_with_item")
        return draft

    def _brief(self, draft: Draft) -> Brief:
        return self.briefing.brief_again(draft, self.today())


def variant_text(draft: Draft, number: int) -> str:
    """What the variant says; of a draft of the calendar, what its item says. Raises `InvalidInput` (`sentence_missing`)."""
    if draft.item_id:
        return draft.text
    if not 1 <= number <= len(draft.variants):
        raise InvalidInput(f"no variant {number}", code="sentence_missing", count=len(draft.variants))
    return draft.variants[number - 1].text


def _place(text: str, sentence: int) -> tuple[int, str]:
    spots = sentences(text)
    if not 1 <= sentence <= len(spots):
        raise InvalidInput(f"no sentence {sentence}", code="sentence_missing", count=len(spots))
    return spots[sentence - 1]
