"""“Revise to this comment”: the model rewrites an item's text to a thread, as a new version that is checked."""

from dataclasses import dataclass, replace

from copilot.conversation import mask_text
from copilot.domain.calendar import Item
from copilot.domain.draft import Draft
from copilot.domain.review import Actor, Comment, Deed
from copilot.domain.spending import Account
from copilot.errors import InvalidInput, UnknownName
from copilot.reviewing.item_states import require_for
from copilot.workflows.metered import OnAccount
from copilot.workflows.review import NewText, Reviewing
from copilot.writing.reviser import Remark, Reviser


@dataclass(frozen=True, slots=True)
class ItemRevising:
    """Rewrites texts of items, where there is a model."""

    review: Reviewing
    reviser: Reviser | None

    @property
    def possible(self) -> bool:
        """Whether there is a model to ask."""
        return self.reviser is not None

    def to_comment(self, item_id: str, expected_version: int, comment_id: int, actor: Actor) -> Item:
        """The item with its text rewritten to what was said in that thread. The thread stays open: whoever began it
        says whether that was it, and it can be done again.

        Raises `InvalidInput` (`model_missing` offline, `nothing_changed` where the model gave the text back, and as
        `Reviewing.edit` does), `Conflict`, `UnknownName`, `ModelFailed`.
        """
        require_for(actor, Deed.REVISED)
        if self.reviser is None:
            raise InvalidInput("there is no model to revise with", code="model_missing")
        waiting = self.review.at(item_id, expected_version, actor)
        draft = self.review.text(waiting)
        thread = _thread(self.review.talk.all(item_id), comment_id)
        text = self._revised(self.reviser, waiting, draft, thread)
        if text.strip() == draft.text.strip():
            raise InvalidInput("the model changed nothing", code="nothing_changed")
        return self.review.put(item_id, expected_version, NewText(text, Deed.REVISED, thread[0].text), actor)

    def _revised(self, reviser: Reviser, item: Item, draft: Draft, thread: tuple[Comment, ...]) -> str:
        """What the model makes of it; personal data that somebody typed is hidden from it, and put back."""
        brand = self.review.brand_of(item)
        briefing = self.review.checks.briefing
        form = briefing.form(draft.task, item.slot.channel, draft.language, briefing.text_forms.get(draft.text_form))
        text = mask_text(draft.text, brand=brand)
        words = mask_text("\n".join(comment.text for comment in thread), text.mask, brand=brand)
        quote = mask_text(thread[0].quote, words.mask, brand=brand)
        limit = form.soft_characters or form.target_characters
        evidence = draft.evidence
        account = Account(draft.brand_id, draft.id)
        reviser = replace(reviser, model=OnAccount(reviser.model, account))
        return quote.mask.restore(
            reviser.revise(text.text, Remark(words.text, quote.text), evidence, draft.language, limit)
        )


def _thread(comments: tuple[Comment, ...], comment_id: int) -> tuple[Comment, ...]:
    """The comment that began it and its answers."""
    first = next((c for c in comments if c.id == comment_id), None)
    if first is None:
        raise UnknownName("comment", str(comment_id))
    began = first.answers or first.id
    return tuple(c for c in comments if began in (c.id, c.answers))
