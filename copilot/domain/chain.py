"""From the brand's side to the user's: property → what it does → what it is for me, in whose words, with proof."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from copilot.domain.evidence import Role, Source


class LinkKind(StrEnum):
    """The links that follow a property, in their order."""

    DOES = "does"
    """What it does, in plain words."""
    FOR_ME = "for_me"
    """What it is for the one who uses it: a scene, a benefit."""
    WORDS = "words"
    """How a customer puts it, word for word."""
    PROOF = "proof"
    """A test, a review or a policy that stands behind it."""


QUOTED = (LinkKind.WORDS, LinkKind.PROOF)
"""Links that are only ever a stretch of what the knowledge holds, word for word."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link: a stretch of a passage, or a fact in words. `passage_id` is "" where a person wrote it themselves."""

    text: str
    passage_id: str = ""
    source: Source | None = None
    role: Role | None = None
    private: bool = False
    """It stands in a chat: never told to another customer."""
    chosen: bool = False
    """A person said so."""
    by: str = ""
    stale: bool = False
    """What it was taken from, or was written about, has changed since."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One property of a product and what follows from it. A link that nothing in the knowledge fills is None."""

    product: str
    key: str
    """Names the chain among those of the product, as long as the brand says the property under that name."""
    name: str
    """What the property is called: `高度`; "" where the brand only has a sentence for it."""
    claim: Link
    """The brand's own sentence; where it has none, the value of its table."""
    spec: Link | None = None
    """The value of its table beside a sentence."""
    does: Link | None = None
    for_me: Link | None = None
    words: Link | None = None
    proof: Link | None = None
    others: Mapping[LinkKind, tuple[Link, ...]] = field(default_factory=dict)
    """What else could stand there, the best first."""
    hidden: bool = False

    def link(self, kind: LinkKind) -> Link | None:
        """The link of that kind, or None where it is missing."""
        found: Link | None = getattr(self, kind.value)
        return found

    @property
    def missing(self) -> tuple[LinkKind, ...]:
        """The links that nothing fills."""
        return tuple(kind for kind in LinkKind if self.link(kind) is None)

    @property
    def links(self) -> tuple[Link, ...]:
        """Everything it is made of, the property first."""
        found = (self.claim, self.spec, *(self.link(kind) for kind in LinkKind))
        return tuple(link for link in found if link is not None)

    @property
    def about(self) -> str:
        """What the property says, by which a correction knows whether it still does."""
        return f"{self.claim.text}\n{self.spec.text if self.spec else ''}"

    @property
    def stale(self) -> bool:
        """Whether a person has to look at it again."""
        return any(link.stale for link in self.links)


@dataclass(frozen=True, slots=True)
class CitedChain:
    """A chain that a text may be written from. `numbers` are the links that evidence carries, by its numbers."""

    chain: Chain
    numbers: tuple[tuple[LinkKind, int], ...]

    @property
    def cited(self) -> frozenset[int]:
        """The numbers of its evidence."""
        return frozenset(n for _, n in self.numbers)


@dataclass(frozen=True, slots=True)
class ChainCorrection:
    """What a person said about one link of a chain, or (`link` None) that the whole chain is to be hidden.

    `said` None leaves the link empty. `about` and `name` are the property as they saw it.
    """

    product: str
    key: str
    link: LinkKind | None
    said: Link | None = None
    about: str = ""
    name: str = ""
    by: str = ""
    at: datetime | None = None


def corrected(
    chains: Iterable[Chain], corrections: Iterable[ChainCorrection], live: Collection[str]
) -> tuple[Chain, ...]:
    """`chains` with what people said about them; a chain whose property is gone stays as long as a correction speaks of
    it, and is stale. `live` are the ids of passages that are there now."""
    found = {chain.key: chain for chain in chains}
    for said in corrections:
        chain = found.get(said.key) or _remembered(said)
        found[said.key] = _with(chain, said, live)
    return tuple(found.values())


def _remembered(said: ChainCorrection) -> Chain:
    text = said.about.strip().partition("\n")[0]
    return Chain(said.product, said.key, said.name, Link(text, stale=True))


def _with(chain: Chain, said: ChainCorrection, live: Collection[str]) -> Chain:
    if said.link is None:
        return replace(chain, hidden=True)
    if said.said is None:
        return with_link(chain, said.link, None)
    gone = said.said.passage_id not in live if said.said.passage_id else said.about != chain.about
    link = replace(said.said, chosen=True, by=said.by, stale=gone)
    return with_link(chain, said.link, link)


def with_link(chain: Chain, kind: LinkKind, link: Link | None) -> Chain:
    """The chain with another link of that kind, or none."""
    change: dict[str, Any] = {kind.value: link}
    return replace(chain, **change)
