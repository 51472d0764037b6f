"""The butterfly as one picture: the left wing narrows to those who buy, the right one widens again. Altair stops here."""

from collections.abc import Mapping, Sequence
from typing import Any

from copilot.domain.wings import LEFT, RIGHT, Crossing, Place, Wing
from copilot.reporting.insight_words import number, place_word, times_or_percent
from copilot.reporting.outline import Say

WIDTH, ROW = 350, 38
"""Pixels of a wing's width, and of a place's height."""
SPAN = 1.95
"""The width in lengths of the longest bar: behind it stands what it is."""
LEAST = 0.035
"""Of the widest place: a bar that is not seen is taken for a place that is not there."""
LEFT_SIDE, RIGHT_SIDE = -1, 1
SIDES = {LEFT_SIDE: "left", RIGHT_SIDE: "right"}
INK, LEFT_FILL, RIGHT_FILL = "#1d2925", "#2f6f62", "#c8871e"
"""Told apart in grey, too, and by where they stand; a leak is told by a sign and in words."""


def wings_chart(
    wing: Wing, crossings: Sequence[Crossing], say: Say, *, before: Wing | None = None, leaks: Sequence[Crossing] = ()
) -> dict[str, Any]:
    """The Vega-Lite specification of a wing in the language of `say`: for each place its number of people, the rate at
    which people came to it, and where `before` is given a line as wide as it was then. Places nobody counted are left out.
    Bars are as long as the square root of their number: 20 of 400 are still seen. Leaks bear a sign."""
    import altair as alt  # loaded when the first chart is drawn

    sides = {LEFT_SIDE: LEFT, RIGHT_SIDE: RIGHT}
    rows = [
        {"row": number, "side": side, **row}
        for side, places in sides.items()
        for number, row in enumerate(_rows(wing, places, crossings, say, before=before, leaks=leaks), start=1)
    ]
    widest = max([*(r["people"] for r in rows), *(r["before"] or 0 for r in rows)], default=1) or 1
    for row in rows:
        length = max(LEAST, (row["people"] / widest) ** 0.5)
        then = None if row["before"] is None else (row["before"] / widest) ** 0.5
        row |= {"length": row["side"] * length, "was": None if then is None else row["side"] * then}
        row["end"] = row["side"] * max(length, then or 0.0)
    heads = [{"row": 0, "side": side, "end": 0, "label": say(f"figures.wings.{name}")} for side, name in SIDES.items()]
    data = [*heads, *rows]
    chart = alt.layer(*_layers(data)).properties(width=2 * WIDTH, height=ROW * (1 + max(r["row"] for r in data)))
    return dict(chart.configure_view(stroke=None).to_dict(), datasets={}) | {"data": {"values": data}}


def _layers(data: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Bars, lines of the earlier period, and words on either side of the middle."""
    import altair as alt

    scale = alt.Scale(domain=[-SPAN, SPAN])
    row = alt.Y("row:O", axis=None)
    base = alt.Chart({"values": list(data)})
    colour = alt.condition(f"datum.side == {LEFT_SIDE}", alt.value(LEFT_FILL), alt.value(RIGHT_FILL))
    bars = base.transform_filter("datum.row > 0").mark_bar(height=ROW - 16, cornerRadius=3)
    ticks = base.transform_filter("isValid(datum.was)").mark_tick(color=INK, thickness=2, size=ROW - 10)
    layers = [
        bars.encode(x=alt.X("length:Q", scale=scale, axis=None), y=row, color=colour),
        ticks.encode(x=alt.X("was:Q", scale=scale), y=row),
    ]
    for side in SIDES:
        words = base.transform_filter(f"datum.side == {side}").mark_text(
            align="right" if side == LEFT_SIDE else "left", dx=6 * side, fontSize=13, color=INK
        )
        layers.append(words.encode(x=alt.X("end:Q", scale=scale), y=row, text="label:N"))
    return layers


def _rows(
    wing: Wing,
    places: Sequence[Place],
    crossings: Sequence[Crossing],
    say: Say,
    *,
    before: Wing | None,
    leaks: Sequence[Crossing],
) -> list[dict[str, Any]]:
    left = places is LEFT
    came = {c.to_place: c for c in crossings}
    leaking = {c.to_place for c in leaks}
    told = []
    for place in (p for p in places if p in wing.counts and (left or p is not Place.BOUGHT)):
        people, crossing = wing.counts[place], came.get(place)
        rate = _rate(crossing, say)
        sign = " ▼" if place in leaking else ""
        told.append(
            {
                "people": people,
                "label": " · ".join(part for part in (f"{place_word(place, say)} {number(people)}", rate) if part)
                + sign,
                "before": before.counts.get(place) if before else None,
            }
        )
    return told


def _rate(crossing: Crossing | None, say: Say) -> str:
    if crossing is None or crossing.rate is None:
        return ""
    told = times_or_percent(crossing.rate, say)
    return say("figures.few", rate=told) if crossing.small and not crossing.over else told
