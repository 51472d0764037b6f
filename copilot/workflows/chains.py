"""Chains of a product: built when somebody looks after its knowledge changed, kept, and corrected by people."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Lock

from copilot.checking.jargon import Jargon
from copilot.checking.orders import without_orders
from copilot.conversation import mask_text
from copilot.domain.brand import Brand
from copilot.domain.chain import QUOTED, Chain, ChainCorrection, Link, LinkKind, corrected, with_link
from copilot.domain.conflict import KnownFacts
from copilot.domain.draft import Brief, Draft
from copilot.domain.evidence import Evidence, Fact, Passage, Role
from copilot.domain.spending import Account
from copilot.errors import InvalidInput, UnknownName
from copilot.knowledge.chains import ChainMaterial, build_chains, load_chain_words
from copilot.knowledge.evidence_chains import with_chains
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.shelf import Shelf
from copilot.ports import Embedder
from copilot.store import Store
from copilot.workflows.knowing import Knowing
from copilot.workflows.metered import OnAccount
from copilot.workflows.translate import Translation, translations
from copilot.writing.chain_asker import ChainAsker

SHARED = (Role.FAQ, Role.POLICY)
"""Roles of passages that may say something of a product among others."""
MOST_PASSAGES = 600
"""Passages of each kind that are read for one product."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Chaining:
    """Builds, keeps and corrects the chains of products. Products go by their full names."""

    store: Store
    knowing: Knowing
    embedder: Embedder
    jargon: Jargon
    asker: ChainAsker | None = None
    """Who proposes what a property is for its user; nobody without a model."""
    _fresh: dict[tuple[str, str], object] = field(default_factory=dict)
    """The state of the brand's knowledge in which the stored chains of a product were last found to be up to date."""
    _turn: Lock = field(default_factory=Lock)

    def of(self, brand: Brand, product: str) -> tuple[Chain, ...]:
        """The product's chains with what people said about them, hidden ones too; the fullest first."""
        built = self._built(brand, product)
        said = self.store.chains.corrections(brand.id, product)
        chosen = {one.said.passage_id for one in said if one.said and one.said.passage_id}
        live = self.store.documents.passages(brand.id, chosen) if chosen else {}
        chains = corrected(built, said, live)
        return tuple(sorted(chains, key=lambda chain: (chain.hidden, len(chain.missing))))

    def into(self, evidence: Evidence, brief: Brief, known: KnownFacts) -> Evidence:
        """The evidence with the chains of the brief's product first; as it is where the brief has no product."""
        if brief.product is None:
            return evidence
        chains = [_without_orders(chain) for chain in self.of(brief.brand, brief.product)]
        ids = {link.passage_id for chain in chains for link in chain.links if link.passage_id}
        shelf = Shelf(brief, known.all, known.disputes.doubtful | known.disputes.wrong)
        return with_chains(evidence, chains, self.store.documents.passages(brief.brand.id, ids), brief, shelf.fits)

    def translated(self, brand: Brand, draft: Draft) -> tuple[Translation, ...]:
        """What the texts of a draft made of the brand's own sentences."""
        return translations(draft, self.of(brand, draft.product), self.jargon) if draft.product else ()

    def find(self, brand: Brand, product: str, key: str) -> Chain:
        """The chain called `key`. Raises `UnknownName`."""
        chains = self.of(brand, product)
        found = next((chain for chain in chains if chain.key == key), None)
        if found is None:
            raise UnknownName("chain", key, tuple(chain.key for chain in chains))
        return found

    def propose(self, brand: Brand, chain: Chain) -> str:
        """What a model says the property is for its user, out of the chain's other links; a person has to take it.

        Raises `InvalidInput` (chain_no_model) without a model, `ModelFailed`, also for what the links do not carry.
        """
        if self.asker is None:
            raise InvalidInput("no model is configured", code="chain_no_model")
        asker = replace(self.asker, model=OnAccount(self.asker.model, Account(brand.id)))
        return asker.for_me(chain, brand.language)

    def hide(self, brand: Brand, chain: Chain, by: str = "") -> None:
        """Leave the chain out of everything that is written."""
        self._say(brand, ChainCorrection(chain.product, chain.key, None, None, chain.about, chain.name, by))

    def set_link(self, brand: Brand, chain: Chain, kind: LinkKind, text: str, by: str = "") -> None:
        """Let the link say `text`: a stretch of what the product's passages hold, or a person's own words; nothing
        leaves it empty. Raises `InvalidInput` (chain_unsourced) for a quote that stands nowhere, and for a long text."""
        words = " ".join(text.split())
        if len(words) > LONGEST:
            raise InvalidInput("the link is too long", code="chain_long", most=LONGEST)
        said = self._link(brand, chain.product, kind, words) if words else None
        self._say(brand, ChainCorrection(chain.product, chain.key, kind, said, chain.about, chain.name, by))

    def undo(self, brand: Brand, chain: Chain, kind: LinkKind | None, by: str = "") -> None:
        """Take back what was said about a link, or (None) show the chain again. Raises `UnknownName`."""
        self.store.chains.undo(brand.id, chain.product, chain.key, kind, by.strip())

    def said(self, brand: Brand, product: str) -> frozenset[tuple[str, LinkKind | None]]:
        """Which links (None: chains) people said something about that can be taken back."""
        return frozenset((one.key, one.link) for one in self.store.chains.corrections(brand.id, product))

    def _say(self, brand: Brand, correction: ChainCorrection) -> None:
        self.store.chains.correct(brand.id, replace(correction, by=correction.by.strip()))

    def _link(self, brand: Brand, product: str, kind: LinkKind, words: str) -> Link:
        own, shared = self._sources(brand, product)
        for passage in (*own, *shared):
            if words in " ".join(passage.text.split()):
                private = passage.tag("from") == "chat"
                return Link(words, passage.id, passage.source, passage.role, private)
        if kind in QUOTED:
            raise InvalidInput("no passage of the product says so", code="chain_unsourced")
        return Link(words)

    def _built(self, brand: Brand, product: str) -> tuple[Chain, ...]:
        state = (brand, self.store.states.of(brand.id))
        if self._fresh.get((brand.id, product)) != state:
            with self._turn:
                self._bring_up_to_date(brand, product)
                self._fresh[brand.id, product] = state
        return self.store.chains.of(brand.id, product)

    def _bring_up_to_date(self, brand: Brand, product: str) -> None:
        facts = self._facts(brand, product)
        own, shared = self._sources(brand, product)
        digest = _digest(brand, facts, (*own, *shared), self.embedder.fingerprint)
        if self.store.chains.digest(brand.id, product) != digest:
            material = ChainMaterial(product, brand, (*own, *shared), facts)
            self.store.chains.keep(brand.id, product, build_chains(material, self.embedder.embed), digest)

    def _facts(self, brand: Brand, product: str) -> tuple[Fact, ...]:
        known = self.knowing.of(brand).facts
        doubtful = known.disputes.doubtful
        return tuple(f for f in known.standing if f.product == product and f not in doubtful)

    def _sources(self, brand: Brand, product: str) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        own, shared = self.store.chains.sources(brand.id, product, SHARED, MOST_PASSAGES)
        naming = (p for p in shared if product in products_named(f"{p.heading}\n{p.text}", brand.products))
        return tuple(_masked(p, brand) for p in own), tuple(naming)


def _without_orders(chain: Chain) -> Chain:
    """The chain without links that order a writer about."""
    for kind in LinkKind:
        link = chain.link(kind)
        if link is not None and without_orders(link.text) != link.text:
            chain = with_link(chain, kind, None)
    return chain


def _masked(passage: Passage, brand: Brand) -> Passage:
    """A customer's words without personal data."""
    if not passage.tag("rating") and passage.tag("from") != "chat":
        return passage
    return replace(passage, text=mask_text(passage.text, brand=brand).text)


def _digest(brand: Brand, facts: Iterable[Fact], passages: Iterable[Passage], fingerprint: str) -> str:
    """Of everything that chains are made of."""
    found = hashlib.sha256(repr((load_chain_words().fingerprint, fingerprint, brand.language, brand.products)).encode())
    for fact in facts:
        found.update(repr((fact.field, fact.value, fact.unit, fact.source.document_id, fact.source.locator)).encode())
    for passage in passages:
        found.update(repr((passage.id, passage.role, passage.product, passage.source.version)).encode())
    return found.hexdigest()[:32]
