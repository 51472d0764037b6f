"""What the offline writer takes from one chain: its links alone, each as the sentence it is, under the same numbers."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from copilot.domain.chain import CitedChain, LinkKind
from copilot.domain.evidence import Evidence, EvidenceItem, Role
from copilot.writing.offline.material import Material

ROLES = {LinkKind.DOES: Role.BENEFIT, LinkKind.FOR_ME: Role.SCENE}
"""What a link is good for, wherever the brand says it; customers' words and proofs stay what they are."""
CLOSING = (Role.POLICY, Role.OFFER)
"""Roles of what a text on any property may end with."""
LONGEST_LINE = 80
"""Characters of a labelled line that is taken whole; of a longer one only the link."""


@dataclass(frozen=True, slots=True)
class Told:
    """One chain and the evidence it alone offers."""

    chain: CitedChain
    material: Material


def told_from(evidence: Evidence, material: Callable[[Evidence], Material]) -> list[Told]:
    """The chains of the evidence, each with material of its own."""
    return [Told(chain, material(_only(chain, evidence))) for chain in evidence.chains]


def _only(told: CitedChain, evidence: Evidence) -> Evidence:
    lines: dict[int, dict[str, Role | None]] = {}
    for kind, n in told.numbers:
        item, link = evidence.item(n), told.chain.link(kind)
        if item and link:
            lines.setdefault(n, {})[_line(item, link.text)] = ROLES.get(kind)
    own = [_saying(item, lines[item.n]) for item in evidence.items if item.n in lines]
    rest = [i for i in evidence.items if i.n not in lines and (i.fact or i.role in CLOSING)]
    return replace(evidence, items=(*own, *rest))


def _line(item: EvidenceItem, link: str) -> str:
    """The line of the passage that holds the link: its label says how the link is to be said. Of a review the link."""
    if item.passage and item.passage.tag("rating"):
        return link
    whole = next((line for line in item.text.splitlines() if link in line), link)
    return whole if len(whole) <= LONGEST_LINE else link


def _saying(item: EvidenceItem, lines: dict[str, Role | None]) -> EvidenceItem:
    text = "\n".join(lines)
    review = item.passage is not None and item.passage.tag("rating") is not None
    role = next((role for role in lines.values() if role and not review), item.role)
    passage = replace(item.passage, text=text, role=role) if item.passage else None
    return replace(item, text=text, role=role, passage=passage)
