"""Which language a customer writes."""

import re

from copilot.domain.conversation import Conversation, Speaker
from copilot.domain.language import Language

_HAN = re.compile(r"[一-鿿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def detect_language(conversation: Conversation) -> Language:
    """The language of the customer's words; of the rep's when the customer said nothing readable; else Chinese."""
    for speaker in (Speaker.CUSTOMER, Speaker.REP):
        said = "\n".join(turn.text for turn in conversation.exchange if turn.speaker is speaker)
        found = language_of(said)
        if found:
            return found
    return Language.ZH


def language_of(text: str) -> Language | None:
    """Chinese when its signs outweigh Latin words (a brand name in a Chinese sentence is no English); None for neither."""
    han, words = len(_HAN.findall(text)), len(_LATIN_WORD.findall(re.sub(r"\[[^\]]*\]|https?://\S+", " ", text)))
    if not han and not words:
        return None
    return Language.ZH if han >= words else Language.EN
