"""Who in a chat is the rep: guessed from names and manner, and changed by a person."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from copilot.conversation.bubbles import Bubble
from copilot.conversation.tables import any_of, pasting
from copilot.domain.conversation import Conversation, PasteChoices, Speaker
from copilot.errors import UnknownName

_QUESTION = re.compile(r"[?？]|[吗么呢]\s*$|多少|怎么|哪|什么|几[个点天]")
_LABEL, _CALLED, _OUTSIDE, _MANNER, _OPENS, _ANSWERS = 12.0, 4.0, 6.0, 1.0, 0.6, 0.8
_SURE = 3.0
"""From this score on a speaker is taken for a rep even when another scores higher (two reps in a group)."""


def guess_reps(bubbles: Sequence[Bubble], rep_names: Collection[str] = ()) -> frozenset[str]:
    """The names that belong to reps. A lone speaker is a customer unless their name says otherwise."""
    names = list(dict.fromkeys(b.name for b in bubbles))
    known = {name.strip().casefold() for name in rep_names if name.strip()}
    exact = frozenset(name for name in names if name.casefold() in known)
    given = exact or frozenset(name for name in names if _holds_one(name, known))
    if exact or 0 < len(given) < max(2, len(names)):
        return given
    by_name = {name: _score_name(name, bubbles) for name in names}
    if len(names) == 1:
        return frozenset(name for name in names if by_name[name] >= _SURE)
    scores = {name: by_name[name] + _score_manner(name, bubbles) for name in names}
    best = max(names, key=lambda name: scores[name])
    reps = {name for name in names if by_name[name] >= _SURE} | {best}
    return frozenset(reps if len(reps) < len(names) else {best})


def _holds_one(nickname: str, known: Collection[str]) -> bool:
    """Whether one of our names stands in a nickname as a word of its own: “Dana Trailkettle”, “陶然@眠云”."""
    words = _spaced(nickname)
    return any(_spaced(name) in words for name in known if _spaced(name).strip())


def _spaced(name: str) -> str:
    return f" {' '.join(re.findall('[a-z0-9一-鿿]+', name.casefold()))} "


def flip(conversation: Conversation) -> Conversation:
    """The same chat with rep and customer exchanged."""
    other = {Speaker.REP: Speaker.CUSTOMER, Speaker.CUSTOMER: Speaker.REP}
    return Conversation(tuple(replace(turn, speaker=other[turn.speaker]) for turn in conversation.turns))


def with_rep(conversation: Conversation, name: str) -> Conversation:
    """The same chat with `name` as its one rep. Raises `UnknownName` when nobody is called so."""
    _demand(conversation, name)
    turns = (
        replace(turn, speaker=Speaker.REP if turn.name == name else Speaker.CUSTOMER) for turn in conversation.turns
    )
    return Conversation(tuple(turns))


def focus(conversation: Conversation, name: str) -> Conversation:
    """Choose the customer to answer; everyone else's words stay as context. Raises `UnknownName`."""
    _demand(conversation, name)
    if all(turn.speaker is Speaker.REP for turn in conversation.turns if turn.name == name):
        conversation = flip(conversation)
    return replace(conversation, answering=name)


def chosen(conversation: Conversation, choices: PasteChoices) -> Conversation:
    """The chat as a person reads it: who is the rep, then whether sides are exchanged, then whom to answer; of several
    customers, where nobody is chosen, the one who wrote last.

    Raises `UnknownName` for a nickname that nobody has.
    """
    if choices.rep:
        conversation = with_rep(conversation, choices.rep)
    if choices.swapped:
        conversation = flip(conversation)
    if choices.answering:
        return focus(conversation, choices.answering)
    if conversation.answering or len(conversation.customers) < 2:
        return conversation
    last = next(t.name for t in reversed(conversation.turns) if t.name in conversation.customers)
    return focus(conversation, last)


def _demand(conversation: Conversation, name: str) -> None:
    if name not in conversation.names:
        raise UnknownName("speaker", name, conversation.names)


def _score_name(name: str, bubbles: Sequence[Bubble]) -> float:
    """What the name alone says: above 0 a rep, below 0 a customer."""
    table, plain = pasting(), name.casefold()
    score = 0.0
    if plain in table.rep_labels:
        # “我” is whoever copied the chat, and that is the rep who pastes it here.
        score += _LABEL
    if plain in table.customer_labels or (plain.rstrip("0123456789abc甲乙丙") in table.customer_labels):
        score -= _LABEL
    if any(part in plain for part in table.rep_name_parts) or re.search(table.rep_name_pattern, name):
        score += _CALLED
    if re.search(table.customer_name_pattern, name):
        score -= _CALLED
    if any(b.outside for b in bubbles):
        score += -_OUTSIDE if any(b.outside for b in bubbles if b.name == name) else _OUTSIDE
    return score


def _score_manner(name: str, bubbles: Sequence[Bubble]) -> float:
    """What someone's words and turns say, scaled so that long chats do not outweigh names."""
    own = [b for b in bubbles if b.name == name]
    rep, customer = _phrases()
    sounds = sum(bool(rep.search(b.text)) - bool(customer.search(b.text)) for b in own) * _MANNER / math.sqrt(len(own))
    opens = -_OPENS if bubbles[0].name == name else 0.0
    pairs = list(pairwise(bubbles))
    answers = sum(bool(_QUESTION.search(a.text)) for a, b in pairs if b.name == name != a.name)
    asks = sum(bool(_QUESTION.search(b.text)) for b in own)
    words = sum(len(b.text) for b in own) / sum(len(b.text) for b in bubbles)
    return sounds + opens + (answers - asks) * _ANSWERS / math.sqrt(len(own)) + words * _OPENS


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = pasting()
    return any_of(table.rep_phrases), any_of(table.customer_phrases)
