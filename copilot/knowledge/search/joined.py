"""Joins what was found for a question with what was found for its rewordings."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copilot.domain.evidence import SearchHit
from copilot.knowledge.search.sameness import Said

REWRITTEN_COUNTS = 0.5
"""What the best of the rewordings counts beside the question itself. Less than one: a model that misreads a question
must not decide against it. Of .25 to 2.5, and of rank fusion, .5 to .75 lost least and won most."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A rewording and what was found for it, best first."""

    text: str
    hits: Sequence[SearchHit]


def join(hits: Sequence[SearchHit], rewritten: Sequence[Rewritten]) -> tuple[SearchHit, ...]:
    """Everything that was found, best first, what says the same once: by the question's own log odds and the best of
    the rewordings'."""
    lists = [found for found in rewritten if found.hits]
    if not lists:
        return tuple(hits)
    own, others = _odds(hits), [_odds(found.hits) for found in lists]
    known = {h.passage.id: h for found in reversed(lists) for h in found.hits} | {h.passage.id: h for h in hits}
    scored = []
    for id_, hit in known.items():
        mine = own.get(id_, _floor(own))
        best = max(range(len(others)), key=lambda i: others[i].get(id_, _floor(others[i])))
        theirs = others[best].get(id_, _floor(others[best]))
        joined = (mine + REWRITTEN_COUNTS * theirs) / (1 + REWRITTEN_COUNTS)
        found_by = lists[best].text if id_ in others[best] and theirs > mine else ""
        why = replace(hit.why, found_by=found_by) if hit.why else None
        scored.append(replace(hit, score=1 / (1 + math.exp(-joined)), why=why))
    said = Said()
    return tuple(hit for hit in sorted(scored, key=lambda h: -h.score) if not said.again(hit.passage))


def _odds(hits: Sequence[SearchHit]) -> dict[str, float]:
    kept = ((hit.passage.id, min(max(hit.score, 1e-6), 1 - 1e-6)) for hit in hits)
    return {id_: math.log(score / (1 - score)) for id_, score in kept}


def _floor(odds: dict[str, float]) -> float:
    """What a list gives to what it does not have: as much as to its last, and never more than undecided."""
    return min(0.0, *odds.values())
