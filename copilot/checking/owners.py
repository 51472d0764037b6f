"""Whose property something is: what the knowledge says of one product is not said of another, nor of all of them."""

import re
from collections.abc import Callable, Iterable, Mapping

from copilot.checking.kept import Kept
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import singular
from copilot.checking.support import Matcher, Said, Support
from copilot.domain.brand import Brand
from copilot.domain.evidence import EvidenceItem, Fact

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_WORD = re.compile(r"[a-z]{3,}")
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]|\.(?=\s|$)")
_LINE = re.compile(r"\n")
_STEM = re.compile(r"[- ](?:safe|proof|washable|resistant)$")
_COMPARED = re.compile(r"(?:比|像|跟|和|同|不如|替代|than|like|unlike|as)\s?(?:an?\s|the\s)?$")
_BESIDE = 8
_NOUN = 4

Owned = Mapping[str, Support]
"""What is known of each product by its name, and of no product in particular under ""."""

NamedIn = Callable[[str], frozenset[str]]
"""The products named in a plain text."""


class Owners:
    """Keeps, for each brand, what is said of which product. `everything` is a pattern of words for all goods."""

    def __init__(self, matcher: Matcher, everything: str, plain: Callable[[str], str]) -> None:
        self._matcher = matcher
        self._plain = plain
        self._everything = re.compile(everything)
        self._owned = Kept(self._read)

    def others(self, ledger: Ledger, match: re.Match[str]) -> list[str]:
        """The products that the sentence of `match` says this of, though the knowledge says it only of others."""
        plain, request = ledger.reading.surface.plain, ledger.reading.request
        inside_a_name = any(m.start <= match.start() and match.end() <= m.end for m in ledger.mentions)
        if inside_a_name or _COMPARED.search(plain, max(0, match.start() - _BESIDE), match.start()):
            return []
        meant, each = self._meant(ledger, match)
        if not meant:
            return []
        owned: Owned = self._owned(request.brand, request.facts, request.evidence, ledger.named_in)
        words = [g for g in match.groups() if g] or [match[0]]
        told = [p for p in meant if p in owned]
        without = [p for p in told if not all(self._says(owned[p], w) for w in words)]
        if all(self._says(owned[""], w) for w in words):
            return []
        return without if each or len(without) == len(told) else []

    def _meant(self, ledger: Ledger, match: re.Match[str]) -> tuple[list[str], bool]:
        """The products spoken of, and whether it is said of each of them.

        Those that the clause names, or a noun of it for goods of one kind; all that a word for all means; else the last
        one named before."""
        surface, request = ledger.reading.surface, ledger.reading.request
        start, end = _clause(surface.plain, match)
        named = [m for m in ledger.mentions if start <= m.start < end]
        if named:
            before = [m for m in named if m.end <= match.start()]
            return [(before[-1] if before else named[0]).product], True
        if kind := self._of_kind(ledger, surface.plain[start:end]):
            return kind, False
        stretch = surface.sentence_at(match.start())
        if found := self._everything.search(surface.plain, stretch.start, stretch.end):
            noun = surface.plain[found.end() : found.end() + _NOUN]
            every = [p.name for p in request.brand.products]
            return [p for p in every if any(c in noun for c in ledger.plain(p)[-2:] if not c.isascii())] or every, True
        earlier = [m for m in ledger.mentions if m.end <= start]
        if earlier and not _LINE.search(surface.plain, earlier[-1].end, start):
            return [earlier[-1].product], True
        return [request.product] if request.product else [], True

    def _of_kind(self, ledger: Ledger, clause: str) -> list[str]:
        """The products whose English name ends in a word of the clause: the mug, our grinders."""
        words = {singular(w) for w in _WORD.findall(clause)}
        names = ((p.name, ledger.plain(p.name).split()[-1]) for p in ledger.reading.request.brand.products)
        return [name for name, last in names if last in words]

    def _says(self, support: Support, words: str) -> bool:
        stem = _STEM.sub("", words)
        return any(support.says(w) and not support.only_denies(w) for w in (words, stem))

    def _read(
        self, brand: Brand, facts: tuple[Fact, ...], evidence: tuple[EvidenceItem, ...], named_in: NamedIn
    ) -> Owned:
        names = {p.name for p in brand.products}
        texts: dict[str, list[str]] = {"": []}
        for fact in facts:
            owner = fact.product if fact.product in names else ""
            texts.setdefault(owner, []).append(self._plain(f"{fact.field} {fact.value}{fact.unit} {fact.note}"))
        for item in evidence:
            for owner, text in told_of(item, self._plain, named_in):
                texts.setdefault(owner, []).append(text)
        called = {p.name: self._plain(" ".join(p.names)) for p in brand.products}
        return {
            owner: Support(self._matcher, (Said(self._matcher, said),), called.get(owner, ""))
            for owner, said in texts.items()
        }


def told_of(item: EvidenceItem, plain: Callable[[str], str], named_in: NamedIn) -> Iterable[tuple[str, str]]:
    """What a passage tells, in plain form, with the product it is about; else its sentences, each with those it names.

    "" for a sentence that names none."""
    told = plain(item.text)
    owner = item.passage.product if item.passage else None
    about = {owner} if owner else named_in(plain(item.passage.heading if item.passage else ""))
    if about:
        yield from ((owner, told) for owner in about)
        return
    for sentence in _SENTENCE.findall(told):
        yield from ((owner, sentence) for owner in named_in(sentence) or {""})


def _clause(plain: str, match: re.Match[str]) -> tuple[int, int]:
    start = max((m.end() for m in _CLAUSE_END.finditer(plain, 0, match.start())), default=0)
    end = _CLAUSE_END.search(plain, match.end())
    return start, end.start() if end else len(plain)
