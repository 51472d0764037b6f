"""Reads a brand's facts and passages for checks, and keeps what it read: they change seldom, the text at every key."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from copilot.checking.campaigns import CampaignReader, Campaigns
from copilot.checking.context import ContextReader
from copilot.checking.disputes import Doubts, doubts
from copilot.checking.gifts import EndedGifts, GiftReader
from copilot.checking.kept import Kept
from copilot.checking.kinds import Kinds
from copilot.checking.known import Known, Reader, of_fact, of_passage, standing_of, unchanged_since
from copilot.checking.names import Mention, ProductNames
from copilot.checking.offer_names import Named, OfferNames, named_offers, offer_names
from copilot.checking.periods import Standing
from copilot.checking.quantities import QuantityReader
from copilot.checking.quantity import Measure
from copilot.checking.request import CheckRequest
from copilot.checking.rulebook import RuleBook
from copilot.checking.shelves import Knowns, Shelf
from copilot.checking.surface import Surface, SurfaceTables
from copilot.domain.brand import Brand
from copilot.domain.conflict import Disputes
from copilot.domain.evidence import EvidenceItem, Fact

_TEXTS = 20_000
_PASSAGES = 5_000
_FACTS = 20_000


class Library:
    """What checks hold texts against. Safe to share between threads."""

    def __init__(self, rules: RuleBook, tables: SurfaceTables, contexts: ContextReader) -> None:
        self._rules = rules
        self._tables = tables
        self._contexts = contexts
        self.quantities = lru_cache(maxsize=_TEXTS)(QuantityReader(rules.numbers).read)
        self.plain = lru_cache(maxsize=_TEXTS)(lambda text: Surface(text, tables).plain)
        """Any text as rules read it."""
        self._readers = Kept(self._reader)
        self._facts = Kept(self._read_facts)
        self._single_facts = Kept(_FactReader)
        self._passages = Kept(_PassageReader)
        self._evidence = Kept(self._read_evidence, most=32)
        self._offer_names = Kept(self._read_offer_names)
        self._named_offers = Kept(self._read_named_offers)
        self._told = Kept(self._read_told)
        self._gift_reader = GiftReader(rules.offers, self.plain, self.quantities)
        self._gifts = Kept(self._read_gifts)
        self._campaigns = Kept(self._read_campaigns)
        self._doubts = Kept(self._read_doubts)
        self._kinds = Kept(self._read_kinds)
        self._names = Kept(lambda brand: ProductNames(brand, tables, rules.names))

    def names(self, brand: Brand) -> ProductNames:
        """The names of a brand's products."""
        return self._names(brand)

    def mentions(self, request: CheckRequest, plain: str) -> tuple[Mention, ...]:
        """The products named in a plain text, and those it calls by a kind right before a price."""
        return self._kinds(request.facts).mentions(plain, self.names(request.brand).mentions(plain))

    def knowns(self, request: CheckRequest) -> Knowns:
        """The quantities of the facts and of the evidence."""
        # The days of a month are nearly all alike for the facts, and reading them takes longer than a check.
        facts = self._facts(unchanged_since(request.facts, request.at), request.brand, request.facts)
        return Knowns(facts, self._evidence(request.at, request.brand, request.evidence, request.facts))

    def offer_names(self, request: CheckRequest) -> OfferNames:
        """The names of offers that end."""
        return self._offer_names(request.at, request.facts, tuple(i for i in request.evidence if i.fact))

    def told(self, request: CheckRequest) -> str:
        """All that facts and passages tell, a line each, in plain form."""
        return self._told(request.facts, request.evidence)

    def gifts(self, request: CheckRequest) -> EndedGifts:
        """The gifts whose days are over."""
        return self._gifts(request.at, request.brand, request.evidence)

    def campaigns(self, request: CheckRequest) -> Campaigns:
        """The offers that documents tell with their days."""
        return self._campaigns(request.at, request.brand, request.evidence)

    def doubts(self, request: CheckRequest) -> Doubts:
        """What sources disagree about."""
        return self._doubts(request.at, request.brand, request.disputes)

    def _reader(self, brand: Brand) -> Reader:
        contexts = self._contexts
        return Reader(
            self.plain,
            self.quantities,
            self.names(brand).mentions,
            contexts.of,
            contexts.words,
            self._rules.offers.of_all,
        )

    def _read_facts(self, at: date, brand: Brand, facts: tuple[Fact, ...]) -> Shelf:
        return Shelf(self._single_facts(self._readers(brand)).read(facts, at))

    def _read_evidence(
        self, at: date, brand: Brand, evidence: tuple[EvidenceItem, ...], facts: tuple[Fact, ...]
    ) -> Shelf:
        known = frozenset(facts) if any(i.fact for i in evidence) else frozenset()
        cited = tuple(i.fact for i in evidence if i.fact and i.fact not in known)
        passages = self._passages(self._readers(brand))
        read = (k for item in evidence if item.passage for k in passages.read(item, at))
        return Shelf((*self._single_facts(self._readers(brand)).read(cited, at), *read))

    def _read_offer_names(self, at: date, facts: tuple[Fact, ...], cited: tuple[EvidenceItem, ...]) -> OfferNames:
        of_cited = named_offers((i.fact for i in cited if i.fact), self._rules.offers, self.plain)
        return offer_names(at, (*self._named_offers(facts), *of_cited))

    def _read_named_offers(self, facts: tuple[Fact, ...]) -> Named:
        return named_offers(facts, self._rules.offers, self.plain)

    def _read_told(self, facts: tuple[Fact, ...], evidence: tuple[EvidenceItem, ...]) -> str:
        passages = (f"{i.passage.heading if i.passage else ''} {i.text}" for i in evidence)
        stated = (f"{f.product} {f.field} {f.value} {f.note}" for f in facts)
        return "\n".join(map(self.plain, (*passages, *stated)))

    def _read_gifts(self, at: date, brand: Brand, evidence: tuple[EvidenceItem, ...]) -> EndedGifts:
        texts = (i.text for i in evidence if i.passage)
        return self._gift_reader.ended(at, texts, brand)

    def _read_campaigns(self, at: date, brand: Brand, evidence: tuple[EvidenceItem, ...]) -> Campaigns:
        names = self.names(brand)
        reader = CampaignReader(self.plain, self.quantities, self._contexts.words, names.mentions, names.taken_out)
        return reader.read(evidence, at)

    def _read_kinds(self, facts: tuple[Fact, ...]) -> Kinds:
        words = self._rules.numbers
        names = {*words.member_labels, *words.list_labels, *words.promotion_labels, *words.bare_price_before}
        names |= {*words.price_words_before, *words.coming_words, *self._contexts.common}
        return Kinds(facts, self.plain, lambda word: word in names or any(n in word for n in names if not n.isascii()))

    def _read_doubts(self, at: date, brand: Brand, disputes: Disputes) -> Doubts:
        return doubts(disputes, at, self._readers(brand))


class _FactReader:
    """The quantities of single facts of one brand: where one comes or goes, or a day passes, the others stay as they
    were."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[tuple[Fact, Standing], tuple[Known, ...]] = {}

    def read(self, facts: tuple[Fact, ...], at: date) -> Iterator[Known]:
        for fact in facts:
            key = (fact, standing_of(fact, at))
            if (known := self._read.get(key)) is None:
                if len(self._read) >= _FACTS:
                    self._read.clear()
                known = self._read[key] = tuple(of_fact(fact, at, self._reader))
            yield from known


class _PassageReader:
    """The quantities of single passages for one brand: a search finds some of them again and again. Those of a passage
    without a date are the same on every day."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[tuple[date | None, str, str, str, str | None], tuple[Known, ...]] = {}

    def read(self, item: EvidenceItem, at: date) -> tuple[Known, ...]:
        assert item.passage is not None
        key = (item.text, item.passage.heading, item.role, item.passage.product)
        known = self._read.get((None, *key))
        if known is None and (known := self._read.get((at, *key))) is None:
            if len(self._read) >= _PASSAGES:
                self._read.clear()
            known = tuple(of_passage(item, at, self._reader))
            dated = any(k.quantity.measure is Measure.DATE for k in known)
            self._read[(at if dated else None, *key)] = known
        return known
