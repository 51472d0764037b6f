"""Replying: a pasted chat → masked → read → three replies, with what was masked put back at the very end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from copilot.conversation import ConversationReader, Masked, detect_language, mask_conversation
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Reading, Stand
from copilot.domain.draft import Brief, Draft, Notice
from copilot.domain.language import Language
from copilot.knowledge.followup import follow_up
from copilot.ports import TextDelta
from copilot.workflows.draft import Drafting
from copilot.workflows.refine import Refining
from copilot.writing.events import Restarted

REPLIES = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """The first thing known about a chat: where the customer stands and what was masked. `masked` goes to writers."""

    reading: Reading
    masked: Masked
    language: Language
    by_person: bool = False
    """A person said where the customer stands; no model is asked."""


def no_examples(_: Brief) -> tuple[str, ...]:
    """Where nothing was sent yet."""
    return ()


ReplyEvent = Understood | TextDelta | Restarted | Notice | Draft


@dataclass(frozen=True, slots=True)
class Replying:
    """Reads chats and drafts replies to them."""

    reader: ConversationReader
    drafting: Drafting
    refining: Refining | None = None
    examples: Callable[[Brief], tuple[str, ...]] = no_examples
    """Replies that did well in situations like that of a brief."""

    def understand(self, chat: Conversation, brand: Brand, reading: Reading | None = None) -> Understood:
        """Where the customer stands, or `reading` when a person knows better. Instant: no model is asked."""
        masked = mask_conversation(chat, brand)
        language = detect_language(masked.conversation)
        read = reading or self.reader.read(masked.conversation, brand)
        return Understood(read, masked, language, by_person=reading is not None)

    def refine(self, understood: Understood) -> Understood:
        """The same, or with the customer where the model sees them, when there is one and our reading is unsure. Waits
        for it no longer than the setting says."""
        if self.refining is None or understood.by_person:
            return understood
        masked = understood.masked.conversation
        reading = self.refining.refine(understood.reading, masked, understood.language)
        return understood if reading == understood.reading else replace(understood, reading=reading)

    def reply(self, understood: Understood, asked: Brief) -> Iterator[ReplyEvent]:
        """Yield what was understood, once more where a model saw it otherwise, then text as it is written, at last the
        stored draft of all replies."""
        yield understood
        refined = self.refine(understood)
        if refined is not understood:
            yield refined
        brief, mask = brief_for(refined, asked), refined.masked.mask
        brief = replace(brief, examples=self.examples(brief))
        yield from self.drafting.draft(brief, mask.restore, mask.originals)


def brief_for(understood: Understood, asked: Brief) -> Brief:
    """`asked` with what the chat says: the step that was read, and the product meant last unless one was named.

    For “另外一款呢” the turns before say which other one is meant.
    """
    reading, chat = understood.reading, understood.masked.conversation
    meant = follow_up(chat.customer_words, chat.before, asked.brand.products).product
    meant_last = meant or (reading.products[-1] if reading.products else None)
    return replace(
        asked,
        node=reading.stand.node,
        step=reading.step if reading.stand is Stand.CONVERT else None,
        product=asked.product or meant_last,
        conversation=chat,
        reading=reading,
        variants=1 if reading.says_stop else REPLIES,
    )
