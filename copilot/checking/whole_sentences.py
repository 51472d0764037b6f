"""Judges sentences as a whole, and adds what rules by words miss."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from copilot.checking.request import Reading
from copilot.checking.rulebook import ByReach, Notice
from copilot.checking.sentence_kinds import KINDS, LAWFUL, Said, SentenceKinds, cues_of
from copilot.checking.surface import Stretch
from copilot.checking.wording import Worded
from copilot.domain.draft import Finding, Severity
from copilot.errors import ModelFailed

RULE = "reads_like_{kind}"
LONGEST = 60
"""Characters of Chinese; a longer sentence is judged in pieces, or one clause in it would count for nothing."""
LONGEST_LATIN = 180
SHORTEST = 6
"""Letters and characters: what is shorter says too little to be judged as a whole."""
MOST_ON_A_TAG = 13
"""Letters and characters beside figures: a name, what the price is called, a day."""
MOST = 80
"""Pieces that are judged; no text that somebody means to send has more."""
_COMMA = re.compile(r"[，,、：:—]|\s-\s")
_OPEN = re.compile(r"\[[^\]\d][^\]]{0,80}\]")
"""What a person has yet to bring."""
_FIGURE = re.compile(r"\d")
_NO_LETTER = re.compile(r"[\W\d_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOTED = ByReach(broadcast=Severity.NOTE, group=Severity.NOTE, one_to_one=Severity.NOTE)


@dataclass(frozen=True, slots=True)
class _Judged:
    place: Stretch
    shares: Mapping[str, float]

    @property
    def unlawful(self) -> float:
        return 1 - self.shares[LAWFUL]


class WholeSentences:
    """Says what sentences read like in which rules found nothing of the kind."""

    def __init__(self, kinds: SentenceKinds, notices: Mapping[str, Notice]) -> None:
        self._kinds = kinds
        self._notices = {kind: notices[RULE.format(kind=kind)] for kind in KINDS if kind != LAWFUL}

    def beside(self, reading: Reading, worded: Worded) -> Iterator[Finding]:
        """What whole sentences read like beside what rules found: a warning where it is sure, else a note."""
        weights = self._kinds.weights
        for one in self._judge(reading, worded):
            kind = max(self._notices, key=lambda k: one.shares[k])
            said = reading.surface.plain[one.place.start : one.place.end]
            limits = weights.limits(said)
            if one.unlawful < limits.likely or _told(kind, one.place, worded.findings) or _is_tag(kind, said):
                continue
            notice = self._notices[kind]
            if one.unlawful < limits.sure:
                notice = notice.model_copy(update={"severity": _NOTED})
            yield reading.finding(notice, *_trimmed(reading.request.text, one.place))

    def _judge(self, reading: Reading, worded: Worded) -> list[_Judged]:
        places = list(pieces(reading.surface.plain, reading.surface.sentences))[:MOST]
        category = reading.request.brand.category.value
        plain = reading.surface.plain
        told = [(p, _OPEN.sub("", plain[p.start : p.end]).strip()) for p in places]
        told = [(p, text) for p, text in told if len(_NO_LETTER.sub("", text)) >= SHORTEST]
        said = [Said(text, cues_in(p, worded, category)) for p, text in told]
        try:
            return [_Judged(p, shares) for (p, _), shares in zip(told, self._kinds.shares(said), strict=True)]
        except ModelFailed:
            # Rules judge alone while nothing can be encoded.
            return []


def pieces(plain: str, sentences: Iterable[Stretch]) -> Iterator[Stretch]:
    """The sentences, long ones in pieces of whole clauses."""
    for sentence in sentences:
        longest = LONGEST if _HAN.search(plain, sentence.start, sentence.end) else LONGEST_LATIN
        start = end = sentence.start
        breaks = [m.end() for m in _COMMA.finditer(plain, sentence.start, sentence.end)]
        for at in (*breaks, sentence.end):
            if at - start > longest and end > start:
                yield Stretch(start, end)
                start = end
            end = at
        if plain[start : sentence.end].strip():
            yield Stretch(start, sentence.end)


def cues_in(place: Stretch, worded: Worded, category: str) -> frozenset[str]:
    """What rules saw in a stretch of the text."""
    findings = [(f.rule, f.kind) for f in worded.findings if _overlap(f.start, f.end, place)]
    exempted = [(e.rule, e.exemption) for e in worded.exempted if _overlap(e.start, e.end, place)]
    tags = [name for t in worded.tags if _overlap(t.start, t.end, place) for name in t.of]
    return cues_of(findings, exempted, tags, category)


def _is_tag(kind: str, said: str) -> bool:
    """Whether a sentence is a price and little else: the number lock and the rules by words know more of that."""
    return kind == "price_fraud" and bool(_FIGURE.search(said)) and len(_NO_LETTER.sub("", said)) <= MOST_ON_A_TAG


def _overlap(start: int, end: int, place: Stretch) -> bool:
    return start < place.end and place.start < end


def _told(kind: str, place: Stretch, findings: Iterable[Finding]) -> bool:
    return any(f.kind == kind and f.severity is not Severity.NOTE and _overlap(f.start, f.end, place) for f in findings)


def _trimmed(text: str, place: Stretch) -> tuple[int, int]:
    said = text[place.start : place.end]
    return place.start + len(said) - len(said.lstrip()), place.end - len(said) + len(said.rstrip())
