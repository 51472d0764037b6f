"""Pasted chat → turns; personal data → placeholders and back; where the customer stands."""

from copilot.conversation.following import continues
from copilot.conversation.laid_out import what_we_say
from copilot.conversation.language import detect_language
from copilot.conversation.masking import Mask, Masked, MaskedText, mask_conversation, mask_text, restore_conversation
from copilot.conversation.meanings import Prototypes
from copilot.conversation.parsing import parse_chat, parse_turns, read_paste
from copilot.conversation.reader import ConversationReader
from copilot.conversation.speakers import chosen, flip, focus, with_rep
from copilot.conversation.spotting import Kind
from copilot.conversation.traces import traced, traces_of

__all__ = [
    "ConversationReader",
    "Kind",
    "Mask",
    "Masked",
    "MaskedText",
    "Prototypes",
    "chosen",
    "continues",
    "detect_language",
    "flip",
    "focus",
    "mask_conversation",
    "mask_text",
    "parse_chat",
    "parse_turns",
    "read_paste",
    "restore_conversation",
    "traced",
    "traces_of",
    "what_we_say",
    "with_rep",
]
