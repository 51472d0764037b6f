"""A reply as JSON, with who was read as whom."""

from copilot.domain.conversation import Conversation
from copilot.json_shapes import Json
from copilot.json_shapes import reply as reply_shape
from copilot.workflows.reply import Replied


def replied_row(replied: Replied) -> Json:
    """`{…reply, read: {reps, customers, answering, turns: [{role, name, at, text}]}, masked: {phone: 1}}`"""
    understood = replied.understood
    return {
        **reply_shape(replied.reading, replied.draft),
        "promises": list(replied.reading.promises),
        "read": chat_row(understood.chat),
        "masked": {kind.value: count for kind, count in understood.masked.mask.counts.items()},
    }


def chat_row(chat: Conversation) -> Json:
    """`{reps, customers, answering, turns}`; `answering` is null where only one customer speaks."""
    return {
        "reps": list(chat.reps),
        "customers": list(chat.customers),
        "answering": chat.answering or None,
        "turns": [{"role": t.speaker.value, "name": t.name, "at": t.at, "text": t.text} for t in chat.turns],
    }
