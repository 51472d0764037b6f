"""What was sent in figures: one line of the most important ones, then a card with labelled bars for each group."""

from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.conversation import Move
from copilot.domain.ladder import Step
from copilot.domain.sending import OFFLINE_PROMPT, SMALL, Aspect, Figure, Figures, Outcome
from copilot.ui.state import choose, say, the_copilot


def choose_aspect(page: str) -> Aspect:
    """What the groups are told apart by."""
    chosen = st.segmented_control(
        say("sent.by"), required=True, format_func=lambda name: say(f"sent.aspects.{name}"),
        **choose(page, "by", [aspect.value for aspect in Aspect], Aspect.STEP.value),
    )  # fmt: skip
    return Aspect(str(chosen))


def show(brand: Brand, by: Aspect, figures: Figures) -> None:
    """Draw all of it."""
    total = figures.total
    good = total.replied + total.bought
    told = (
        ("sent", str(total.sent), ""),
        ("as_suggested", share(total.as_suggested, total.sent), say("sent.metrics_help.as_suggested")),
        ("edited", f"{total.edited:.0%}", say("sent.metrics_help.edited")),
        ("good", share(good, total.marked), say("sent.metrics_help.good")),
    )
    items = "".join(
        f"<div><dt>{say(f'sent.metrics.{name}')}</dt><dd>{escape(value)}</dd><dd class='bf-aside'>{escape(help_)}</dd></div>"
        for name, value, help_ in told
    )
    st.html(f'<dl class="bf-metrics">{items}</dl>')
    names = group_names(brand, by)
    cards = "".join(_card(names.get(f.group, f.group) or say("sent.unknown"), f) for f in figures.groups)
    st.html(f'<ul class="bf-figures">{cards}</ul>')
    st.caption(say("sent.explain", small=SMALL))


def share(count: int, total: int) -> str:
    """A share as people may take it: with a percentage only where there are enough cases."""
    if not total:
        return "–"
    if total < SMALL:
        return say("sent.of", count=count, total=total)
    return say("sent.percent", percent=round(100 * count / total), count=count, total=total)


def group_names(brand: Brand, by: Aspect) -> dict[str, str]:
    """What the groups of an aspect are called; "" has no name."""
    store = the_copilot().store.brands
    if by is Aspect.PERSONA:
        return {p.id: p.name for p in store.personas(brand.id, retired=True)}
    if by is Aspect.SEGMENT:
        return {s.id: s.name for s in store.segments(brand.id, retired=True)}
    if by is Aspect.PROMPT:
        return {OFFLINE_PROMPT: say("sent.offline")}
    if by is Aspect.MOVE:
        return {move.value: say(f"ideas.{move}") for move in Move}
    return {step.value: say(f"steps.{step}") for step in Step}


def _card(name: str, figure: Figure) -> str:
    bars = [
        _bar(
            say("sent.chart.as_suggested"),
            share(figure.as_suggested, figure.sent),
            _part(figure.as_suggested, figure.sent),
        ),
        _bar(say("sent.chart.edited"), f"{figure.edited:.0%}", figure.edited),
    ]
    if figure.marked:
        bars += [
            _bar(say(f"sent.outcomes.{o}"), share(n, figure.marked), _part(n, figure.marked))
            for o in Outcome
            if (n := figure.with_outcome(o))
        ]
    marked = say("sent.chart.marked", count=figure.marked) if figure.marked else say("sent.no_outcome_yet")
    head = f"<b>{escape(name)}</b><small>{say('sent.chart.sent', count=figure.sent)} · {marked}</small>"
    return f"<li><header>{head}</header>{''.join(bars)}</li>"


def _bar(label: str, value: str, part: float | None) -> str:
    """One row: what, a bar where there are enough cases for one, and the figure in words."""
    drawn = "" if part is None else f'<i style="width:{part:.0%}"></i>'
    return f'<p><span>{escape(label)}</span><em aria-hidden="true">{drawn}</em><strong>{escape(value)}</strong></p>'


def _part(count: int, total: int) -> float | None:
    return count / total if total >= SMALL else None
