"""Findings, decisions and what came of them, in sentences: every figure with its denominator and window."""

from copilot.domain.insight import Decision, Figure, Insight, InsightKind, Outcome
from copilot.domain.language import Language
from copilot.domain.wings import Place
from copilot.reporting.day_words import span_words
from copilot.reporting.outline import Say

FINE = 0.1
"""Rates below are told with one decimal."""
OWN = (InsightKind.FIT, InsightKind.MODEL)
"""Whose reasons come out of the brand's own answers."""


def headline(found: Insight, say: Say, language: Language) -> str:
    """What was found, in one line."""
    figure = found.figure
    facts: dict[str, object] = {"node": say(f"nodes.{found.node}"), "subject": found.subject, **_figures(figure, say)}
    if found.model:
        facts["subject"] = found.model.of(language)
    if found.places:
        facts |= {"at": place_word(found.places[0], say), "to": place_word(found.places[1], say)}
    return say(f"insights.found.{found.kind}", **facts)


def details(found: Insight, say: Say) -> tuple[str, ...]:
    """How large it is, against what it is held, within which days, and how far to trust it."""
    figure = found.figure
    told = []
    if figure.usual is not None:
        told.append(say("insights.usual", usual=percent(figure.usual, say)))
    if found.kind is InsightKind.LEAK and found.lost_customers:
        told.append(say("insights.lost", people=number(found.lost_customers)))
        if found.lost_money:
            told.append(say("insights.lost_money", money=number(found.lost_money)))
    if figure.period:
        told.append(span_words(figure.period.start, figure.period.end, say))
    if figure.small and figure.low is not None and figure.high is not None:
        told.append(say("insights.small", low=percent(figure.low, say), high=percent(figure.high, say)))
    return tuple(told)


def reason(found: Insight, say: Say, language: Language) -> str:
    """What usually is behind it."""
    key = "insights.reason_own" if found.kind in OWN else "insights.reason"
    return say(key, why=found.why.of(language))


def decided(decision: Decision, say: Say, language: Language) -> tuple[str, str]:
    """What is proposed, and why and when its figure is looked at again."""
    because = say(
        "insights.because", finding=headline(decision.about, say, language), until=f"{decision.watch_until:%Y-%m-%d}"
    )
    return decision.what.of(language), because


def came_of(outcome: Outcome, deed: str, say: Say) -> str:
    """What was done, the figure then, and the figure now; `deed` is its name."""
    done = outcome.done
    facts: dict[str, object] = {"at": f"{done.at:%Y-%m-%d}", "deed": deed, "what": _what(outcome, say)}
    facts |= {"then": ratio(done.figure, done.kind, say)}
    if outcome.now is None:
        if done.looks_for is None:
            return say("insights.done_only", **facts)
        return say("insights.done_waiting", **facts, since=f"{done.looks_for:%Y-%m-%d}")
    return say("insights.done_now", **facts, now=ratio(outcome.now, done.kind, say))


def ratio(figure: Figure, kind: InsightKind, say: Say) -> str:
    """A rate with its denominator; what is too little to be trusted says so."""
    if figure.rate is None:
        return say("insights.unknown")
    if figure.rate > 1 and kind in (InsightKind.LEAK, InsightKind.STRENGTH):
        return say("insights.times", times=f"{figure.rate:.1f}", whole=number(figure.whole or 0))
    told = say(f"insights.ratios.{kind}", rate=percent(figure.rate, say), whole=number(figure.whole or 0))
    return say("insights.few", ratio=told) if figure.small else told


def percent(rate: float, say: Say) -> str:
    """A share of 1 in percent."""
    return say("insights.percent", number=f"{100 * rate:.1f}" if 0 < rate < FINE else f"{100 * rate:.0f}")


def times_or_percent(rate: float, say: Say) -> str:
    """A share of 1 in percent; beyond 1, where those who went on are other people, how many times as many they are."""
    return f"×{rate:.1f}" if rate > 1 else percent(rate, say)


def number(value: float) -> str:
    """A count or an amount, rounded."""
    return f"{value:,.0f}"


def place_word(place: Place, say: Say) -> str:
    """A place of the wings as people call it."""
    return say(f"insights.places.{place}")


def _what(outcome: Outcome, say: Say) -> str:
    done = outcome.done
    if done.places:
        at, to = (place_word(one, say) for one in done.places)
        return say("insights.between", at=at, to=to)
    return done.subject or say(f"nodes.{done.node}")


def _figures(figure: Figure, say: Say) -> dict[str, object]:
    return {
        "part": number(figure.part or 0),
        "whole": number(figure.whole or 0),
        "rate": say("insights.unknown") if figure.rate is None else times_or_percent(figure.rate, say),
    }
