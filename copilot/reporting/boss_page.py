"""What the page for the boss says, before it is put into a kind of file: a chart, its figures, three findings, three
decisions, and what came of what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copilot.domain.insight import Decision, Insight, Insights, Outcome
from copilot.domain.language import Language
from copilot.domain.wings import Crossing, Origin, Period, Place, Wing
from copilot.reporting import insight_words as words
from copilot.reporting.day_words import span_words
from copilot.reporting.outline import Say

MOST_OUTCOMES = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A finding or a decision: what, its figures, and why."""

    head: str
    figures: str
    text: str


@dataclass(frozen=True, slots=True)
class BossPage:
    """The page in order. `columns` and `rows` are the chart's figures, readable where no picture is."""

    title: str
    lead: str
    chart: Mapping[str, Any] | None
    chart_note: str
    alternative: str
    """What the picture shows, for who does not see it."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    findings_title: str
    findings: tuple[Point, ...]
    decisions_title: str
    decisions: tuple[Point, ...]
    nothing: str
    outcomes_title: str
    outcomes: tuple[str, ...]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BossFigures:
    """What the page is made from. `before` is the wing of the period it is held against."""

    brand: str
    insights: Insights
    now: Wing | None = None
    before: Wing | None = None
    crossings: Sequence[Crossing] = ()
    """Of `now`."""
    chart: Mapping[str, Any] | None = None
    outcomes: Sequence[tuple[Outcome, str]] = ()
    """Each with the name of its deed."""
    made_up: bool = False
    """Whether the brand and its figures are invented."""


def boss_page(figures: BossFigures, say: Say, language: Language) -> BossPage:
    """The page in `language`, that of `say`."""
    now, before = figures.now, figures.before
    return BossPage(
        title=say("butterfly_report.title", brand=figures.brand),
        lead=_lead(now.period if now else None, before.period if before else None, say),
        chart=figures.chart if now else None,
        chart_note=say("butterfly_report.chart_note") if figures.chart else "",
        alternative=say("butterfly_report.alternative"),
        columns=_columns(now, before, say),
        rows=_rows(now, before, figures.crossings, say),
        findings_title=say("butterfly_report.findings"),
        findings=tuple(_found(one, say, language) for one in figures.insights.findings),
        decisions_title=say("butterfly_report.decisions"),
        decisions=tuple(_decided(one, say, language) for one in figures.insights.decisions),
        nothing=say("butterfly_report.nothing"),
        outcomes_title=say("butterfly_report.outcomes"),
        outcomes=tuple(words.came_of(one, deed, say) for one, deed in figures.outcomes[:MOST_OUTCOMES]),
        foot=_foot(figures, say, language),
    )


def _lead(now: Period | None, before: Period | None, say: Say) -> str:
    if now is None:
        return say("butterfly_report.no_figures")
    told = span_words(now.start, now.end, say)
    return (
        say("butterfly_report.against", now=told, before=span_words(before.start, before.end, say)) if before else told
    )


def _columns(now: Wing | None, before: Wing | None, say: Say) -> tuple[str, ...]:
    if now is None:
        return ()
    names = ["place", "now", *(["before"] if before else []), "rate", "origin"]
    return tuple(say(f"butterfly_report.columns.{name}") for name in names)


def _rows(
    now: Wing | None, before: Wing | None, crossings: Sequence[Crossing], say: Say
) -> tuple[tuple[str, ...], ...]:
    if now is None:
        return ()
    came, rows = {one.to_place: one for one in crossings}, []
    for place in (one for one in Place if one in now.counts):
        earlier = before.counts.get(place) if before else None
        compared = ["–" if earlier is None else words.number(earlier)] if before else []
        origin = say(f"butterfly_report.origins.{now.origins.get(place, Origin.TYPED)}")
        count = words.number(now.counts[place])
        rows.append((words.place_word(place, say), count, *compared, _rate(came.get(place), say), origin))
    return tuple(rows)


def _rate(crossing: Crossing | None, say: Say) -> str:
    """The part of the place before that came here, with that place."""
    if crossing is None or crossing.rate is None or crossing.base is None:
        return ""
    where = words.place_word(crossing.from_place, say)
    if crossing.over:
        return say("butterfly_report.each", times=f"{crossing.rate:.1f}", base=words.number(crossing.base), place=where)
    told = words.percent(crossing.rate, say)
    few = "few" if crossing.small else "rate"
    return say(f"butterfly_report.{few}", rate=told, base=words.number(crossing.base), place=where)


def _found(found: Insight, say: Say, language: Language) -> Point:
    joint = say("butterfly_report.joint")
    return Point(
        words.headline(found, say, language), joint.join(words.details(found, say)), words.reason(found, say, language)
    )


def _decided(decision: Decision, say: Say, language: Language) -> Point:
    what, because = words.decided(decision, say, language)
    deed = say("butterfly_report.next", deed=decision.deed.name.of(language)) if decision.deed else ""
    return Point(what, deed, because)


def _foot(figures: BossFigures, say: Say, language: Language) -> tuple[str, ...]:
    told = [say("butterfly_report.foot")]
    sources = dict.fromkeys(one.source for one in figures.insights.findings)
    told += [say("butterfly_report.source", source=one.of(language)) for one in sources]
    if figures.made_up:
        told.append(say("butterfly_report.made_up"))
    return tuple(told)
