"""Finds unlawful and unwelcome wording by the rules, in its context."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from copilot.checking.request import Reading
from copilot.checking.rulebook import Exemption, Near, Rule
from copilot.checking.sieve import Grams, Sieved, joined, may_match, needed, needed_by_any
from copilot.checking.validators import VALIDATORS, Hit
from copilot.domain.channel import Reach
from copilot.domain.draft import Finding

_BREAK = re.compile(r"[。！？!?；;\n，,]")
_SENTENCE_BREAK = re.compile(r"[。！？!?；;\n]")
_ONE_CHARACTER_GAP = 3
_SIGHT = 150
_MOST_HITS = 500
"""Of one rule in one text: no text that somebody means to send has so many."""
_ENDS = "。！？!?；;\n"
_HAN = re.compile(r"[\u4e00-\u9fff]|\\[uU][0-9a-f]{4}")
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
_LATIN = re.compile(r"[a-z]|#")


@dataclass(frozen=True, slots=True)
class Exempted:
    """Words that a rule would have found but for their context, and the basis on which they pass."""

    rule: str
    exemption: str
    start: int
    end: int
    quote: str
    basis: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A word of the lexicon in a text."""

    start: int
    end: int
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worded:
    """What wording rules see in a text. Tags are placed in the text as given."""

    findings: tuple[Finding, ...]
    exempted: tuple[Exempted, ...]
    tags: tuple[Tag, ...]


class Wording:
    """All wording rules, compiled."""

    def __init__(self, rules: tuple[Rule, ...], lexicon: Mapping[str, list[str]]) -> None:
        self._rules = tuple(_Compiled(rule) for rule in rules)
        self._by_first: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        classes: dict[str, set[str]] = defaultdict(set)
        for name, words in lexicon.items():
            for word in words:
                classes[word].add(name)
        for word in sorted(classes, key=len, reverse=True):
            self._by_first[word[0]].append((word, frozenset(classes[word])))

    def check(self, reading: Reading) -> Worded:
        """Findings, what passed only because of its context, and the words of the lexicon."""
        findings: list[Finding] = []
        exempted: list[Exempted] = []
        text = Text(reading, self._tags(reading.surface.tight))
        category, reach = reading.request.brand.category, reading.request.form.reach
        for rule in self._rules:
            if not rule.holds_for(category, reach):
                continue
            for hit in islice(rule.hits(text), _MOST_HITS):
                start, end = text.span(hit, rule.rule.raw)
                if excuse := rule.excuse(hit, text):
                    quote = reading.request.text[start:end]
                    exempted.append(Exempted(rule.rule.id, excuse.id, start, end, quote, excuse.basis))
                else:
                    findings.append(_with_category(rule.rule, reading, start, end))
        placed = reading.surface.placed
        tags = tuple(Tag(placed(tag.start), placed(tag.end - 1) + 1, tag.of) for tag in text.tags)
        return Worded(tuple(findings), tuple(exempted), tags)

    def _tags(self, tight: str) -> tuple[Tag, ...]:
        found: list[Tag] = []
        plain_until = 0
        for at, char in enumerate(tight):
            for word, classes in self._by_first.get(char, ()):
                if tight.startswith(word, at):
                    if "plain_words" in classes:
                        plain_until = max(plain_until, at + len(word))
                    elif at >= plain_until or len(word) > 1:
                        found.append(Tag(at, at + len(word), classes))
                    break
        return tuple(found)


class Text:
    """One text in the forms rules read, with the words of the lexicon found in it."""

    def __init__(self, reading: Reading, tags: tuple[Tag, ...]) -> None:
        self.reading = reading
        self.tight = reading.surface.tight
        self.plain = reading.surface.plain
        self.tags = tags
        self.tight_grams, self.plain_grams = reading.surface.tight_grams, reading.surface.plain_grams
        self.latin = bool(_LATIN.search(self.tight))
        """Whether a word in Latin letters stands in it; patterns without a Chinese character need one."""

    def read_by(self, raw: bool) -> str:
        """The form of the text that a rule reads."""
        return self.plain if raw else self.tight

    def grams(self, raw: bool) -> Grams:
        """The grams of the form that a rule reads."""
        return self.plain_grams if raw else self.tight_grams

    def span(self, hit: Hit, raw: bool) -> tuple[int, int]:
        """Where a hit stands in the text as given."""
        return (hit.start, hit.end) if raw else self.reading.surface.span(hit.start, hit.end)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern, and whether it has no Chinese character."""

    sieved: Sieved
    latin: bool


class _Compiled:
    """A rule with its patterns compiled."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        patterns = [_Pattern(Sieved(p, needed(p)), not _HAN.search(p.pattern)) for p in map(_pattern, rule.patterns)]
        if terms := sorted(rule.terms, key=len, reverse=True):
            any_term = re.compile("|".join(map(re.escape, terms)))
            patterns.append(_Pattern(Sieved(any_term, needed_by_any(terms)), latin=False))
        self._patterns = tuple(patterns)
        self._needed = joined(p.sieved.needed for p in patterns)
        self._excuses = tuple((e, Sieved(p := _pattern(e.pattern), needed(p))) for e in rule.unless)
        self._absent = re.compile(rule.absent) if rule.absent else None

    def holds_for(self, category: str, reach: Reach) -> bool:
        """Whether the rule speaks to brands of `category` in texts of that reach."""
        rule = self.rule
        if rule.reaches and reach not in rule.reaches:
            return False
        return (not rule.categories or category in rule.categories) and category not in rule.not_categories

    def hits(self, text: Text) -> Iterator[Hit]:
        """Everything the rule finds, before its exemptions."""
        plain = text.read_by(self.rule.raw)
        if self._absent and self._absent.search(plain):
            return
        validate = VALIDATORS[self.rule.validator] if self.rule.validator else None
        for hit in (*self._matches(text), *_tagged(self.rule, text), *_neighbours(self.rule.near, text)):
            if validate is None or validate(hit, text.reading, plain):
                yield hit

    def _matches(self, text: Text) -> Iterator[Hit]:
        plain, grams = text.read_by(self.rule.raw), text.grams(self.rule.raw)
        if not may_match(self._needed, grams):
            return
        for pattern in self._patterns:
            if pattern.latin and not text.latin and not self.rule.raw:
                continue
            for match in pattern.sieved.matches(plain, grams):
                group = 1 if match.re.groups and match[1] is not None else 0
                start, end = match.span(group)
                if end > start:
                    yield Hit(start, end, match[group])

    def excuse(self, hit: Hit, text: Text) -> Exemption | None:
        """The first exemption whose context the hit stands in."""
        plain, grams = text.read_by(self.rule.raw), text.grams(self.rule.raw)
        start, end = _sentence(plain, hit)
        category = text.reading.request.brand.category
        for exemption, pattern in self._excuses:
            if exemption.categories and category not in exemption.categories:
                continue
            for found in pattern.matches(plain, grams, start, end):
                if exemption.whole_sentence or (found.start() < hit.end and hit.start < found.end()):
                    return exemption
        return None


def _pattern(source: str) -> re.Pattern[str]:
    """`source` compiled. Texts come in lower case, and matching without regard to case costs twice the time."""
    return re.compile(source, re.IGNORECASE if _CAPITAL.search(source) else 0)


def _tagged(rule: Rule, text: Text) -> Iterator[Hit]:
    for tag in text.tags if rule.lexicon else ():
        if any(name in tag.of for name in rule.lexicon):
            yield Hit(tag.start, tag.end, text.tight[tag.start : tag.end])


def _neighbours(nears: list[Near], text: Text) -> Iterator[Hit]:
    for near in nears:
        firsts = [t for t in text.tags if not t.of.isdisjoint(near.first)]
        thens = [t for t in text.tags if not t.of.isdisjoint(near.then)] if firsts else []
        apart = _SENTENCE_BREAK if near.across else _BREAK
        for first in firsts:
            gap = near.gap if first.end - first.start > 1 else min(near.gap, _ONE_CHARACTER_GAP)
            nearest = bisect_left(thens, first.end, key=_start)
            for then in thens[nearest : bisect_right(thens, first.end + gap, lo=nearest, key=_start)]:
                if not apart.search(text.tight, first.end, then.start):
                    yield Hit(first.start, then.end, text.tight[first.start : then.end])


def _start(tag: Tag) -> int:
    return tag.start


def _sentence(plain: str, hit: Hit) -> tuple[int, int]:
    """The sentence of a hit, no more than 150 characters of it on either side."""
    least, most = max(0, hit.start - _SIGHT), min(len(plain), hit.end + _SIGHT)
    start = max(plain.rfind(mark, least, hit.start) for mark in _ENDS) + 1
    ends = [e for mark in _ENDS if (e := plain.find(mark, hit.end, most)) >= 0]
    return max(start, least), min(ends, default=most)


def _with_category(rule: Rule, reading: Reading, start: int, end: int) -> Finding:
    by_category = rule.severity_in.get(reading.request.brand.category)
    notice = rule.model_copy(update={"severity": by_category}) if by_category else rule
    return reading.finding(notice, start, end)
