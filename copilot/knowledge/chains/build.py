"""Puts chains together: for each property of a product, what its passages say that belongs to it, best first."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copilot.domain.brand import Brand
from copilot.domain.chain import Chain, Link, LinkKind
from copilot.domain.evidence import Fact, Passage
from copilot.errors import ModelFailed
from copilot.knowledge.chains.properties import Property, properties_of
from copilot.knowledge.chains.said import Listener, Said
from copilot.knowledge.chains.words import load_chain_words

if TYPE_CHECKING:
    from copilot.ports import Vectors

Embed = Callable[[Sequence[str]], "Vectors"]

MOST_CHAINS = 16
MOST_COMPARED = 200
"""Sentences whose meaning is compared: those with the most in common otherwise."""
MOST_OTHERS = 4
BELONGS = 0.75
"""Worth from which a sentence belongs to a property. A shared quality gives 1, all of its telling words 1, meaning up to
.6; on the demo brands sentences of the matter lie above .95 and others below .8."""
QUALITY, IDEAS, TERMS, MEANING = 1.0, 0.5, 1.0, 0.6
NEAR = 0.25
"""Cosine that any two sentences about one product have; only what is above says something."""


@dataclass(frozen=True, slots=True)
class ChainMaterial:
    """Everything one product's chains are made of: its passages, those of the brand that name it, and certain facts."""

    product: str
    brand: Brand
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a property is about, worked out once."""

    qualities: frozenset[str]
    terms: frozenset[str]
    ideas: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Fit:
    worth: float
    prop: int
    kind: LinkKind
    said: Said


def build_chains(material: ChainMaterial, embed: Embed) -> tuple[Chain, ...]:
    """The chains of a product, the fullest first. Goes on without meanings where `embed` fails."""
    listener = Listener(material.product, material.brand.products, load_chain_words())
    found = properties_of(material.passages, material.facts, listener, material.brand.language)
    properties = found[:MOST_CHAINS]
    said = list(_once(s for passage in material.passages for s in listener.said_in(passage)))
    if not properties:
        return ()
    fits = sorted(_fits(properties, said, embed), key=lambda fit: -fit.worth)
    chosen = _chosen(fits)
    chains = [_chain(material.product, at, one, chosen, fits) for at, one in enumerate(properties)]
    return tuple(sorted(_without_echoes(chains), key=lambda chain: len(chain.missing)))


def _without_echoes(chains: Sequence[Chain]) -> Iterator[Chain]:
    """A sentence of the brand that another chain has needs no chain of its own to which nothing belongs."""
    told = Counter(chain.claim.text for chain in chains)
    for chain in chains:
        if chain.spec is None and len(chain.missing) == len(LinkKind) and told[chain.claim.text] > 1:
            told[chain.claim.text] -= 1
        else:
            yield chain


def _once(said: Iterable[Said]) -> Iterator[Said]:
    seen: set[str] = set()
    for one in said:
        if one.link.text not in seen:
            seen.add(one.link.text)
            yield one


def _fits(properties: Sequence[Property], said: Sequence[Said], embed: Embed) -> Iterator[_Fit]:
    """Every sentence that belongs to a property, with its worth for each link it can be."""
    counts = Counter(term for one in said for term in one.terms)
    rarity = {term: math.log(1 + len(said) / count) for term, count in counts.items()}
    sought = [_Sought(one.qualities, one.terms, one.ideas) for one in properties]
    lexical = [[_common(one, s, rarity) for s in said] for one in sought]
    near = _nearness(properties, said, lexical, embed)
    for at, _ in enumerate(properties):
        for i, s in enumerate(said):
            worth = lexical[at][i] + MEANING * max(0.0, near[at][i] - NEAR) / (1 - NEAR)
            for kind, gain in s.uses:
                if worth + gain >= BELONGS:
                    yield _Fit(worth + gain, at, kind, s)


def _common(one: _Sought, said: Said, rarity: dict[str, float]) -> float:
    """What both have in common: what they are about, the ideas they tell, the words that are rare among all."""
    shared = one.qualities & said.qualities
    quality = QUALITY * len(shared) / math.sqrt(len(said.qualities)) if shared else 0.0
    ideas = one.ideas & said.ideas
    idea = IDEAS * len(ideas) / math.sqrt(len(one.ideas) * len(said.ideas)) if ideas else 0.0
    common, all_terms = (
        _weight(one.terms & said.terms, rarity),
        _weight(one.terms, rarity) + _weight(said.terms, rarity),
    )
    return quality + idea + (TERMS * 2 * common / all_terms if common else 0.0)


def _weight(terms: Iterable[str], rarity: dict[str, float]) -> float:
    return sum(rarity.get(term, 0.0) for term in terms)


def _nearness(
    properties: Sequence[Property], said: Sequence[Said], lexical: list[list[float]], embed: Embed
) -> list[list[float]]:
    likely = {i: most for i in range(len(said)) if (most := max(row[i] for row in lexical)) >= BELONGS - MEANING}
    best = sorted(likely, key=lambda i: -likely[i])[:MOST_COMPARED]
    near = [[0.0] * len(said) for _ in properties]
    try:
        vectors = embed([*(one.text for one in properties), *(said[i].link.text for i in best)])
    except ModelFailed:
        return near
    cosines = vectors[: len(properties)] @ vectors[len(properties) :].T
    for at, row in enumerate(cosines.tolist()):
        for i, cosine in zip(best, row, strict=True):
            near[at][i] = cosine
    return near


def _chosen(fits: Sequence[_Fit]) -> dict[tuple[int, LinkKind], Link]:
    """The best sentence for each link; no sentence is in two places, so that a chain is not another one's echo."""
    chosen: dict[tuple[int, LinkKind], Link] = {}
    used: set[str] = set()
    for fit in fits:
        place = (fit.prop, fit.kind)
        if place not in chosen and fit.said.link.text not in used:
            chosen[place] = fit.said.link
            used.add(fit.said.link.text)
    for (at, kind), link in list(chosen.items()):
        # Where the brand has no scene for it, the customer's own words say what it is for them.
        if kind is LinkKind.WORDS:
            chosen.setdefault((at, LinkKind.FOR_ME), link)
    return chosen


def _chain(
    product: str, at: int, one: Property, chosen: dict[tuple[int, LinkKind], Link], fits: Sequence[_Fit]
) -> Chain:
    said = one.claim or one.spec
    assert said is not None, "a property is a sentence or a value"
    links = {kind: chosen.get((at, kind)) for kind in LinkKind}
    others = {
        kind: tuple(f.said.link for f in fits if (f.prop, f.kind) == (at, kind) and f.said.link != links[kind])
        for kind in LinkKind
    }
    return Chain(
        product,
        one.key,
        one.name,
        said,
        one.spec if one.claim else None,
        links[LinkKind.DOES],
        links[LinkKind.FOR_ME],
        links[LinkKind.WORDS],
        links[LinkKind.PROOF],
        {kind: found[:MOST_OTHERS] for kind, found in others.items() if found},
    )
