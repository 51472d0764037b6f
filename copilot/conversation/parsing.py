"""Pasted text or JSON turns → a conversation."""

import json
from collections.abc import Collection, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from copilot.conversation.bubbles import Bubble, split_bubbles
from copilot.conversation.speakers import guess_reps
from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.errors import InvalidInput


class TypedTurn(BaseModel):
    """One turn of `[{role, text}]`."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    role: Literal["customer", "rep", "agent", "user", "assistant"]
    text: str
    name: str = ""
    at: str = ""


_TURNS: TypeAdapter[list[TypedTurn]] = TypeAdapter(list[TypedTurn])


def read_paste(text: str, *, rep_names: Collection[str] = ()) -> Conversation:
    """A conversation from whatever was given: JSON turns, or a pasted chat. Raises `InvalidInput` (`chat_empty`)."""
    return parse_turns(text) if _looks_like_turns(text) else parse_chat(text, rep_names=rep_names)


def parse_chat(text: str, *, rep_names: Collection[str] = ()) -> Conversation:
    """Turns of a chat as copied from WeChat, WeCom, a spreadsheet, or typed; one plain message is the customer's.

    `rep_names` are nicknames known to be ours. Raises `InvalidInput` with code `chat_empty` when nobody said anything.
    """
    bubbles = split_bubbles(text)
    reps = guess_reps(bubbles, rep_names) if bubbles else frozenset[str]()
    return _conversation([(Speaker.REP if b.name in reps else Speaker.CUSTOMER, b) for b in bubbles])


def parse_turns(json_text: str) -> Conversation:
    """Turns of `[{role: customer|rep, text}]`. Raises `InvalidInput` with code `chat_unreadable` or `chat_empty`."""
    try:
        typed = _TURNS.validate_json(json_text)
    except ValidationError as error:
        detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        raise InvalidInput(f"turns are [{{role, text}}]: {detail}", code="chat_unreadable", detail=detail) from error
    spoken = [
        (Speaker.CUSTOMER if t.role in ("customer", "user") else Speaker.REP, Bubble(t.name, t.text, t.at))
        for t in typed
        if t.text
    ]
    return _conversation(spoken)


def _looks_like_turns(text: str) -> bool:
    if not text.lstrip().startswith("["):
        return False
    try:
        value: Any = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _conversation(spoken: Sequence[tuple[Speaker, Bubble]]) -> Conversation:
    """Merge successive bubbles of one speaker; the first one's time stands for them all."""
    turns: list[Turn] = []
    for speaker, bubble in spoken:
        last = turns[-1] if turns else None
        if last and last.speaker is speaker and last.name == bubble.name:
            turns[-1] = Turn(speaker, f"{last.text}\n{bubble.text}", last.name, last.at or bubble.at)
        else:
            turns.append(Turn(speaker, bubble.text, bubble.name, bubble.at))
    if not turns:
        raise InvalidInput("nobody says anything in this text", code="chat_empty")
    return Conversation(tuple(turns))
