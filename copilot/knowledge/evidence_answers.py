"""Passages that answer what a customer asked, and the questions that nothing answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Gap, Passage, Role, SearchHit
from copilot.domain.query import SearchQuery
from copilot.knowledge.answered import answers
from copilot.knowledge.evidence_scripts import blended, said_units, without_names
from copilot.knowledge.evidence_words import requested
from copilot.knowledge.nearness import Nearness
from copilot.knowledge.shelf import Shelf

Search = Callable[[SearchQuery], Sequence[SearchHit]]

MOST_QUESTIONS = 3
MOST_ANSWERS = 3
ANSWERS_LOOKED_AT = 20
ANSWER_NEAR, ANSWER_SHARED = 0.52, 0.13
"""From this likeness, and with so many telling words in common, an FAQ entry is about what was asked."""


def answer_questions(
    brief: Brief, search: Search, product: str | None, shelf: Shelf, nearness: Nearness
) -> Iterator[Gap]:
    """Take what answers the customer; yield a gap for every question that nothing answers."""
    if brief.task is not Task.REPLY or brief.conversation is None:
        return
    said = brief.conversation.customer_words
    asked = (brief.reading.questions if brief.reading else ())[:MOST_QUESTIONS]
    for question in asked or ((said,) if said else ()):
        good = _answering(brief, search, product, question, shelf, nearness)
        shelf.take(iter(good), MOST_ANSWERS if len(asked) < 2 else 2)
        missed = question if asked else requested(question)
        if missed and not good:
            yield Gap(None, missed)


def _answering(
    brief: Brief, search: Search, product: str | None, question: str, shelf: Shelf, nearness: Nearness
) -> list[Passage]:
    """What answers `question`: entries whose own question is alike, the nearest first, then what search is sure of."""
    query = SearchQuery(
        brief.brand,
        question,
        k=6,
        product=product,
        step=brief.step,
        roles=tuple(r for r in Role if r is not Role.SCRIPT),
        at=brief.at,
    )
    hits = search(replace(query, asked=True))
    said = brief.conversation.customer_words if brief.conversation else question
    entries = [hit.passage for hit in search(narrowed(query, (Role.FAQ,), k=ANSWERS_LOOKED_AT))]
    if said != question:
        entries += [h.passage for h in search(replace(narrowed(query, (Role.FAQ,), k=ANSWERS_LOOKED_AT), text=said))]
    entries = [p for p in {p.id: p for p in entries}.values() if p.tag("question")]
    known = [without_names(p.tag("question") or "", brief) for p in entries]
    matches = blended(said_units(brief, question), known, nearness)
    near = [m.joined if m.shared >= ANSWER_SHARED else 0.0 for m in matches]
    shelf.near |= {
        p.id: max((n, question), shelf.near.get(p.id, (0.0, ""))) for p, n in zip(entries, near, strict=True)
    }
    alike = sorted(zip(near, entries, strict=True), key=lambda pair: -pair[0])
    best = [p for n, p in alike if n >= ANSWER_NEAR][:2]
    return [*best, *(hit.passage for hit in hits if answers(question, hit) and hit.passage not in best)]


def narrowed(query: SearchQuery, roles: tuple[Role, ...], *, k: int) -> SearchQuery:
    """The same question to passages of `roles` alone."""
    return replace(query, roles=roles, k=k)
