"""What replies are ordered for, joined once on the page and handed to its parts."""

from dataclasses import dataclass

from copilot.domain.conversation import Conversation, Reading
from copilot.domain.customer import Customer
from copilot.domain.override import Override
from copilot.ui.desk import digest
from copilot.workflows.ask import Ask
from copilot.workflows.reply import Understood


@dataclass(frozen=True, slots=True)
class Order:
    """What replies are to be written for. `understood` is None where there is no chat that can be read."""

    chat: str
    ask: Ask
    override: Override
    understood: Understood | None
    talk: Conversation | None = None
    """The chat as read, with sides and the customer to answer as a person chose them."""
    customer: Customer | None = None

    @property
    def reading(self) -> Reading | None:
        """Where the customer stands, with what a person says of it."""
        return self.override.on(self.understood.reading) if self.understood else None

    @property
    def is_refined(self) -> bool:
        """Whether a model has seen the chat already."""
        return self.understood is not None and self.understood.reading.by != ""

    @property
    def settled(self) -> bool:
        """Whether no model is to be asked where the customer stands: a person knows, a model said it, or they are on
        the stop list."""
        return bool(self.override) or self.is_refined or (self.customer is not None and self.customer.stopped)

    @property
    def fingerprint(self) -> str:
        """Changes with the chat, whose voice, to whom, and what a person said of it."""
        whom = (self.talk.answering, self.talk.reps) if self.talk else ()
        told = (self.chat, self.ask.persona, self.ask.segment, self.override, *whom)
        return digest("\0".join(map(str, told)))
