"""The expert trap: terms and figures that mean nothing to somebody who is only finding out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from copilot.checking.request import Reading
from copilot.checking.rulebook import Notice, Sentence
from copilot.checking.voice_rules import VoiceBook
from copilot.domain.audience import Segment
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Role
from copilot.domain.ladder import Step

_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Term:
    """A term or figure in a text, by its offsets in the plain text."""

    start: int
    end: int
    word: str
    weight: float
    plain: Sentence
    figure: bool = False


class Jargon:
    """Finds and weighs them."""

    def __init__(self, book: VoiceBook) -> None:
        self._words = book.jargon
        self._notices = book.notices
        self._terms = {w.lower(): (t.weight, t.plain) for t in self._words.terms for w in t.words}
        longest_first = sorted(self._terms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_bounded, longest_first)))
        self._known = set(self._words.acronyms.known)

    def check(self, reading: Reading) -> tuple[list[Finding], float]:
        """Findings, and the weighted terms per 100 characters."""
        terms = self.terms(reading)
        length = max(self._words.shortest, len(reading.surface.plain.strip()))
        share = sum(t.weight for t in terms) * self._words.per_characters / length
        return list(self._findings(reading, terms, share)), share

    def terms(self, reading: Reading) -> list[Term]:
        """What the segment will not understand: not its own words, not explained on the spot, no product's name."""
        plain, request = reading.surface.plain, reading.request
        own = _own_words(request.segment)
        names = " ".join(n.lower() for p in request.brand.products for n in p.names)
        found: list[Term] = []
        for term in sorted(self._all(plain, request.text), key=lambda t: (t.start, -t.end)):
            word = term.word.lower()
            taken = found and term.start < found[-1].end
            if not taken and word not in own and word not in names and not self._words.explained.match(plain, term.end):
                found.append(term)
        return found

    def in_words(self, text: str) -> list[Term]:
        """Every term and figure of the trade in a text, whoever reads it; the longest where one lies in another."""
        found: list[Term] = []
        for term in sorted(self._all(text.lower(), text), key=lambda t: (t.start, -t.end)):
            if not found or term.start >= found[-1].end:
                found.append(term)
        return found

    def _all(self, plain: str, text: str) -> Iterator[Term]:
        for m in self._pattern.finditer(plain):
            yield Term(m.start(), m.end(), m[0], *self._terms[m[0]])
        figures, acronyms = self._words.figures, self._words.acronyms
        for m in figures.pattern.finditer(plain):
            yield Term(m.start(), m.end(), m[0], figures.weight, figures.plain, figure=True)
        if len(plain) == len(text) and not plain.isascii():
            for m in acronyms.pattern.finditer(text):
                if m[0] not in self._known:
                    yield Term(m.start(), m.end(), m[0], acronyms.weight, acronyms.plain)

    def _findings(self, reading: Reading, terms: list[Term], share: float) -> Iterator[Finding]:
        step, words = reading.request.step, self._words
        different = list({t.word.lower(): t for t in reversed(terms)}.values())[::-1]
        early = step is Step.INTEREST
        if not different or (not early and (step is Step.TRUST or share < words.later_share)):
            return
        if early and share >= words.dense.share and len(different) >= words.dense.terms:
            first = different.pop(0)
            notice = self._notices["expert_trap_dense"]
            yield self._finding(reading, notice, first, share=f"{share:.1f}")
        for term in different:
            yield self._finding(reading, self._notices["expert_trap_figure" if term.figure else "expert_trap"], term)

    def _finding(self, reading: Reading, notice: Notice, term: Term, **facts: object) -> Finding:
        plain = self._explained_in(term, reading.request.evidence) or term.plain.say(reading.request.language)
        return reading.finding(notice, term.start, term.end, right=plain, **facts)

    def _explained_in(self, term: Term, evidence: Iterable[EvidenceItem]) -> str:
        """How the brand's own knowledge puts the term in plain words; "" where it does not."""
        if term.figure:
            return ""
        explains = re.compile(re.escape(term.word) + r'[”"」]?' + self._words.explains, re.IGNORECASE)
        for item in evidence:
            if found := explains.search(item.text):
                return found[1].strip(" ，,")
            heading = item.passage.heading if item.passage else ""
            if item.role is Role.FAQ and term.word.lower() in heading.lower():
                answer = re.split(r"[。！？\n]|\.\s", item.text.removeprefix(heading).strip(), maxsplit=1)[0]
                if answer and term.word.lower() not in answer.lower():
                    return answer[:40]
        return ""


def _bounded(word: str) -> str:
    """`word` as a pattern; Latin words only as whole words."""
    escaped = re.escape(word)
    return rf"(?<![a-z]){escaped}(?![a-z])" if _LATIN.match(word) else escaped


def _own_words(segment: Segment | None) -> str:
    """Everything the card lets this kind of customer say or know, in one string."""
    if segment is None:
        return ""
    parts = (segment.who, segment.situation, *segment.pains, *segment.words, *segment.convinces)
    return "\n".join(parts).lower()
