"""How far a customer has come: the ladder drawn over days, and below it the words that decided each step."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from copilot.domain.customer import CustomerEvent
from copilot.domain.ladder import Step
from copilot.ui.components.customer_words import where
from copilot.ui.components.findings import plain
from copilot.ui.moments import moment
from copilot.ui.state import say

DRAWN = 12
"""So many of the last steps are drawn; all are listed."""
LISTED = 8
LEFT, TOP, GAP, WIDTH, RIGHT = 112, 18, 34, 58, 30
FOOT = 26


def show(steps: Sequence[CustomerEvent], key: str) -> None:
    """The line, and the last steps with their words; the rest behind a fold."""
    st.subheader(say("card.steps"))
    if not steps:
        st.caption(say("card.no_steps"))
        return
    told = escape("; ".join(_title(event) for event in steps[-DRAWN:]))
    # Streamlit takes SVG out of HTML, but not out of an image.
    image = b64encode(drawing(steps[-DRAWN:]).encode()).decode()
    st.html(f'<div class="bf-ladder"><img alt="{told}" src="data:image/svg+xml;base64,{image}"></div>')
    newest = list(reversed(steps))
    st.markdown("\n".join(f"- {_line(event)}" for event in newest[:LISTED]))
    if newest[LISTED:]:
        with st.expander(say("importing.more", count=len(newest) - LISTED), key=f"{key}.steps"):
            st.markdown("\n".join(f"- {_line(event)}" for event in newest[LISTED:]))


def drawing(steps: Sequence[CustomerEvent]) -> str:
    """An SVG: a row for each step of the ladder, the highest on top, and one below for what is outside buying."""
    rungs = [*reversed(Step), *([None] if any(event.step is None for event in steps) else [])]
    height = TOP + GAP * (len(rungs) - 1) + FOOT
    width = LEFT + WIDTH * max(1, len(steps) - 1) + RIGHT
    names = [say(f"steps.{rung}") if rung else say("card.outside") for rung in rungs]
    rows = "".join(
        f'<line x1="{LEFT - 8}" y1="{TOP + n * GAP}" x2="{width}" y2="{TOP + n * GAP}" class="rung"/>'
        f'<text x="0" y="{TOP + n * GAP + 4}">{escape(name)}</text>'
        for n, name in enumerate(names)
    )
    points = [(LEFT + i * WIDTH, TOP + rungs.index(event.step) * GAP) for i, event in enumerate(steps)]
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="6" class="{"said" if event.overridden else "read"}"/>'
        f'<text x="{x}" y="{height - 6}" class="day">{event.at:%m-%d}</text>'
        for (x, y), event in zip(points, steps, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<style>{_look()}</style>{rows}<polyline points="{path}" class="way"/>{dots}</svg>'
    )


def _title(event: CustomerEvent) -> str:
    return f"{event.at:%Y-%m-%d} {where(event)}"


def _line(event: CustomerEvent) -> str:
    facts = {"when": moment(event.at), "where": where(event)}
    told = say("card.step_line", words=event.text, **facts) if event.text else say("card.step_line_bare", **facts)
    return plain(told) + (f" :blue-badge[{say('card.overridden')}]" if event.overridden else "")


@cache
def _look() -> str:
    """An image knows nothing of the page's style: it brings its own."""
    return (Path(__file__).resolve().parents[1] / "ladder.css").read_text("utf-8")
