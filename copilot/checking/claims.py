"""Whether what a text asserts of goods, offers and terms is said by the knowledge, denied by it, or said by nobody."""

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from copilot.checking.answers import answered_refusals
from copilot.checking.asserting import Asserting
from copilot.checking.citations import check_citations
from copilot.checking.contradictions import Contradictions
from copilot.checking.kept import Kept
from copilot.checking.ledger import Ledger
from copilot.checking.owners import Owners
from copilot.checking.sieve import Sieved, sieved
from copilot.checking.stated_facts import StatedFacts
from copilot.checking.support import Matcher, Said, Support
from copilot.checking.word_lists import ClaimFrame, ClaimWords
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Fact

_NEEDS_KNOWLEDGE = ("attribute", "origin")
_TERMS = ("service",)
_OF_GOODS = ("attribute",)
_SHOWN = 3
_BEFORE = 2
_NAMED = 0.5
_NAMED_ENGLISH = 0.7
_WHOLE = 0.3
_ENOUGH = 3
_BESIDE_NUMBERS = 2
_SUBJECT = 3
_PREDICATE = 3
_SINCE = re.compile(r"since ((?:18|19|20)\d\d)\b")
"""A year is held against the knowledge as a number."""
_MOSTLY, _NEARLY_ALL = 0.6, 0.8
"""From which share of its words in one clause of the knowledge on a clause of no known form is likely, and is surely, said
there."""
_MOST_CLAUSES = 60
_CITED = re.compile(r"\[\d{1,3}\]")
_LETTERS = re.compile(r"[a-z']+|[\u4e00-\u9fff]")
_SHORTEST = 4
"""Words or characters of a clause that may assert something of itself."""
_SAYS_MORE = 3
"""Words that a clause with numbers, which are held against facts anyway, has to say beside them."""
_NEARLY_SAID = 0.33
"""From which share of its words in one sentence of the knowledge a claim may well be said there in another way."""
_NEAR = 0.82
"""From which likeness on two clauses mean the same: measured, no claim that nothing supports came above 0.78."""
_LEFT_TO_MEANING = ("claim_unsupported", "claim_no_source")


@dataclass(frozen=True, slots=True)
class _Frame:
    """A way of asserting something, compiled. `firm` ones assert whoever speaks."""

    rule: ClaimFrame
    patterns: tuple[Sieved, ...]
    silent: re.Pattern[str] | None
    """Clauses in which it asserts nothing."""


class Claims:
    """The claim check, compiled. `plain` gives a text as rules read it."""

    def __init__(self, words: ClaimWords, plain: Callable[[str], str], stated: StatedFacts | None = None) -> None:
        """With `stated`, requests that compare meanings have clauses of no known form held against the knowledge, too."""
        self._plain = plain
        self._stated = stated
        self._triggers = {topic: [sieved(p) for p in patterns] for topic, patterns in words.triggers.items()}
        self._frames = tuple(_compiled(f, words.talk) for f in words.frames)
        self._denial = re.compile(
            "(?:" + "|".join(sorted(map(re.escape, words.denials), key=len, reverse=True)) + r")[^，,。]{0,3}$"
        )
        self._hypothetical = re.compile("|".join(rf"\b{w}\b" if w.isascii() else w for w in words.hypothetical))
        self._talk = re.compile(words.talk)
        self._asked = re.compile(words.asked)
        self._shop = sieved(words.shop)
        self._matcher = Matcher(words)
        self._contradictions = Contradictions(words.verbs, self._matcher)
        self._owners = Owners(self._matcher, words.everything, plain)
        self._facts_said = Kept(self._read_facts)
        self._support = Kept(self._read)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Findings sentence by sentence; questions and suppositions assert nothing."""
        yield from check_citations(ledger)
        request = ledger.reading.request
        known = (request.at, request.brand, request.facts, request.evidence)
        support = self._support(*known)
        asserting = Asserting(ledger.reading.surface, self._hypothetical)
        contradicted = list(self._contradictions.check(ledger, asserting, support))
        yield from contradicted
        for finding in self._unsupported(ledger, asserting, support):
            if not any(c.start < finding.end and finding.start < c.end for c in contradicted):
                yield finding

    def _read(
        self,
        at: date,
        brand: Brand,
        facts: tuple[Fact, ...],
        evidence: tuple[EvidenceItem, ...],
    ) -> Support:
        texts = [self._plain(i.text) for i in evidence]
        passages = Said(self._matcher, ["\n".join((text, *answered_refusals(text))) for text in texts])
        names = self._plain(" ".join(n for p in brand.products for n in p.names))
        # The days of a month have mostly the same facts in force, and reading them takes longer than a check.
        told = tuple(f for f in facts if not f.valid_to or f.valid_to >= at)
        return Support(self._matcher, (passages, self._facts_said(told)), names)

    def _read_facts(self, told: tuple[Fact, ...]) -> Said:
        return Said(self._matcher, [self._plain(f"{f.product} {f.field} {f.value}{f.unit} {f.note}") for f in told])

    def _unsupported(self, ledger: Ledger, asserting: Asserting, support: Support) -> Iterator[Finding]:
        plain = ledger.reading.surface.plain
        found: dict[tuple[int, int], tuple[str, str]] = {}
        for topic, patterns in self._triggers.items():
            for pattern in patterns if not support.empty or topic not in _NEEDS_KNOWLEDGE else ():
                for match, stretch in asserting.matches(pattern):
                    around = asserting.clause(stretch, *match.span())
                    if self._asked.search(plain, *around):
                        continue
                    denied = self._matcher.denies(plain[around[0] : around[1]])
                    if not self._supported(match, support, denied):
                        if not self._denied(plain, match, topic):
                            found[around] = (self._unsaid(support, plain[slice(*around)], terms=topic in _TERMS), "")
                    elif topic in _OF_GOODS and not denied and (others := self._owners.others(ledger, match)):
                        found.setdefault(around, ("claim_of_others", "、".join(others[:_SHOWN])))
        for span, verdict in self._framed(ledger, asserting, support, found):
            found.setdefault(span, verdict)
        for span in () if support.empty else self._of_products(ledger, asserting, support):
            found.setdefault(span, ("claim_no_source", ""))
        for span in self._told_as_facts(ledger, asserting, support, found):
            found[span] = ("claim_no_source", "")
        for span in self._talk_among(ledger, [s for s, (rule, _) in found.items() if rule == "claim_unsupported"]):
            found[span] = ("claim_no_source", "")
        meant = self._meant(ledger, support, [s for s, (rule, _) in found.items() if rule in _LEFT_TO_MEANING])
        for (start, end), (rule, right) in sorted(found.items()):
            if (start, end) not in meant:
                yield ledger.reading.finding(ledger.notices[rule], start, end, right=right)

    def _talk_among(self, ledger: Ledger, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those of some clauses that are talk rather than statements of fact."""
        if self._stated and ledger.reading.request.nearness:
            plain = ledger.reading.surface.plain
            facts = self._stated.among([(plain[slice(*span)], False) for span in spans])
            yield from (span for span, fact in zip(spans, facts, strict=True) if not fact)

    def _told_as_facts(
        self, ledger: Ledger, asserting: Asserting, support: Support, found: Container[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Clauses that assert in no form a frame knows, and that the knowledge does not say.

        None in texts that cite their sources, nor in those of a form: what stands between their cited sentences and
        headings was written to join them."""
        request = ledger.reading.request
        drafted = request.text_form is not None or bool(_CITED.search(request.text))
        if self._stated is None or request.nearness is None or support.empty or drafted:
            return
        plain, named = ledger.reading.surface.plain, _named_parts(ledger)
        numbers = bytearray(len(plain) + 1)
        for quantity in ledger.quantities:
            numbers[quantity.start : quantity.end] = b"\1" * (quantity.end - quantity.start)
        doubted: list[tuple[int, int]] = []
        surely: list[bool] = []
        for span in islice(asserting.clauses(), _MOST_CLAUSES):
            clause = plain[slice(*span)]
            rest, counts = self._beside(plain, span, named), any(numbers[slice(*span)])
            least = _SAYS_MORE if counts else _BESIDE_NUMBERS
            if span in found or self._asked.search(clause) or len(self._matcher.grams(rest)) < least:
                continue
            denied = self._matcher.denies(clause)
            if len(_LETTERS.findall(clause)) >= _SHORTEST and support.answer(rest, denied, _NEARLY_ALL)[0] != "said":
                doubted.append(span)
                of_goods = _of_goods(ledger, span[0])
                surely.append(counts or not of_goods or support.answer(rest, denied, _MOSTLY)[0] == "said")
        clauses = [(plain[slice(*span)], sure) for span, sure in zip(doubted, surely, strict=True)]
        yield from (span for span, fact in zip(doubted, self._stated.among(clauses), strict=True) if fact)

    def _meant(self, ledger: Ledger, support: Support, spans: Sequence[tuple[int, int]]) -> Container[tuple[int, int]]:
        """The clauses that mean what the knowledge says in other words. All are compared at once."""
        nearness, plain = ledger.reading.request.nearness, ledger.reading.surface.plain
        if nearness is None:
            return ()
        without = ledger.without_names
        alike = [(span, support.alike(plain[slice(*span)], without)) for span in spans]
        asked = [(span, clauses) for span, clauses in alike if clauses]
        nearest = nearness([(without(plain[slice(*span)]), clauses) for span, clauses in asked]) if asked else ()
        return [span for (span, _), near in zip(asked, nearest, strict=True) if near >= _NEAR]

    def _framed(
        self, ledger: Ledger, asserting: Asserting, support: Support, found: Container[tuple[int, int]]
    ) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
        """Where a frame asserts what the knowledge does not say: the clause, the rule and what is known instead.

        Clauses that were `found` already are passed over."""
        plain, named_parts = ledger.reading.surface.plain, _named_parts(ledger)
        for frame in self._frames:
            for pattern in frame.patterns:
                for match, stretch in asserting.matches(pattern):
                    start, end = asserting.clause(stretch, *match.span())
                    clause = plain[start:end]
                    if (start, end) in found:
                        continue
                    if self._asked.search(clause) or (frame.silent and frame.silent.search(clause)):
                        continue
                    named = match.lastgroup or 0
                    if frame.rule.whole and self._is_a_unit(plain, match.span(named), (start, end), named_parts):
                        continue
                    lead = max(start, match.start(named) - _BEFORE) if frame.rule.firm else start
                    denied = self._matcher.denies(plain[lead : match.end(named)])
                    if frame.rule.firm and denied:
                        continue
                    what = clause if frame.rule.whole else match[named]
                    least = _WHOLE if frame.rule.whole else _NAMED_ENGLISH if what.isascii() else _NAMED
                    answer, known = support.answer(what, denied, least)
                    if answer == "said" or (answer == "denied" and self._matcher.denies(clause)):
                        continue
                    if (year := _SINCE.match(what)) and year[1] in support.text:
                        continue
                    unsaid = self._unsaid(support, clause, terms=frame.rule.reworded)
                    rule = "claim_denied" if answer == "denied" else unsaid
                    rule = "claim_no_source" if frame.rule.aside and answer == "unsaid" else rule
                    yield (start, end), ("claim_no_knowledge" if support.empty else rule, known)

    def _unsaid(self, support: Support, clause: str, *, terms: bool) -> str:
        """The rule for what the knowledge does not say; `terms` may be told there in other words."""
        if terms and support.empty:
            return "claim_no_knowledge"
        return "claim_no_source" if terms and support.share(clause) >= _NEARLY_SAID else "claim_unsupported"

    def _of_products(self, ledger: Ledger, asserting: Asserting, support: Support) -> Iterator[tuple[int, int]]:
        """Clauses that speak of a product, or as the shop, and say what the knowledge does not."""
        plain = ledger.reading.surface.plain
        spoken = [match.span() for match, _ in asserting.matches(self._shop)]
        named = _named_parts(ledger)
        for start, end in (*((m.start, m.end) for m in ledger.mentions), *spoken):
            stretch = asserting.stretch(start)
            if stretch is None:
                continue
            span = asserting.clause(stretch, start, end)
            clause = plain[slice(*span)]
            if start - span[0] > _SUBJECT or span[1] - end < _PREDICATE:
                continue
            if self._talk.search(clause) or self._matcher.denies(clause):
                continue
            if not self._says_more(plain, span, named):
                continue
            if len(self._matcher.grams(clause)) >= _ENOUGH and support.answer(clause, False, _WHOLE)[0] == "unsaid":
                yield span

    def _is_a_unit(
        self, plain: str, word: tuple[int, int], clause: tuple[int, int], named: Sequence[tuple[int, int]]
    ) -> bool:
        """Whether what seems to assert is the unit of a number, in a clause that says nothing beside: 3公斤的355."""
        return any(s <= word[0] and word[1] <= e for s, e in named) and not self._says_more(plain, clause, named)

    def _says_more(self, plain: str, span: tuple[int, int], named: Sequence[tuple[int, int]]) -> bool:
        """Whether a clause says anything beside the products and numbers in it, which are held against facts anyway.
        `named` are their places in the text, from left to right."""
        return len(self._matcher.grams(self._beside(plain, span, named))) >= _BESIDE_NUMBERS

    def _beside(self, plain: str, span: tuple[int, int], named: Sequence[tuple[int, int]]) -> str:
        """A clause without the products and numbers in it."""
        rest, at = "", span[0]
        for start, end in takewhile(
            lambda part: part[0] < span[1], islice(named, bisect_left(named, (span[0], 0)), None)
        ):
            if at <= start:
                rest, at = f"{rest}{plain[at:start]} ", end
        return rest + plain[at : span[1]]

    def _supported(self, match: re.Match[str], support: Support, denied: bool) -> bool:
        words = [g for g in match.groups() if g] or [match[0]]
        return all(support.says(w) and (denied or not support.only_denies(w)) for w in words)

    def _denied(self, plain: str, match: re.Match[str], topic: str) -> bool:
        return topic != "attribute" and bool(self._denial.search(plain[max(0, match.start() - 6) : match.start()]))


def _of_goods(ledger: Ledger, at: int) -> bool:
    """Whether a product is spoken of: the one that was asked about, or one that the sentence at `at` names."""
    sentence = ledger.reading.surface.sentence_at(at)
    return bool(ledger.reading.request.product) or any(
        sentence.start <= m.start < sentence.end for m in ledger.mentions
    )


def _named_parts(ledger: Ledger) -> list[tuple[int, int]]:
    """Where products and numbers stand, from left to right."""
    return sorted((part.start, part.end) for parts in (ledger.mentions, ledger.quantities) for part in parts)


def _compiled(frame: ClaimFrame, talk: str) -> _Frame:
    silent = frame.unless or ("" if frame.firm else talk)
    return _Frame(frame, tuple(map(sieved, frame.patterns)), re.compile(silent) if silent else None)
