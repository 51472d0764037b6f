"""Leaks, fit and fatigue → at most three findings and three decisions, each with its reason, figure and next deeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.domain.insight import (
    EVERYBODY,
    Chosen,
    Decision,
    DeedDone,
    Figure,
    Heard,
    Insight,
    InsightKind,
    Insights,
    Misfit,
    Outcome,
)
from copilot.domain.ladder import Node
from copilot.domain.text_form import InBoth
from copilot.domain.wings import NODE_OF, Crossing, Cut, Leak, Period, Place
from copilot.strategy.advice import Advice, load_advice

MOST = 3
LOOK_AGAIN_DAYS = 28
"""After how many days a figure without a period of its own is looked at again."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What findings are made from. `leaks` are of `period` and `cut`."""

    today: date
    period: Period | None = None
    cut: Cut = EVERYBODY
    leaks: Sequence[Leak] = ()
    heard: Sequence[Heard] = ()
    misfits: Sequence[Misfit] = ()
    chosen: Chosen | None = None
    strengths: Sequence[Leak] = ()
    """Crossings that are better than their baseline, with what was won in `lost_…`, below 0."""


def find_insights(grounds: Grounds) -> Insights:
    """The findings by weight: the largest leak, the most tired group, a node that does not fit, then the chosen model (first
    of all where it takes more hours than there are), what is left of each, and last what goes well. A decision for each
    finding that asks for one; one of them is about the chosen model."""
    advice = load_advice()
    leaks = [_leak(one, grounds, advice) for one in sorted(grounds.leaks, key=_weight, reverse=True)]
    tired = [_tired(one, advice) for one in sorted(grounds.heard, key=_share, reverse=True) if one.tired]
    misfits = [_misfit(one, advice) for one in sorted(grounds.misfits, key=lambda m: m.score / m.most if m.most else 0)]
    strong = [_strength(one, grounds, advice) for one in grounds.strengths]
    model = [_model(grounds.chosen, advice)] if grounds.chosen else []
    urgent = model if grounds.chosen and grounds.chosen.too_much else []
    first = (*urgent, *leaks[:1], *tired[:1], *misfits[:1])
    rest = (*(model if not urgent else []), *leaks[1:], *tired[1:], *misfits[1:], *strong)
    findings, others = (*first, *rest)[:MOST], (*first, *rest)[MOST:]
    asking = [one for one in findings if one.kind is not InsightKind.STRENGTH]
    if model and model[0] not in asking:
        asking[MOST - 1 :] = model
    return Insights(findings, tuple(_decision(one, grounds, advice) for one in asking), others)


def outcome_of(done: DeedDone, later: Iterable[tuple[Period, Crossing]], heard: Iterable[Heard] = ()) -> Outcome:
    """The deed with its figure in the last of the periods that begin after the deed's own ended: of a crossing, or of the
    group that the deed was about."""
    begins = done.looks_for
    if begins is None:
        return Outcome(done)
    if done.kind is InsightKind.FATIGUE:
        now = next((one.figure for one in heard if one.cut == done.cut and one.period.start >= begins), None)
        return Outcome(done, now)
    fitting = [(p, c) for p, c in later if p.start >= begins and (c.from_place, c.to_place) == done.places]
    if not fitting:
        return Outcome(done)
    period, crossing = max(fitting, key=lambda one: one[0].start)
    return Outcome(done, figure_of(crossing, period))


def figure_of(crossing: Crossing, period: Period | None, usual: float | None = None) -> Figure:
    """A crossing as a figure."""
    return Figure(
        part=crossing.went,
        whole=crossing.base,
        period=period,
        usual=usual,
        small=crossing.small,
        low=crossing.low,
        high=crossing.high,
    )


def _weight(leak: Leak) -> tuple[float, float]:
    return (leak.lost_money or 0.0, leak.lost_customers)


def _share(tired: Heard) -> float:
    return tired.promoting / tired.items if tired.items else 0.0


def _leak(leak: Leak, grounds: Grounds, advice: Advice) -> Insight:
    line = advice.leaks[leak.crossing.to_place]
    return _crossed(InsightKind.LEAK, leak, grounds, why=line.why.in_both(), deeds=line.deeds, advice=advice)


def _strength(strong: Leak, grounds: Grounds, advice: Advice) -> Insight:
    line = advice.strength
    return _crossed(InsightKind.STRENGTH, strong, grounds, why=line.why.in_both(), deeds=line.deeds, advice=advice)


def _crossed(
    kind: InsightKind, leak: Leak, grounds: Grounds, *, why: InBoth, deeds: Sequence[str], advice: Advice
) -> Insight:
    crossing = leak.crossing
    node, step = NODE_OF[crossing.to_place]
    return Insight(
        id=f"{kind}:{crossing.from_place}:{crossing.to_place}",
        kind=kind,
        node=node,
        step=step,
        figure=figure_of(crossing, grounds.period, leak.baseline),
        why=why,
        source=advice.source.in_both(),
        deeds=advice.deeds_of(deeds),
        places=(crossing.from_place, crossing.to_place),
        cut=grounds.cut,
        lost_customers=leak.lost_customers,
        lost_money=leak.lost_money,
    )


def _tired(tired: Heard, advice: Advice) -> Insight:
    line = advice.fatigue
    return Insight(
        id=f"{InsightKind.FATIGUE}:{tired.id}",
        kind=InsightKind.FATIGUE,
        node=Node.OPERATE,
        step=None,
        figure=tired.figure,
        why=line.why.in_both(),
        source=advice.source.in_both(),
        deeds=advice.deeds_of(line.deeds),
        subject=tired.name,
        cut=tired.cut,
        items=tired.titles,
    )


def _misfit(misfit: Misfit, advice: Advice) -> Insight:
    return Insight(
        id=f"{InsightKind.FIT}:{misfit.node}",
        kind=InsightKind.FIT,
        node=misfit.node,
        step=None,
        figure=Figure(misfit.score, misfit.most),
        why=misfit.why,
        source=advice.source.in_both(),
        deeds=advice.deeds_of(advice.fit.deeds[misfit.node]),
    )


def _model(chosen: Chosen, advice: Advice) -> Insight:
    line = advice.model_too_much if chosen.too_much else advice.model
    return Insight(
        id=f"{InsightKind.MODEL}:{chosen.id}",
        kind=InsightKind.MODEL,
        node=Node.OPERATE,
        step=None,
        figure=Figure(chosen.hours, chosen.available),
        why=line.why.in_both() if chosen.too_much else chosen.why,
        source=advice.source.in_both(),
        deeds=advice.deeds_of(line.deeds),
        model=chosen.name,
    )


def _decision(about: Insight, grounds: Grounds, advice: Advice) -> Decision:
    if about.kind is InsightKind.FATIGUE:
        what = advice.fatigue.decide
    elif about.kind is InsightKind.FIT:
        what = advice.fit.decide[about.node]
    elif about.kind is InsightKind.MODEL:
        what = (advice.model_too_much if (about.figure.rate or 0) > 1 else advice.model).decide
    else:
        what = advice.leaks[_to(about)].decide
    return Decision(about, what.in_both(), next(iter(about.deeds), None), grounds.today + _length(about.figure.period))


def _to(about: Insight) -> Place:
    if about.places is None:
        raise ValueError(f"{about.id} is about no crossing")
    return about.places[1]


def _length(period: Period | None) -> timedelta:
    return period.end - period.start + timedelta(days=1) if period else timedelta(days=LOOK_AGAIN_DAYS)
