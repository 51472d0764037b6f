"""What people say about an item: comments on a stretch of its text, in threads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from copilot.domain.calendar import Item
from copilot.domain.review import Actor, Comment, Deed
from copilot.errors import InvalidInput, UnknownName
from copilot.reviewing.item_states import moved, require_for
from copilot.store import Store


@dataclass(frozen=True, slots=True)
class About:
    """What a comment is about: words of the text from `start` on, or the whole (""); `answers` is the comment that
    began the thread."""

    quote: str = ""
    start: int = 0
    answers: int | None = None


THE_WHOLE = About()


@dataclass(frozen=True, slots=True)
class Talk:
    """Keeps comments. They change nothing of the item, so its version stays."""

    store: Store
    clock: Callable[[], datetime]

    def all(self, item_id: str) -> tuple[Comment, ...]:
        """The item's comments, the oldest first."""
        return self.store.comments.of(item_id)

    def add(self, item_id: str, text: str, actor: Actor, about: About = THE_WHOLE) -> Comment:
        """Say something. Raises `InvalidInput` for nothing said (`text_empty`), and for words that do not stand there
        in the text (`quote_gone`): somebody has edited it; `UnknownName` for the item or the comment it answers."""
        if not text.strip():
            raise InvalidInput("nothing was said", code="text_empty")
        item = self._item(item_id, actor, Deed.COMMENTED)
        draft = self.store.drafts.get(str(item.draft_id))
        said, end = draft.text if draft else "", about.start + len(about.quote)
        if said[about.start : end] != about.quote:
            raise InvalidInput("the words are not there any more", code="quote_gone", quote=about.quote)
        comment = Comment(
            0, item_id, actor.id, self.clock(), text.strip(), about.quote, about.start, end,
            draft.version if draft else 0, about.answers,
        )  # fmt: skip
        return self.store.comments.add(item, comment)

    def resolve(self, item_id: str, comment_id: int, actor: Actor) -> bool:
        """Settle a thread; False where somebody did so before. Raises `UnknownName` where none began with it."""
        item = self._item(item_id, actor, Deed.RESOLVED)
        if all(c.id != comment_id or c.answers is not None for c in self.all(item_id)):
            raise UnknownName("comment", str(comment_id))
        return self.store.comments.resolve(item, comment_id, actor.id)

    def _item(self, item_id: str, actor: Actor, deed: Deed) -> Item:
        require_for(actor, deed)
        item = self.store.calendar.get(item_id)
        moved(item, deed)
        return item
