"""Finds what in the evidence answers a customer's question: an FAQ entry, a fact, a policy, or nothing."""

import re
from dataclasses import dataclass

from copilot.domain.evidence import EvidenceItem, Role
from copilot.writing.likeness import Weights, terms
from copilot.writing.offline.lines import Line, question_of
from copilot.writing.offline.words import Hint, Words

CLOSE = 0.42
"""Share of the question's weight that an FAQ heading has to cover, in one direction or the other."""
ENOUGH = 0.34
"""Share of the question's weight that a single line has to cover."""
NEAR = 0.52
"""Likeness in meaning from which an FAQ entry is taken to answer the question it was compared with."""
SURELY_NEAR = 0.685
"""The same where the entry's question shares no word and no matter (returns, washing) with the customer's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers: an item (its lines or its fact), or the price. Exactly one of `item`, `line`, `price` is set."""

    score: float
    item: EvidenceItem | None = None
    line: Line | None = None
    price: bool = False


def answer_to(
    question: str, items: list[EvidenceItem], lines: list[Line], words: Words, weights: Weights, ignore: frozenset[str]
) -> Answer | None:
    """The best answer to `question`, or None when nothing at hand is about it. `ignore` are the product's terms."""
    asked = terms(question, words.stop_words) - ignore
    hints = [h for h in words.hints if _asks(h, question)]
    found = [*_from_faq(question, asked, items, words, weights, ignore), *_from_facts(asked, hints, items, words)]
    found += _from_lines(asked, hints, lines, weights, {i.n: i for i in items})
    if any(h.price for h in hints):
        found.append(Answer(0.8, price=True))
    return max(found, key=lambda a: a.score, default=None)


def _from_faq(
    question: str,
    asked: frozenset[str],
    items: list[EvidenceItem],
    words: Words,
    weights: Weights,
    ignore: frozenset[str],
) -> list[Answer]:
    found = []
    hints = [h for h in words.hints if _asks(h, question) and Role.FAQ in h.roles]
    for item in items:
        if item.role is Role.SCRIPT or not (heading := question_of(item)):
            continue
        known = terms(heading, words.stop_words) - ignore
        common = (weights.share(asked, known) + weights.share(known, asked)) / 2
        enough = NEAR if any(_asks(h, heading) for h in hints) or (not hints and asked & known) else SURELY_NEAR
        # “89 for a grinder?” holds nothing that could be compared but the product's name.
        telling = bool(hints) or any(not term.isdigit() for term in asked)
        alike = item.near if telling and item.near >= enough and item.answers == question else 0.0
        if hints and (both := sum(_asks(h, heading) for h in hints)):
            common = max(common, 0.2 + 0.4 * both / len(hints))
        if alike or (common >= CLOSE and (asked & known or hints)):
            found.append(Answer(max(0.3 + common, 0.24 + alike), item=item))
    return found


def _asks(hint: Hint, question: str) -> bool:
    return any(re.search(a, question, re.IGNORECASE) for a in hint.asks)


def _from_facts(asked: frozenset[str], hints: list[Hint], items: list[EvidenceItem], words: Words) -> list[Answer]:
    found = []
    for item in items:
        if item.fact is None:
            continue
        field = item.fact.field
        hinted = any(re.search(a, field, re.IGNORECASE) for h in hints for a in h.about)
        named = bool(terms(field, words.stop_words)) and terms(field, words.stop_words) <= asked
        if hinted or named:
            found.append(Answer(0.75 if hinted else 0.7, item=item))
    return found


def _from_lines(
    asked: frozenset[str], hints: list[Hint], lines: list[Line], weights: Weights, items: dict[int, EvidenceItem]
) -> list[Answer]:
    found = []
    for line in lines:
        item = items.get(line.n)
        heading = question_of(item) if item and line.role is Role.FAQ else ""
        if line.role is Role.STORY:
            continue
        if line.is_review:
            if weights.share(asked, line.words) >= ENOUGH and len(asked & line.words) > 2:
                found.append(Answer(weights.share(asked, line.words), line=line))
            continue
        hinted = any(
            (not h.roles or line.role in h.roles)
            and re.search(a, line.text, re.IGNORECASE)
            and (not heading or _asks(h, heading))
            for h in hints
            for a in h.about
        )
        share = weights.share(asked, line.words)
        if hinted or (share >= ENOUGH and len(asked & line.words) > 1):
            # What follows an FAQ entry's first sentence answers its question, which may not be the customer's.
            leaning = 0.3 if line.role is Role.FAQ and line.place and (item.near if item else 0.0) < NEAR else 0.0
            found.append(Answer(share + (0.45 if hinted else 0.1) - leaning, line=line))
    return found
