"""Planned live streams as facts, so that a text that tells of one is held against the calendar."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from copilot.domain.conflict import KnownFacts
from copilot.domain.evidence import Fact, Source
from copilot.domain.language import Language
from copilot.planning.rules import load_planning_rules

FIELD = "live"
CALENDAR = Source("", "calendar", 0, "")
"""Where such a fact comes from: no document."""


def with_lives(known: KnownFacts, lives: Iterable[datetime], language: Language) -> KnownFacts:
    """What is known, with the day, weekday and hour of each live stream."""
    words = load_planning_rules().words[language]
    told = tuple(Fact("", FIELD, words.of_moment(at), "", CALENDAR) for at in sorted(set(lives)))
    return replace(known, all=(*known.all, *told)) if told else known
