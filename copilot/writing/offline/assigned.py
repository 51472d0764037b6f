"""What a place in the calendar gives to its text: its idea, days in words, and the offer in its own words."""

import re
from collections.abc import Sequence
from datetime import date

from copilot.domain.assignment import Assignment
from copilot.domain.draft import Brief
from copilot.domain.evidence import EvidenceItem, Field, Role
from copilot.writing.offline.phrasebook import ITEM_SLOTS, ItemWords, Phrases
from copilot.writing.offline.piece import Piece
from copilot.writing.offline.prices import Priced, of_variant
from copilot.writing.offline.sentences import has_figure

_TRAILING = " 。.？?！!，,"
_TIME = re.compile(r"\d{1,2}[:：]\d{2}")


def assigned_values(brief: Brief, phrases: Phrases) -> dict[str, str]:
    """The text slots of the calendar; "" for whatever the item does not know."""
    values = dict.fromkeys(ITEM_SLOTS, "")
    if (assignment := brief.assignment) is None:
        return values
    words, months = phrases.items.words, phrases.words.months
    idea, asks = _said(assignment, words)
    ends = assignment.offer.ends if assignment.offer else None
    return values | {
        "asked": f"{idea}{phrases.words.question_mark.strip()}" if idea and asks else "",
        "told": f"{idea}{words.says_stop}" if idea and not asks else "",
        "occasion": assignment.occasion,
        "live": _live(assignment, words, months),
        "shows": assignment.live_shows,
        "ends": _ends(ends, brief.at, words, months) if ends else "",
    }


def deal_pieces(items: Sequence[EvidenceItem], brief: Brief, phrases: Phrases) -> list[Piece]:
    """The item's offer: its prices and what a reader has to know about them, each cited; where no price is known, the
    words it was planned with, if they still stand in evidence of the day."""
    offer = brief.assignment.offer if brief.assignment else None
    if offer is None or not offer.in_force(brief.at):
        return []
    until = _until(offer.ends, brief.at, phrases) if offer.ends else ""
    prices = [(i, f) for i in items if (f := i.fact) and f.field == Field.PROMOTION_PRICE and offer.holds(f)]
    if prices:
        return [_priced(prices, until, phrases)]
    words = offer.words.rstrip(_TRAILING)
    sources = [i for i in items if i.role in (Role.OFFER, Role.POLICY) and _squeezed(words)[:24] in _squeezed(i.text)]
    marks = "".join(f"[{i.n}]" for i in sources)
    return [Piece(f"{words}{marks}{until}", frozenset({f"deal:{words}"}))] if sources else []


def _until(ends: date, at: date, phrases: Phrases) -> str:
    words = phrases.items.words
    return words.until.format(ends=_ends(ends, at, words, phrases.words.months))


def _priced(prices: Sequence[Priced], until: str, phrases: Phrases) -> Piece:
    words, comma = phrases.items.words, phrases.words.comma
    said = comma.join(f"{of_variant(fact, phrases.words)}[{item.n}]" for item, fact in prices)
    terms: dict[str, int] = {}
    for item, fact in prices:
        for term in re.split(r"[；;]\s*", fact.note)[1:]:
            if re.search(words.terms, term, re.IGNORECASE):
                terms.setdefault(term.strip(), item.n)
    told = [words.deal.replace("{prices}", said), *(f"{term}[{n}]" for term, n in terms.items())]
    return Piece(f"{comma.join(told)}{until}", frozenset({f"deal:{item.n}" for item, _ in prices}))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _said(assignment: Assignment, words: ItemWords) -> tuple[str, bool]:
    """The idea where it can be said to the reader, else "", and whether it asks. Figures other than a time of day could
    promise something."""
    idea = assignment.idea.strip(_TRAILING)
    if has_figure(_TIME.sub("", idea)) or re.search(words.telling, idea, re.IGNORECASE):
        return "", False
    last = re.split(words.clause, idea)[-1]
    return idea, re.search(words.asks, last, re.IGNORECASE) is not None


def _live(assignment: Assignment, words: ItemWords, months: Sequence[str]) -> str:
    if assignment.live_at is None:
        return ""
    day = assignment.live_at.date()
    away = (day - assignment.at.date()).days
    near = {0: words.today, 1: words.tomorrow}
    weekday = words.weekdays[day.weekday()]
    named = near.get(away) or words.weekday_of.format(weekday=weekday, date=_date(day, words, months))
    return words.time_of.format(day=named, time=f"{assignment.live_at:%H:%M}")


def _ends(day: date, at: date, words: ItemWords, months: Sequence[str]) -> str:
    pattern = words.ends_today if day == at else words.ends_later
    return pattern.format(date=_date(day, words, months))


def _date(day: date, words: ItemWords, months: Sequence[str]) -> str:
    return words.day.format(month=day.month, month_name=months[day.month - 1] if months else "", day=day.day)
