"""A chat → a reading of it, at once and without a model."""

from copilot.conversation.meanings import About, Prototypes
from copilot.conversation.signals import (
    find_escalation,
    find_mood,
    find_objection,
    open_promises,
    open_questions,
    products_meant,
    says_stop,
)
from copilot.conversation.signs import reading_table
from copilot.conversation.standing import Standing, judge
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Objection, Reading
from copilot.ports import Embedder


class ConversationReader:
    """Reads where a customer stands by patterns and by likeness to prototypes.

    Without an embedder only patterns count. The prototypes are encoded at the first reading and kept.
    """

    def __init__(self, embedder: Embedder | None = None, prototypes: Prototypes | None = None) -> None:
        self._embedder = embedder
        self._prototypes = prototypes or Prototypes.load()

    def read(self, conversation: Conversation, brand: Brand | None = None) -> Reading:
        """Where the customer stands now. `brand` lets products be recognised. Raises `ModelFailed` from the embedder."""
        words = conversation.customer_words
        stops = says_stop(words)
        standing = judge(conversation, self._embedder, self._prototypes)
        objection = Objection.DISTURBED if stops else find_objection(words)
        about = About.OTHER if stops else settled(standing, objection)
        return Reading(
            stand=about.stand,
            step=about.step,
            objection=objection,
            why=standing.why,
            confidence=round(standing.confidence, 3),
            products=products_meant(conversation, brand) if brand else (),
            questions=open_questions(conversation),
            escalation=find_escalation(words),
            says_stop=stops,
            mood=find_mood(words),
            promises=open_promises(conversation),
        )


def settled(standing: Standing, objection: Objection | None) -> About:
    """What a message is about; a step that is only guessed gives way to doubt that is said outright."""
    doubts = objection in (Objection.DISTRUST, Objection.EFFECT)
    guessed = standing.about.step is not None and standing.confidence < reading_table().weak_confidence
    return About.TRUST if doubts and guessed else standing.about
