"""The one entrance: a text and what it stands on go in, findings come out."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from copilot.checking.bare_prices import PriceReader
from copilot.checking.claims import Claims
from copilot.checking.context import ContextReader
from copilot.checking.disputes import check_disputes
from copilot.checking.entities import Entities
from copilot.checking.house_rules import HouseRules
from copilot.checking.known import Reader, facts_known, passages_known
from copilot.checking.ledger import Ledger
from copilot.checking.length import check_length
from copilot.checking.names import ProductNames
from copilot.checking.number_lock import check_numbers
from copilot.checking.number_words import NumberPhrases
from copilot.checking.offers import check_offers
from copilot.checking.quantities import QuantityReader
from copilot.checking.relative_days import resolved
from copilot.checking.request import CheckRequest, Reading
from copilot.checking.rewordings import load_rewordings
from copilot.checking.rulebook import RuleBook
from copilot.checking.shelves import Knowns, Shelf
from copilot.checking.surface import Surface, SurfaceTables
from copilot.checking.voice import Voice
from copilot.checking.voice_rules import load_voice_rules
from copilot.checking.wording import Exempted, Wording
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding, Scores, Severity
from copilot.domain.evidence import Fact

_WEIGHT = {Severity.BLOCK: 2, Severity.WARN: 1, Severity.NOTE: 0}


@dataclass(frozen=True, slots=True)
class Examination:
    """What a check found, and what it let pass because of its context."""

    findings: tuple[Finding, ...]
    exempted: tuple[Exempted, ...]
    scores: Scores


class Checker:
    """Checks texts by one rule book. Pure, and safe to share between threads; keeps what it has read of facts."""

    def __init__(self, rules: RuleBook) -> None:
        surface = rules.surface
        pairs = dict(zip(surface.traditional, surface.simplified, strict=True))
        self._tables = SurfaceTables(pairs, surface.look_alikes, surface.spelled)
        self._rules = rules
        self._wording = Wording(tuple(rules.rules), rules.lexicon)
        self._voice = Voice(load_voice_rules())
        self._rewordings = load_rewordings()
        self._house = HouseRules(self._tables)
        self._phrases = NumberPhrases(rules.numbers)
        self._claims = Claims(rules.claims)
        self._contexts = ContextReader(rules.numbers)
        self._entities = Entities(rules.entities, self._contexts)
        self._quantities = lru_cache(maxsize=20_000)(QuantityReader(rules.numbers).read)
        self._plain = lru_cache(maxsize=20_000)(lambda text: Surface(text, self._tables).plain)
        self._names = lru_cache(maxsize=32)(self._product_names)
        self._facts_known = lru_cache(maxsize=16)(self._read_facts)

    def check(self, request: CheckRequest) -> tuple[Finding, ...]:
        """Everything found in the text, by its place. Offsets are in `request.text`, `[n]` marks included."""
        return self.examine(request).findings

    def examine(self, request: CheckRequest) -> Examination:
        """The findings, and the exemptions that let words pass."""
        reading = Reading(request, Surface(request.text, self._tables), self._rules.offers)
        ledger = self._ledger(reading)
        worded, exempted = self._wording.check(reading)
        numbered = list(check_numbers(ledger))
        findings = [
            *check_disputes(ledger, self._reader(request.brand)),
            *check_offers(ledger),
            *self._names(request.brand).near_misses(reading, self._rules.notices["product_name_unknown"]),
            *self._claims.check(ledger),
            *self._entities.check(ledger),
            *check_length(reading, self._rules.notices),
            *worded,
        ]
        heard = self._voice.hear(reading, worded)
        reworded = [self._rewordings.apply(f) for f in (*findings, *heard.findings)]
        findings = self._house.apply(reading, [*numbered, *reworded])
        return Examination(_settled(findings), tuple(exempted), heard.scores)

    def _ledger(self, reading: Reading) -> Ledger:
        request = reading.request
        names = self._names(request.brand)
        reader = self._reader(request.brand)
        plain = reading.surface.plain
        mentions = names.mentions(plain)
        cited = tuple(i.fact for i in request.evidence if i.fact and i.fact not in request.facts)
        known = Knowns(
            self._facts_known(request.facts, request.brand, request.at),
            Shelf((*facts_known(cited, request.at, reader), *passages_known(request.evidence, request.at, reader))),
        )
        prices = PriceReader(plain, mentions, known, self._phrases, asked=bool(request.product))
        return Ledger(
            reading=reading,
            quantities=resolved(prices.read(self._quantities(plain)), request.at),
            mentions=mentions,
            known=known,
            contexts=self._contexts,
            phrases=self._phrases,
            notices=self._rules.notices,
            plain=self._plain,
        )

    def _reader(self, brand: Brand) -> Reader:
        contexts = self._contexts
        return Reader(self._plain, self._quantities, self._names(brand).mentions, contexts.of, contexts.words)

    def _read_facts(self, facts: tuple[Fact, ...], brand: Brand, at: date) -> Shelf:
        return Shelf(facts_known(facts, at, self._reader(brand)))

    def _product_names(self, brand: Brand) -> ProductNames:
        return ProductNames(brand, self._tables, self._rules.names)


def _settled(findings: list[Finding]) -> tuple[Finding, ...]:
    """Of overlapping findings of one kind only the gravest, then the longest, stays; the rest says it twice."""
    kept: list[Finding] = []
    taken: dict[str, bytearray] = {}
    longest = max((f.end for f in findings), default=0)
    for finding in sorted(findings, key=lambda f: (-_WEIGHT[f.severity], f.start - f.end)):
        places = taken.setdefault(finding.kind, bytearray(longest))
        if not any(places[finding.start : finding.end]):
            places[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end, f.rule)))
