"""Planned live streams as facts, so that a text that tells of one is held against the calendar."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from copilot.domain.conflict import KnownFacts
from copilot.domain.evidence import Fact, Source
from copilot.domain.language import Language

FIELD = "live"
CALENDAR = Source("", "calendar", 0, "")
"""Where such a fact comes from: no document."""
WEEKDAYS = {
    Language.ZH: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    Language.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def with_lives(known: KnownFacts, lives: Iterable[datetime], language: Language) -> KnownFacts:
    """What is known, with the day, weekday and hour of each live stream."""
    told = tuple(Fact("", FIELD, _told(at, language), "", CALENDAR) for at in sorted(set(lives)))
    return replace(known, all=(*known.all, *told)) if told else known


def _told(at: datetime, language: Language) -> str:
    weekday = WEEKDAYS[language][at.weekday()]
    if language is Language.ZH:
        return f"{at.month}月{at.day}日 {weekday} {at:%H:%M}"
    return f"{weekday} {at:%B} {at.day}, {at:%H:%M}"
