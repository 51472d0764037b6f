"""Turns evidence into lines: sayable sentences with where they come from and what they are like."""

import re
from dataclasses import dataclass
from datetime import date

from copilot.domain.draft import Brief
from copilot.domain.evidence import Evidence, EvidenceItem, Role
from copilot.writing.likeness import terms
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.sentences import Sentence, has_figure, stands_alone

_DAY = re.compile(r"(?:(\d{4})\s*[年/.-]\s*)?(\d{1,2})\s*(?:月|[/-])\s*(\d{1,2})(?!\d)\s*日?")
_REVIEW_TEXT = re.compile(r"(?:评论|评价内容|评价|内容|review|comment|text)\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of item `n`, the `place`-th of its passage."""

    n: int
    role: Role
    place: int
    text: str
    raw: str
    words: frozenset[str]
    figure: bool
    is_review: bool
    rating: int | None
    care: bool = False
    """Tells how to look after the thing."""
    product: str = ""
    """The one product its passage is about."""

    @property
    def key(self) -> str:
        """Names the line within its evidence."""
        return f"{self.n}:{self.place}"


def usable_items(brief: Brief, evidence: Evidence) -> list[EvidenceItem]:
    """Items in force on the day and about the product (or about none)."""
    product = brief.brand.product(brief.product) if brief.product else None
    wanted = {n.casefold() for n in product.names} if product else {(brief.product or "").casefold()} - {""}
    found = []
    for item in evidence.items:
        about = item.fact.product if item.fact else (item.passage.product if item.passage else None)
        other = bool(wanted and about and about.casefold() not in wanted)
        if other or (item.fact and not item.fact.in_force(brief.at)):
            continue
        found.append(item)
    return found


def lines_of(item: EvidenceItem, phrases: Phrases, at: date) -> list[Line]:
    """The sayable lines of a passage; none for a fact, and none for an offer that is over or not yet open."""
    passage = item.passage
    dated = item.role in (Role.OFFER, Role.STORY)
    if passage is None or item.role is Role.SCRIPT or (dated and not open_on(passage.text, at)):
        return []
    rating = passage.tag("rating")
    review = rating is not None or (item.source.document.endswith(".csv") and item.role in (Role.PROOF, Role.PAIN))
    text = review_words(passage.text) if review else passage.text.removeprefix(passage.tag("question") or "").lstrip()
    found = []
    for place, sentence in phrases.sayable(text):
        if review or not sentence.asks:
            found.append(_line(item, place, sentence, phrases, review))
    return found


def _line(item: EvidenceItem, place: int, sentence: Sentence, phrases: Phrases, review: bool) -> Line:
    rating = item.passage.tag("rating") if item.passage else None
    return Line(
        n=item.n,
        role=item.role,
        place=place,
        text=sentence.text,
        raw=sentence.raw,
        words=terms(sentence.text, phrases.words.stop_words),
        figure=has_figure(sentence.text),
        is_review=review,
        rating=int(float(rating)) if rating else None,
        care=sentence.care,
        product=(item.passage.product if item.passage else None) or "",
    )


def whole(line: Line, phrases: Phrases) -> bool:
    """Whether the line can stand without its neighbours."""
    return stands_alone(Sentence(line.text, line.raw), phrases.words, phrases.language)


def question_of(item: EvidenceItem) -> str:
    """The question an item answers: its `question:` tag or a heading that asks; "" when there is none."""
    if item.passage is None:
        return ""
    question = item.passage.tag("question") or (item.passage.heading if item.role is Role.FAQ else "")
    return question.strip(" #").rstrip("？?。. ")


def review_words(text: str) -> str:
    """The customer's own words when a row was learned as `column: value` pairs."""
    found = _REVIEW_TEXT.search(text)
    return re.split(r"[;；\n|]\s*[^\s:：]{1,8}\s*[:：]", found[1])[0].strip() if found else text


def open_on(text: str, at: date) -> bool:
    """Whether the dates an offer's text names, if any, let it hold on the day `at`."""
    days = []
    for year, month, day in _DAY.findall(text):
        try:
            days.append(date(int(year or at.year), int(month), int(day)))
        except ValueError:
            continue
    if not days:
        return True
    return days[0] <= at <= days[-1] if len(days) > 1 else at <= days[0]
