"""What a form has to know: looked for in the knowledge, and a gap where it is not there."""

import re
from collections.abc import Iterator

from copilot.domain.draft import Brief
from copilot.domain.evidence import Gap, Passage
from copilot.domain.query import SearchQuery
from copilot.domain.text_form import Need
from copilot.knowledge.evidence_answers import Search
from copilot.knowledge.shelf import Shelf

MOST_FOR_NEED = 2
LOOKED_AT = 8


def take_needs(brief: Brief, search: Search, product: str | None, shelf: Shelf) -> Iterator[Gap]:
    """Take what the brief's form needs, so that no other passage takes its room; yield a gap for what is nowhere.

    What only a person knows is no gap of the knowledge, and neither is what they said in the topic."""
    for need in brief.text_form.needs if brief.text_form else ():
        sought = need.look_for and need.look_for.of(brief.language)
        if not sought or need.told_in(brief.topic):
            continue
        query = SearchQuery(brief.brand, sought, LOOKED_AT, product, roles=need.roles, at=brief.at)
        found = [hit.passage for hit in search(query) if knows(need, hit.passage)]
        before = len(shelf.taken)
        shelf.take((p for p in found if p not in shelf.taken), MOST_FOR_NEED)
        if len(shelf.taken) == before and not any(p in shelf.taken for p in found) and need.required:
            yield Gap(None, need.name.of(brief.language))


def knows(need: Need, passage: Passage) -> bool:
    """Whether a passage is about what is needed."""
    said = f"{passage.heading}\n{passage.text}"
    return passage.role in need.roles and bool(re.search(need.known_by, said, re.IGNORECASE))
