"""What selling points made of the brand's own sentences: which property each text tells, and which words it left behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.checking.jargon import Jargon, Term
from copilot.domain.chain import Chain, LinkKind
from copilot.domain.draft import Draft, Variant
from copilot.writing.likeness import containment, pairs_of

SHARED = 0.3
"""Share of a link's neighbouring characters (words) that a text has which is told from it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the trade in the brand's sentence, and what it means to a reader."""

    word: str
    plain: str


@dataclass(frozen=True, slots=True)
class Translation:
    """One text of a draft (`number` from 1) and the chain it tells: the links it took up, the words it replaced, and
    those it kept."""

    number: int
    chain: Chain
    links: tuple[LinkKind, ...]
    replaced: tuple[Word, ...]
    kept: tuple[Word, ...]


def translations(draft: Draft, chains: Sequence[Chain], jargon: Jargon) -> tuple[Translation, ...]:
    """The texts of a draft that tell a chain, each with the one it tells most of."""
    told = (_told(n, draft, chains, jargon) for n in range(1, len(draft.variants) + 1))
    return tuple(translation for translation in told if translation is not None)


def _told(number: int, draft: Draft, chains: Sequence[Chain], jargon: Jargon) -> Translation | None:
    variant = draft.variants[number - 1]
    links = {chain.key: _taken_up(chain, variant) for chain in chains}
    chain = max(chains, key=lambda one: len(links[one.key]), default=None)
    if chain is None or not links[chain.key]:
        return None
    ours = variant.plain.lower()
    terms = {t.word: t for t in jargon.in_words(f"{chain.claim.text} {chain.spec.text if chain.spec else ''}")}
    kept = tuple(t for t in terms.values() if t.word.lower() in ours)
    gone = tuple(t for t in terms.values() if t not in kept)
    return Translation(number, chain, links[chain.key], _words(gone, draft), _words(kept, draft))


def _taken_up(chain: Chain, variant: Variant) -> tuple[LinkKind, ...]:
    cited, said = {c.passage_id for c in variant.citations}, pairs_of(variant.plain)
    return tuple(
        kind
        for kind in LinkKind
        if (link := chain.link(kind))
        and (link.passage_id in cited or (not link.passage_id and chain.claim.passage_id in cited))
        and containment(pairs_of(link.text), said) >= SHARED
    )


def _words(terms: Sequence[Term], draft: Draft) -> tuple[Word, ...]:
    return tuple(Word(t.word, t.plain.say(draft.language)) for t in terms)
