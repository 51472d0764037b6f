"""Chains become evidence: what a selling point is written from stands first among what it may cite."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from copilot.domain.chain import Chain, CitedChain, Link, LinkKind
from copilot.domain.draft import Brief
from copilot.domain.evidence import Evidence, EvidenceItem, Passage, Role
from copilot.domain.ladder import Step
from copilot.knowledge.chains.said import terms_of

MOST_CHAINS = 4
MOST_ITEMS = 12
LEAST_LINKS = 2
"""A property with fewer links has nothing to tell from the user's side."""
WANTED = {
    Step.INTEREST: (LinkKind.FOR_ME, LinkKind.WORDS),
    Step.NEED: (LinkKind.FOR_ME, LinkKind.DOES),
    Step.TRUST: (LinkKind.PROOF, LinkKind.WORDS),
    Step.ACTION: (LinkKind.DOES, LinkKind.PROOF),
}
"""Links that a step asks for before others."""

Fits = Callable[[Passage], bool]
Told = Mapping[LinkKind, Passage]
"""The links of a chain that a text can cite, each with the passage that says it."""


def with_chains(
    evidence: Evidence, chains: Sequence[Chain], passages: Mapping[str, Passage], brief: Brief, fits: Fits
) -> Evidence:
    """`evidence` with the passages of the best chains first, numbered anew. `passages` are the live ones by their ids;
    `fits` says which of them a text for the brief may stand on."""
    usable = ((chain, dict(_told(chain, passages, fits))) for chain in chains if not chain.hidden)
    told = sorted((one for one in usable if len(one[1]) >= LEAST_LINKS), key=lambda one: -_worth(one[0], one[1], brief))
    told = told[:MOST_CHAINS]
    if not told:
        return evidence
    known = {item.passage: item for item in evidence.items if item.passage}
    said = dict.fromkeys(passage for _, links in told for passage in links.values())
    first = [known.get(p) or EvidenceItem(0, p.text, p.role, p.source, passage=p) for p in said]
    rest = [item for item in evidence.items if item not in first]
    items = tuple(replace(item, n=n) for n, item in enumerate((*first, *rest)[:MOST_ITEMS], start=1))
    numbers = {item.passage: item.n for item in items if item.passage}
    cited = (
        CitedChain(chain, tuple((k, numbers[p]) for k, p in links.items() if p in numbers)) for chain, links in told
    )
    return replace(evidence, items=items, chains=tuple(cited))


def _told(chain: Chain, passages: Mapping[str, Passage], fits: Fits) -> Iterator[tuple[LinkKind, Passage]]:
    """The links that a text can cite: none that is private, out of date, or only stands here without personal data."""
    for kind in LinkKind:
        link = chain.link(kind)
        if link is None or link.private or link.stale or (kind is LinkKind.FOR_ME and link.role is Role.FAQ):
            # An answer tells how a thing is, not what it is for somebody: it is good enough to look at, not to sell by.
            continue
        if not link.passage_id:
            # A person's own words are cited as what they put into words.
            if claim := passages.get(chain.claim.passage_id):
                yield kind, replace(claim, text=link.text, role=Role.SCENE if kind is LinkKind.FOR_ME else Role.BENEFIT)
        elif (passage := passages.get(link.passage_id)) and _says(passage, link) and fits(passage):
            yield kind, passage


def _says(passage: Passage, link: Link) -> bool:
    return link.text in " ".join(passage.text.split())


def _worth(chain: Chain, links: Told, brief: Brief) -> float:
    wanted = WANTED[brief.step] if brief.step else ()
    segment = brief.segment
    said = terms_of(" ".join((*segment.pains, *segment.words, *segment.convinces))) if segment else frozenset()
    told = terms_of(" ".join((chain.name, *(link.text for kind in links if (link := chain.link(kind))))))
    near = len(said & told) / len(told) if told else 0.0
    return len(links) + 2 * sum(kind in links for kind in wanted) + 6 * near
