"""Replying: a pasted chat → masked → read → three replies, with what was masked put back at the very end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from copilot.conversation import (
    ConversationReader,
    Kind,
    Mask,
    Masked,
    chosen,
    continues,
    detect_language,
    mask_conversation,
    mask_text,
    read_paste,
    restore_conversation,
)
from copilot.domain.brand import Brand
from copilot.domain.conversation import AS_PASTED, Conversation, PasteChoices, Reading, Stand
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
    """The first thing known about a chat: where the customer stands and what was masked.

    `masked` and `reading` go to writers and hold placeholders; `chat` and `told` are for the person's eyes.
    """

    reading: Reading
    masked: Masked
    language: Language
    by_person: bool = False
    """A person said where the customer stands; no model is asked."""

    @property
    def chat(self) -> Conversation:
        """The conversation as it was pasted."""
        return restore_conversation(self.masked.conversation, self.masked.mask)

    @property
    def told(self) -> Reading:
        """The reading with what was masked put back."""
        back = self.masked.mask.restore
        reading = self.reading
        return replace(
            reading,
            why=back(reading.why),
            questions=tuple(map(back, reading.questions)),
            promises=tuple(map(back, reading.promises)),
        )


@dataclass(frozen=True, slots=True)
class Replied:
    """What came of replying: how the chat was understood, and the draft whose variants are the replies."""

    understood: Understood
    draft: Draft

    @property
    def reading(self) -> Reading:
        """Where the customer stands, in the customer's own words."""
        return self.understood.told


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

    def read_chat(self, chat: str | Conversation, brand: Brand, choices: PasteChoices = AS_PASTED) -> Conversation:
        """Who said what in a pasted chat (or JSON turns); a brand's personas are known to be reps.

        Raises `InvalidInput` for what is no chat, `UnknownName` for a choice of somebody who is not in it.
        """
        if isinstance(chat, str):
            personas = self.drafting.store.brands.personas(brand.id)
            chat = read_paste(chat, rep_names=[brand.name, *(persona.name for persona in personas)])
        return chosen(chat, choices)

    def masked(self, chat: str | Conversation, brand: Brand) -> Conversation:
        """A chat without personal data."""
        return mask_conversation(self.read_chat(chat, brand), brand).conversation

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

    @staticmethod
    def continues(before: str, now: str) -> bool:
        """Whether `now`, as pasted, is the chat `before` with other turns."""
        return continues(before, now)

    def reply(self, understood: Understood, asked: Brief) -> Iterator[ReplyEvent]:
        """Yield what was understood, once more where a model saw it otherwise, then text as it is written, at last the
        stored draft of all replies."""
        yield understood
        refined = self.refine(understood)
        if refined is not understood:
            yield refined
        brief = brief_for(refined, asked)
        yield from self.drafting.draft(replace(brief, examples=self.examples(brief)), refined.masked.mask)


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
        said=tuple(_hidden(text, understood.masked.mask, asked.brand) for text in asked.said),
        variants=1 if reading.says_stop else REPLIES,
    )


def _hidden(text: str, mask: Mask, brand: Brand) -> str:
    """A reply offered before, with what is hidden in the chat hidden in it too."""
    names = [item.original for item in mask.items if item.kind is Kind.NAME]
    return mask_text(text, mask, brand=brand, names=names).text
