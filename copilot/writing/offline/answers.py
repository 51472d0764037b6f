"""Finds what in the evidence answers a customer's question: an FAQ entry, a fact, a policy, or nothing."""

import re
from dataclasses import dataclass

from copilot.domain.evidence import EvidenceItem, Role
from copilot.writing.offline.likeness import Weights, terms
from copilot.writing.offline.lines import Line, question_of
from copilot.writing.offline.words import Hint, Words

CLOSE = 0.42
"""Share of the question's weight that an FAQ heading has to cover, in one direction or the other."""
ENOUGH = 0.34
"""Share of the question's weight that a single line has to cover."""


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
    hints = [h for h in words.hints if any(re.search(a, question, re.IGNORECASE) for a in h.asks)]
    found = [*_from_faq(asked, items, words, weights, ignore), *_from_facts(asked, hints, items, words)]
    found += _from_lines(asked, hints, lines, weights)
    if any(h.price for h in hints):
        found.append(Answer(0.8, price=True))
    return max(found, key=lambda a: a.score, default=None)


def _from_faq(
    asked: frozenset[str], items: list[EvidenceItem], words: Words, weights: Weights, ignore: frozenset[str]
) -> list[Answer]:
    found = []
    for item in items:
        if item.role is Role.SCRIPT or not (heading := question_of(item)):
            continue
        known = terms(heading, words.stop_words) - ignore
        common = (weights.share(asked, known) + weights.share(known, asked)) / 2
        if common >= CLOSE and asked & known:
            found.append(Answer(0.3 + common, item=item))
    return found


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


def _from_lines(asked: frozenset[str], hints: list[Hint], lines: list[Line], weights: Weights) -> list[Answer]:
    found = []
    for line in lines:
        if line.is_review or line.role is Role.STORY:
            continue
        hinted = any(
            (not h.roles or line.role in h.roles) and re.search(a, line.text, re.IGNORECASE)
            for h in hints
            for a in h.about
        )
        share = weights.share(asked, line.words)
        if hinted or (share >= ENOUGH and len(asked & line.words) > 1):
            found.append(Answer(share + (0.45 if hinted else 0.1), line=line))
    return found
