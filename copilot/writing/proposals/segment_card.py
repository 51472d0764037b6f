"""A segment's card proposed from what customers really wrote: clauses by what they tell, those that say the same grouped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.domain.language import Language
from copilot.domain.proposal import Proposed, Sample, SegmentProposal
from copilot.writing.proposals.persona_card import length
from copilot.writing.proposals.words import SegmentCues, proposal_words
from copilot.writing.samples import Likeness

SAME = 0.62
"""From this likeness on two clauses say the same: tried on the demo brands' reviews."""
MOST_PROPOSED = 6
MOST_WORDS = 8
MOST_CLAUSES = 240
SHORTEST = {Language.ZH: 4, Language.EN: 3}
LONGEST = {Language.ZH: 22, Language.EN: 14}
LONGEST_WORDS = {Language.ZH: 14, Language.EN: 9}
_CLAUSE = re.compile(r"[^，。！？；：,.!?;:…~～\n“”\"「」（）()]+")
_APART = re.compile(r"(?<=[一-鿿])[ \u3000]+(?=[一-鿿])")
"""What stands for a comma in a chat."""
KINDS = ("repels", "convinces", "pains", "situation")
"""In the order in which they claim a clause."""


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    sample: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Clauses that say the same; the first speaks for them."""

    clauses: tuple[_Clause, ...]

    @property
    def samples(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(c.sample for c in self.clauses))


def propose_segment(samples: Sequence[Sample], language: Language, likeness: Likeness) -> SegmentProposal:
    """What the texts say about those who wrote them. Raises `ModelFailed` from an embedder behind `likeness`."""
    cues = proposal_words(language).segment
    clauses = list(_clauses(samples, language, cues))[:MOST_CLAUSES]
    by_kind = {kind: _groups([c for c in clauses if c.kind == kind], likeness) for kind in KINDS}
    return SegmentProposal(
        samples=tuple(samples),
        situation=_first(by_kind["situation"]),
        pains=_first(by_kind["pains"]),
        words=_own_words([*by_kind["pains"], *by_kind["situation"]], language),
        convinces=_first(by_kind["convinces"]),
        repels=_first(by_kind["repels"]),
    )


def _clauses(samples: Sequence[Sample], language: Language, cues: SegmentCues) -> Iterator[_Clause]:
    for sample in samples:
        for found in _CLAUSE.finditer(_APART.sub("，", sample.text)):
            text = found[0].strip()
            if SHORTEST[language] <= length(text, language) <= LONGEST[language]:
                kind = next((k for k in KINDS if getattr(cues, k).search(text)), "")
                if kind:
                    yield _Clause(text, sample.number, kind)


def _groups(clauses: Sequence[_Clause], likeness: Likeness) -> list[_Group]:
    """Clauses of one kind, each with those that say the same; the largest groups first, then in the order they were said."""
    left, groups = list(clauses), list[_Group]()
    while left:
        near = likeness([left[0].text], [c.text for c in left])
        same = [c for c, alike in zip(left, near, strict=True) if c is left[0] or alike >= SAME]
        groups.append(_Group(tuple(sorted(same, key=lambda c: len(c.text)))))
        left = [c for c in left if c not in same]
    return sorted(groups, key=lambda g: -len(g.samples))


def _first(groups: Sequence[_Group]) -> tuple[Proposed, ...]:
    return tuple(Proposed(g.clauses[0].text, g.samples) for g in groups[:MOST_PROPOSED])


def _own_words(groups: Sequence[_Group], language: Language) -> tuple[Proposed, ...]:
    """How customers put it: the other wordings of what many say, then what single ones say, short enough to be repeated."""
    told = {g.clauses[0].text for g in groups[:MOST_PROPOSED]}
    wordings = [c for g in sorted(groups, key=lambda g: -len(g.clauses)) for c in reversed(g.clauses)]
    short = [c for c in wordings if c.text not in told and length(c.text, language) <= LONGEST_WORDS[language]]
    first = {c.text: c for c in reversed(short)}
    return tuple(Proposed(text, (first[text].sample,)) for text in dict.fromkeys(c.text for c in short))[:MOST_WORDS]
