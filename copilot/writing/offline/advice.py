"""Which product a reply speaks of when the customer describes a need and names none."""

import re
from dataclasses import replace

from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Role
from copilot.domain.ladder import Step
from copilot.writing.likeness import terms, weigh
from copilot.writing.offline.subject import kind_of, kinds_in
from copilot.writing.offline.words import Words

SURE = 0.6
"""Likeness from which an approved answer to this very situation decides."""
SHARED = 0.05
"""Share of the customer's words that a scene of use has to hold."""


def with_advised_product(brief: Brief, evidence: Evidence, words: Words) -> Brief:
    """The brief with the product that fits the need, or as it is when one is named or nothing at hand decides."""
    named = brief.product or (brief.reading and brief.reading.products)
    if brief.task is not Task.REPLY or brief.step is not Step.NEED or named or brief.conversation is None:
        return brief
    fitting = _of_kind_meant(brief, evidence, words)
    best = _by_answer(fitting) or _by_scene(brief.conversation.customer_words, fitting, words.stop_words, words.limit)
    return replace(brief, product=best) if best else brief


def _of_kind_meant(brief: Brief, evidence: Evidence, words: Words) -> Evidence:
    """The evidence without other kinds of product than the chat speaks of: who asks for a pillow needs no quilt."""
    turns = brief.conversation.exchange if brief.conversation else ()
    meant = frozenset().union(*(kinds_in(turn.text, brief, words) for turn in turns))
    kept = [i for i in evidence.items if not _product(i) or kind_of(_product(i), brief.language) in meant]
    return replace(evidence, items=tuple(kept)) if meant else evidence


def _by_answer(evidence: Evidence) -> str:
    near = [i for i in evidence.of_role(Role.SCRIPT, Role.FAQ) if i.near >= SURE and _product(i)]
    return _product(max(near, key=lambda i: i.near)) if near else ""


def _by_scene(said: str, evidence: Evidence, stop_words: frozenset[str], limit: str) -> str:
    scenes = [i for i in evidence.of_role(Role.SCENE) if _product(i)]
    found = [terms(_suits(i.text, limit), stop_words) for i in scenes]
    weights, asked = weigh(found), terms(said, stop_words)
    shares = [weights.share(asked, words) for words in found]
    best = max(range(len(scenes)), key=lambda at: shares[at], default=-1)
    return _product(scenes[best]) if best >= 0 and shares[best] >= SHARED else ""


def _suits(text: str, limit: str) -> str:
    """The sentences that say for whom a thing is, without those that say for whom it is not."""
    return " ".join(s for s in re.split(r"[。！？\n]|(?<=[a-z])\. ", text) if not re.search(limit, s, re.IGNORECASE))


def _product(item: EvidenceItem) -> str:
    return (item.passage.product if item.passage else None) or ""
