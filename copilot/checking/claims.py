"""Whether what a text asserts of goods, offers and terms is said by the knowledge, denied by it, or said by nobody."""

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from copilot.checking.asserting import Asserting
from copilot.checking.citations import check_citations
from copilot.checking.kept import Kept
from copilot.checking.ledger import Ledger
from copilot.checking.owners import Owners
from copilot.checking.sieve import Sieved, sieved
from copilot.checking.support import Matcher, Said, Support
from copilot.checking.word_lists import ClaimFrame, ClaimWords
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Fact

_OWN_CLAUSE = re.compile(r"[，,。；;\n]|\.(?=\s|$)")
_SENTENCE = re.compile(r"[。；;！!\n]|\.(?=\s|$)")
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
_NEAR = 0.82
"""From which likeness on two clauses mean the same: measured, no claim that nothing supports came above 0.78."""
_LEFT_TO_MEANING = ("claim_unsupported", "claim_no_source")

Objects = dict[str, tuple[set[str], set[str]]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A way of asserting something, compiled. `firm` ones assert whoever speaks."""

    rule: ClaimFrame
    patterns: tuple[Sieved, ...]
    silent: re.Pattern[str] | None
    """Clauses in which it asserts nothing."""


class Claims:
    """The claim check, compiled. `plain` gives a text as rules read it."""

    def __init__(self, words: ClaimWords, plain: Callable[[str], str]) -> None:
        self._plain = plain
        self._triggers = {topic: [sieved(p) for p in patterns] for topic, patterns in words.triggers.items()}
        self._frames = tuple(_compiled(f, words.talk) for f in words.frames)
        self._denial = re.compile(
            "(?:" + "|".join(sorted(map(re.escape, words.denials), key=len, reverse=True)) + r")[^，,。]{0,3}$"
        )
        self._hypothetical = re.compile("|".join(rf"\b{w}\b" if w.isascii() else w for w in words.hypothetical))
        self._polarity = [(name, sieved(p)) for name, p in words.verbs.items()]
        self._talk = re.compile(words.talk)
        self._asked = re.compile(words.asked)
        self._shop = sieved(words.shop)
        self._matcher = Matcher(words)
        self._owners = Owners(self._matcher, words.everything, plain)
        self._facts_said = Kept(self._read_facts)
        self._support = Kept(self._read)
        self._objects = Kept(_objects)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Findings sentence by sentence; questions and suppositions assert nothing."""
        yield from check_citations(ledger)
        request = ledger.reading.request
        known = (request.at, request.brand, request.facts, request.evidence)
        support = self._support(*known)
        asserting = Asserting(ledger.reading.surface, self._hypothetical)
        contradicted = list(self._contradictions(ledger, asserting, support))
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
        passages = Said(self._matcher, [self._plain(i.text) for i in evidence])
        names = self._plain(" ".join(n for p in brand.products for n in p.names))
        # The days of a month have mostly the same facts in force, and reading them takes longer than a check.
        return Support(self._matcher, (passages, self._facts_said(tuple(f for f in facts if f.in_force(at)))), names)

    def _read_facts(self, in_force: tuple[Fact, ...]) -> Said:
        return Said(self._matcher, [self._plain(f"{f.product} {f.field} {f.value}{f.unit} {f.note}") for f in in_force])

    def _contradictions(self, ledger: Ledger, asserting: Asserting, support: Support) -> Iterator[Finding]:
        read: dict[str | None, tuple[str, str]] = {}
        for name, pattern in self._polarity:
            matches = [match for match, _ in asserting.matches(pattern)]
            known = self._objects(support.stated, pattern.pattern) if matches else {}
            for match in matches if known else ():
                if any(m.start < match.end() <= m.end for m in ledger.mentions):
                    continue
                word, negative = _sides(match)
                product = _spoken_of(ledger, match.start())
                if product not in read:
                    read[product] = self._own(ledger, product)
                named, own = read[product]
                of_it = (s for text in (named, own) if (s := _objects(text, pattern.pattern).get(word)))
                elsewhere = {} if own else known
                sides = next(of_it, None) or elsewhere.get(word, (set[str](), set[str]()))
                same, opposite = sides[int(negative)], sides[int(not negative)]
                if (
                    negative
                    and name.startswith("contain")
                    and self._matcher.denies(match[0])
                    and (has := self._has(own, word))
                ):
                    same, opposite = set[str](), {has}
                if opposite and not same:
                    notice = ledger.notices["claim_contradicted"]
                    yield ledger.reading.finding(notice, match.start(), match.end(), right=min(opposite))

    def _has(self, own: str, word: str) -> str:
        """The clause of a product's own passages that says it has what a text denies; "" where none does."""
        clauses = (c.strip() for c in _OWN_CLAUSE.split(own) if word in c)
        found = next(clauses, "")
        return found if found and not self._matcher.denies(found) else ""

    def _own(self, ledger: Ledger, product: str | None) -> tuple[str, str]:
        """What is said of a product: the sentences that name it, and the passages about it."""
        if not product:
            return "", ""
        named = ledger.plain(product)
        passages = [(i.passage, ledger.plain(i.text)) for i in ledger.reading.request.evidence if i.passage]
        about = (t for p, t in passages if p.product == product or ledger.plain(p.heading).endswith(named))
        return "\n".join(_naming(t, named) for _, t in passages if named in t), "\n".join(about)

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
                            unknown = support.empty and topic in _TERMS
                            found[around] = ("claim_no_knowledge" if unknown else "claim_unsupported", "")
                    elif topic in _OF_GOODS and not denied and (others := self._owners.others(ledger, match)):
                        found.setdefault(around, ("claim_of_others", "、".join(others[:_SHOWN])))
        for span, verdict in self._framed(ledger, asserting, support, found):
            found.setdefault(span, verdict)
        for span in () if support.empty else self._of_products(ledger, asserting, support):
            found.setdefault(span, ("claim_no_source", ""))
        meant = self._meant(ledger, support, [s for s, (rule, _) in found.items() if rule in _LEFT_TO_MEANING])
        for (start, end), (rule, right) in sorted(found.items()):
            if (start, end) not in meant:
                yield ledger.reading.finding(ledger.notices[rule], start, end, right=right)

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
                    unsaid = "claim_no_source" if frame.rule.aside else "claim_unsupported"
                    rule = "claim_denied" if answer == "denied" else unsaid
                    yield (start, end), ("claim_no_knowledge" if support.empty else rule, known)

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
        rest, at = "", span[0]
        for start, end in takewhile(
            lambda part: part[0] < span[1], islice(named, bisect_left(named, (span[0], 0)), None)
        ):
            if at <= start:
                rest, at = f"{rest}{plain[at:start]} ", end
        return len(self._matcher.grams(rest + plain[at : span[1]])) >= _BESIDE_NUMBERS

    def _supported(self, match: re.Match[str], support: Support, denied: bool) -> bool:
        words = [g for g in match.groups() if g] or [match[0]]
        return all(support.says(w) and (denied or not support.only_denies(w)) for w in words)

    def _denied(self, plain: str, match: re.Match[str], topic: str) -> bool:
        return topic != "attribute" and bool(self._denial.search(plain[max(0, match.start() - 6) : match.start()]))


def _named_parts(ledger: Ledger) -> list[tuple[int, int]]:
    """Where products and numbers stand, from left to right."""
    return sorted((part.start, part.end) for parts in (ledger.mentions, ledger.quantities) for part in parts)


def _compiled(frame: ClaimFrame, talk: str) -> _Frame:
    silent = frame.unless or ("" if frame.firm else talk)
    return _Frame(frame, tuple(map(sieved, frame.patterns)), re.compile(silent) if silent else None)


def _spoken_of(ledger: Ledger, at: int) -> str | None:
    """The product named last before `at`, or the one that was asked about."""
    before = [m for m in ledger.mentions if m.start <= at]
    return before[-1].product if before else ledger.reading.request.product


def _naming(text: str, named: str) -> str:
    """The sentences of a text that name a product."""
    return "\n".join(s for s in _SENTENCE.split(text) if named in s)


def _objects(text: str, pattern: re.Pattern[str]) -> Objects:
    found: Objects = {}
    for match in pattern.finditer(text):
        word, negative = _sides(match)
        found.setdefault(word, (set(), set()))[int(negative)].add(match[0])
    return found


def _sides(match: re.Match[str]) -> tuple[str, bool]:
    positive = match["positive"]
    return (positive, False) if positive else (match[match.lastgroup or 0], True)
