"""What fit, the chosen model and the groups' weeks say, as findings need it."""

from collections.abc import Sequence
from datetime import timedelta

from copilot.domain.brand import Brand
from copilot.domain.fatigue import Fatigue, HeardWeek, Level, ListenerKind
from copilot.domain.fit import Verdict
from copilot.domain.insight import Chosen, Heard, Misfit
from copilot.domain.wings import Period
from copilot.strategy.operating_models import load_models
from copilot.workflows.fatigue import FatigueWatching
from copilot.workflows.fit import Fitting
from copilot.workflows.operating_models import ModelChoosing

MOST_TITLES = 3


def misfits_of(fitting: Fitting, brand: Brand) -> tuple[Misfit, ...]:
    """The nodes for which private domain does not help, as far as anybody answered."""
    fit = fitting.look(brand)
    if not fit.by_people:
        return ()
    return tuple(
        Misfit(node.node, node.score, node.most, node.why)
        for node in fit.nodes
        if node.verdict is Verdict.NO and node.why is not None
    )


def chosen_of(models: ModelChoosing, brand: Brand) -> Chosen | None:
    """The operating model that was chosen, with its hours as they were reckoned then."""
    choice, known = models.chosen(brand), load_models().models
    if choice is None or choice.model_id not in known:
        return None
    model = load_models().model(choice.model_id)
    return Chosen(model.id, model.name, model.suits, choice.hours, choice.available)


def heard_of(watching: FatigueWatching, brand: Brand) -> tuple[Heard, ...]:
    """What each audience heard in the last weeks; a segment counts where none of its audiences is tired."""
    looked = [one for one in watching.look(brand) if any(week.sent for week in one.weeks[-one.recent :])]
    audiences = [_heard(one) for one in looked if one.listener.kind is ListenerKind.AUDIENCE]
    segments = [_heard(one) for one in looked if one.listener.kind is ListenerKind.SEGMENT]
    if any(one.tired for one in audiences):
        return tuple(audiences)
    return (*audiences, *segments)


def _heard(fatigue: Fatigue) -> Heard:
    recent, before = fatigue.weeks[-fatigue.recent :], fatigue.weeks[: -fatigue.recent]
    return Heard(
        id=fatigue.listener.id,
        name=fatigue.listener.name,
        promoting=sum(week.promotions for week in recent),
        items=sum(week.sent for week in recent),
        period=Period(recent[0].week, recent[-1].week + timedelta(days=6)),
        usual=_usual(before),
        titles=tuple(item.slot.idea for item in fatigue.did_it[:MOST_TITLES]),
        tired=fatigue.level is Level.CHANNEL,
        segment=fatigue.listener.kind is ListenerKind.SEGMENT,
    )


def _usual(before: Sequence[HeardWeek]) -> float | None:
    sent = sum(week.sent for week in before)
    return sum(week.promotions for week in before) / sent if sent else None
