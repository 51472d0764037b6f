"""The one entrance: a text and what it stands on go in, findings come out."""

from collections.abc import Iterator
from dataclasses import dataclass

from copilot.checking.ages import AgeCheck, load_age_words
from copilot.checking.bare_prices import PriceReader
from copilot.checking.claims import Claims
from copilot.checking.context import ContextReader
from copilot.checking.disputes import check_disputes
from copilot.checking.ellipses import same_prices
from copilot.checking.entities import Entities
from copilot.checking.house_rules import HouseRules
from copilot.checking.ledger import Ledger
from copilot.checking.length import check_length
from copilot.checking.library import Library
from copilot.checking.number_lock import check_numbers
from copilot.checking.number_words import NumberPhrases
from copilot.checking.offers import check_offers, misworked
from copilot.checking.orders import Orders
from copilot.checking.relative_days import resolved
from copilot.checking.request import CheckRequest, Reading
from copilot.checking.rewordings import load_rewordings
from copilot.checking.rulebook import RuleBook
from copilot.checking.schemes import unknown_schemes
from copilot.checking.sentence_kinds import SentenceKinds
from copilot.checking.stated_facts import StatedFacts
from copilot.checking.stood_on import StoodOn, stood_on
from copilot.checking.surface import Surface, SurfaceTables
from copilot.checking.text_parts import said_to_readers
from copilot.checking.unknown_goods import unknown_goods
from copilot.checking.voice import Voice
from copilot.checking.voice_rules import load_voice_rules
from copilot.checking.whole_sentences import WholeSentences
from copilot.checking.wording import Exempted, Wording
from copilot.domain.draft import Finding, Scores, Severity

_WEIGHT = {Severity.BLOCK: 2, Severity.WARN: 1, Severity.NOTE: 0}


@dataclass(frozen=True, slots=True)
class Examination:
    """What a check found, and what it let pass because of its context."""

    findings: tuple[Finding, ...]
    exempted: tuple[Exempted, ...]
    scores: Scores


class Checker:
    """Checks texts by one rule book. Pure, and safe to share between threads; keeps what it has read of facts."""

    def __init__(self, rules: RuleBook, kinds: SentenceKinds | None = None, stated: StatedFacts | None = None) -> None:
        """With `kinds`, requests that compare meanings have their sentences judged as a whole, too; with `stated`, what
        they assert in any form held against the knowledge."""
        surface = rules.surface
        pairs = dict(zip(surface.traditional, surface.simplified, strict=True))
        self._tables = SurfaceTables(pairs, surface.look_alikes, surface.spelled)
        self._rules = rules
        self._wording = Wording(tuple(rules.rules), rules.lexicon)
        self._voice = Voice(load_voice_rules())
        self._rewordings = load_rewordings()
        self._house = HouseRules(self._tables)
        self._phrases = NumberPhrases(rules.numbers)
        self._contexts = ContextReader(rules.numbers)
        self._library = Library(rules, self._tables, self._contexts)
        self._entities = Entities(rules.entities, self._contexts, self._library.plain)
        self._orders = Orders(self._contexts)
        self._claims = Claims(rules.claims, self._library.plain, stated)
        self._ages = AgeCheck(load_age_words(), self._library.plain)
        self._whole = WholeSentences(kinds, rules.notices) if kinds else None

    def check(self, request: CheckRequest) -> tuple[Finding, ...]:
        """Everything found in the text, by its place. Offsets are in `request.text`, `[n]` marks included."""
        return self.examine(request).findings

    def examine(self, request: CheckRequest) -> Examination:
        """The findings, and the exemptions that let words pass."""
        reading = Reading(request, Surface(request.text, self._tables), self._rules.offers)
        ledger = self._ledger(reading)
        words = self._wording.check(reading)
        whole = self._whole.beside(reading, words) if self._whole and request.nearness else ()
        worded = (*words.findings, *whole)
        numbered = [*check_numbers(ledger), *same_prices(ledger)]
        offered = [*check_offers(ledger)]
        findings = [
            *check_disputes(ledger, self._library.doubts(request)),
            *offered,
            *misworked(ledger, numbered, offered),
            *unknown_schemes(ledger),
            *unknown_goods(ledger),
            *self._near_misses(ledger),
            *self._claims.check(ledger),
            *self._entities.check(ledger),
            *self._ages.check(ledger),
            *self._orders.check(ledger),
            *check_length(reading, self._rules.notices),
            *worded,
        ]
        heard = self._voice.hear(reading, worded)
        reworded = [self._rewordings.apply(f) for f in (*findings, *heard.findings)]
        findings = self._house.apply(reading, said_to_readers(request, [*numbered, *reworded]))
        return Examination(_settled(findings), words.exempted, heard.scores)

    def stood_on(self, request: CheckRequest) -> StoodOn:
        """The facts in force whose figures the text says, and its sums of money."""
        return stood_on(self._ledger(Reading(request, Surface(request.text, self._tables), self._rules.offers)))

    def _near_misses(self, ledger: Ledger) -> Iterator[Finding]:
        names = self._library.names(ledger.reading.request.brand)
        return names.near_misses(ledger.reading, ledger.mentions, ledger.notices["product_name_unknown"])

    def _ledger(self, reading: Reading) -> Ledger:
        request, library = reading.request, self._library
        plain = reading.surface.plain
        names = library.names(request.brand)
        mentions = library.mentions(request, plain)
        known = library.knowns(request)
        prices = PriceReader(plain, mentions, known, self._phrases, bool(request.product), names.is_goods)
        return Ledger(
            reading=reading,
            quantities=resolved(prices.read(library.quantities(plain)), request.at),
            mentions=mentions,
            known=known,
            contexts=self._contexts,
            phrases=self._phrases,
            notices=self._rules.notices,
            offer_names=library.offer_names(request),
            gifts=library.gifts(request),
            campaigns=library.campaigns(request),
            plain=library.plain,
            without_names=names.taken_out,
            named_in=names.named_in,
            told=lambda: library.told(request),
            kinds=names.kinds,
            begun_in=names.begun_in,
            called_in=names.called_in,
            with_rows=names.with_rows,
            is_card=names.is_card,
        )


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
