"""The butterfly as one picture: the left wing narrows to those who buy, the right one widens again. Altair stops here."""

from collections.abc import Mapping, Sequence
from typing import Any

from copilot.domain.wings import LEFT, RIGHT, Crossing, Place, Wing
from copilot.reporting.insight_words import number, percent, place_word
from copilot.reporting.outline import Say

WIDTH, ROW = 330, 38
"""Pixels of a wing's width, and of a place's height."""
SPAN = 1.95
"""The width in lengths of the longest bar: behind it stands what it is."""
LEAST = 0.035
"""Of the widest place: a bar that is not seen is taken for a place that is not there."""
LEFT_FILL, RIGHT_FILL, LEAK_LINE = "#2f6f62", "#c8871e", "#9b1c1c"
"""Told apart in grey, too, and by where they stand; a leak is told by a sign and in words."""


def wings_chart(
    wing: Wing, crossings: Sequence[Crossing], say: Say, *, before: Wing | None = None, leaks: Sequence[Crossing] = ()
) -> dict[str, Any]:
    """The Vega-Lite specification of a wing in the language of `say`: for each place its number of people, the rate at
    which people came to it, and where `before` is given a line as wide as it was then. Places nobody counted are left out.
    Bars of each wing are as long as the square root of their number: 20 of 400 are still seen. Leaks bear a sign."""
    import altair as alt  # loaded when the first chart is drawn

    rows = [
        *_rows(wing, LEFT, crossings, say, before=before, leaks=leaks),
        *_rows(wing, RIGHT, crossings, say, before=before, leaks=leaks),
    ]
    widest = max([*(r["people"] for r in rows), *(r["before"] or 0 for r in rows)], default=1) or 1
    for row in rows:
        row["half"] = max(LEAST, (row["people"] / widest) ** 0.5)
        row["was"] = (row["before"] / widest) ** 0.5 if row["before"] is not None else None
        row["end"] = max(row["half"], row["was"] or 0.0)
    sides = [
        _side(
            [r for r in rows if r["side"] == side],
            title=say(f"figures.wings.{side}"),
            colour=colour,
            left=side == "left",
        )
        for side, colour in (("left", LEFT_FILL), ("right", RIGHT_FILL))
        if any(r["side"] == side for r in rows)
    ]
    chart = alt.hconcat(*sides, spacing=6).resolve_scale(y="independent").configure_view(stroke=None)
    return dict(chart.configure_axis(grid=False).to_dict())


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
                "side": "left" if left else "right",
                "place": place_word(place, say),
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
    if crossing.over:
        return f"×{crossing.rate:.1f}"
    told = percent(crossing.rate, say)
    return say("figures.few", rate=told) if crossing.small else told


def _side(rows: Sequence[Mapping[str, Any]], *, title: str, colour: str, left: bool) -> Any:
    import altair as alt

    order = [row["place"] for row in rows]
    base = alt.Chart({"values": list(rows)}, title=alt.TitleParams(title, anchor="end" if left else "start"))
    place = alt.Y("place:N", sort=order, axis=None)
    scale = alt.Scale(domain=[0, SPAN], reverse=left)
    bars = base.mark_bar(color=colour, height=ROW - 16, cornerRadius=3).encode(
        x=alt.X("half:Q", scale=scale, axis=None), y=place
    )
    label = base.mark_text(
        align="right" if left else "left", dx=-6 if left else 6, fontSize=13, color="#1d2925"
    ).encode(x=alt.X("end:Q", scale=scale, axis=None), y=place, text="label:N")
    then = (
        base.transform_filter("datum.was != null")
        .mark_tick(color="#1d2925", thickness=2, size=ROW - 10)
        .encode(x=alt.X("was:Q", scale=scale, axis=None), y=place)
    )
    return alt.layer(bars, label, then).properties(width=WIDTH, height=ROW * len(rows))
