"""Where a customer stands: likeness to examples, words that tell, and what came before, added up."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.conversation.clauses import plain_words, readable, split_clauses
from copilot.conversation.meanings import About, Prototypes
from copilot.conversation.signals import is_question
from copilot.conversation.signs import ReadingTable, reading_table
from copilot.conversation.tables import any_of
from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.ports import Embedder

Scores = dict[About, float]

_WHOLE = 0.5
"""How much the message as a whole counts; the rest is its strongest clause."""
_SHORT = 40
"""Characters up to which a message may be a mere answer to what the rep asked."""
_MOST_VOTES = 2.5
"""Votes after which more of the same says nothing new."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a message is about; `why` are the customer's words that decided it, `confidence` is in 0..1."""

    about: About
    why: str
    confidence: float
    scores: Scores


def judge(conversation: Conversation, embedder: Embedder | None, prototypes: Prototypes) -> Standing:
    """Weigh the customer's waiting words, then the chat before them. Without an embedder words alone are weighed."""
    table = reading_table()
    words = readable(conversation.customer_words)
    clauses = split_clauses(words)
    if not clauses:
        return _judge_wordless(conversation, table)
    units = [words, *clauses] if len(clauses) > 1 else [words]
    scored = _score_units(units, table, embedder, prototypes)
    told = scored[1:] or scored
    scores = {about: _WHOLE * scored[0][about] + (1 - _WHOLE) * max(s[about] for s in told) for about in About}
    if len(told) > 1:
        scores[About.OTHER] = min(scores[About.OTHER], min(s[About.OTHER] for s in told) + 1)
    said = _tell(words, table)
    for about, bonus in table.blocks_bonus.items():
        scores[about] += bonus if said[about] > 0 else 0.0
    for about, prior in table.prior.items():
        scores[about] += prior
    for about, bonus in _context(conversation, words, table).items():
        scores[about] += bonus
    best = max(scores, key=lambda about: scores[about])
    clause = clauses[max(range(len(told)), key=lambda i: told[i][best])]
    return Standing(best, clause, _confidence(scores, best), scores)


def _score_units(
    units: Sequence[str], table: ReadingTable, embedder: Embedder | None, prototypes: Prototypes
) -> list[Scores]:
    likeness = (
        prototypes.likeness([plain_words(unit) for unit in units], embedder, table.nearest)
        if embedder
        else [dict.fromkeys(About, 0.0) for _ in units]
    )
    return [
        {about: table.meaning_weight * alike[about] + told[about] for about in About}
        for alike, told in zip(likeness, (_tell(unit, table) for unit in units), strict=True)
    ]


def _tell(text: str, table: ReadingTable) -> Scores:
    """What the words of `text` say by themselves; each sign counts once."""
    scores = dict.fromkeys(About, 0.0)
    for sign in table.signs:
        if sign.pattern.search(text):
            scores[sign.about] += sign.weight
    return scores


def _context(conversation: Conversation, words: str, table: ReadingTable) -> Scores:
    """What the turns before say: whether an order is being talked about, and what the rep has just asked."""
    before = conversation.turns_before[-table.order_turns :]
    bonus: Scores = {About.SERVICE: table.context_weight * _orderliness(before, table)}
    if is_question(words):
        bonus[About.OTHER] = table.asks_bonus
    if bonus[About.SERVICE] > 0 and not _tell(words, table)[About.OTHER]:
        bonus[About.OTHER] = bonus.get(About.OTHER, 0.0) + table.in_order_bonus
    asked = before[-1].text if before and before[-1].speaker is Speaker.REP else ""
    if asked and len(words) <= _SHORT:
        if table.asked_order.search(asked):
            bonus[About.SERVICE] += table.answer_bonus
        elif table.asked_need.search(asked) and not re.search(r"[?？]", words):
            bonus[About.NEED] = table.answer_bonus
    return bonus


def _orderliness(before: Sequence[Turn], table: ReadingTable) -> float:
    """How much the chat so far is about an order: each customer turn votes, signs in anyone's words add half a vote."""
    orders = any_of(table.order_signs)
    votes = 0.0
    for turn in before:
        votes += 0.5 * bool(orders.search(turn.text))
        if turn.speaker is Speaker.CUSTOMER:
            told = _tell(turn.text, table)
            steps = max(told[about] for about in About if about.step)
            votes += max(-1.0, min(1.0, (told[About.SERVICE] - steps) / 2))
    return max(-_MOST_VOTES, min(_MOST_VOTES, votes))


def _judge_wordless(conversation: Conversation, table: ReadingTable) -> Standing:
    """A picture or a sticker alone: about an order when the chat is, else about nothing in particular."""
    orders = any_of(table.order_signs)
    ordered = any(orders.search(turn.text) for turn in conversation.exchange[-table.order_turns :])
    about = About.SERVICE if ordered else About.OTHER
    return Standing(about, conversation.customer_words, 0.3, dict.fromkeys(About, 0.0))


def _confidence(scores: Scores, best: About) -> float:
    """The share of `best` when scores are read as odds."""
    return 1 / sum(math.exp(score - scores[best]) for score in scores.values())
