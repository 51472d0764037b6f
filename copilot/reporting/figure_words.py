"""Crossings, leaks and cuts of the butterfly in sentences, each figure with its denominator."""

from collections.abc import Callable, Sequence

from copilot.domain.wings import Crossing, Cut, Leak, Place, Wing
from copilot.reporting.insight_words import number, percent, place_word
from copilot.reporting.outline import Say


def step_words(crossing: Crossing, say: Say) -> str:
    """From which place to which."""
    return say("insights.between", at=place_word(crossing.from_place, say), to=place_word(crossing.to_place, say))


def share_words(crossing: Crossing) -> str:
    """Part and whole."""
    return f"{number(crossing.went or 0)} / {number(crossing.base or 0)}"


def rate_words(crossing: Crossing, say: Say) -> str:
    """The rate, and how far to trust it."""
    if crossing.rate is None:
        return say("figures.no_rate")
    if crossing.over:
        return say("figures.over", times=f"{crossing.rate:.1f}")
    low, high = percent(crossing.low or 0.0, say), percent(crossing.high or 0.0, say)
    if crossing.small:
        return say("figures.too_few", low=low, high=high)
    return say("figures.interval", rate=percent(crossing.rate, say), low=low, high=high)


def leak_words(leak: Leak, say: Say) -> str:
    """Where most are lost, against what, and what it costs."""
    crossing = leak.crossing
    money = (
        say("figures.leak_money_unknown")
        if leak.lost_money is None
        else say("figures.leak_money", money=number(leak.lost_money))
    )
    return say(
        "figures.leak",
        at=place_word(crossing.from_place, say),
        to=place_word(crossing.to_place, say),
        base=number(crossing.base or 0),
        went=number(crossing.went or 0),
        rate=percent(crossing.rate or 0.0, say),
        usual=percent(leak.baseline, say),
        periods=len(leak.baseline_of),
        people=number(leak.lost_customers),
        money=money,
    )


def verdict(leaks: Sequence[Leak], earlier: int, say: Say) -> tuple[str, ...]:
    """What the crossings say, the biggest leak first; `earlier` is the number of periods they are held against."""
    if not leaks:
        return (say("figures.no_leak" if earlier else "figures.no_baseline"),)
    others = say("butterfly_report.joint").join(step_words(leak.crossing, say) for leak in leaks[1:])
    return (leak_words(leaks[0], say), *([say("figures.other_leaks", steps=others)] if others else []))


def missing_words(wing: Wing, say: Say) -> str:
    """The places that nobody counted; "" where all were."""
    missing = [place_word(place, say) for place in Place if place not in wing.counts]
    return say("figures.missing", places=say("butterfly_report.joint").join(missing)) if missing else ""


def cut_words(cut: Cut, say: Say, name_of: Callable[[str, str], str]) -> str:
    """Of whom figures are; `name_of` tells the name of a `segment` or `audience` by its id."""
    told = [say("figures.source", name=cut.source)] if cut.source else []
    told += [say("figures.segment", name=name_of("segment", cut.segment_id))] if cut.segment_id else []
    told += [say("figures.audience", name=name_of("audience", cut.audience_id))] if cut.audience_id else []
    return say("butterfly_report.joint").join(told) or say("figures.everybody")
