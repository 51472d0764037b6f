"""What a plan covers: a map of audiences, weeks, nodes and steps, and how much of each week sells.

Every cell says its figure; how dark it is only repeats it, in one hue, so that nobody needs to tell colours apart.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.ladder import Node, Step
from copilot.domain.plan import Coverage, CoverageCell, Plan
from copilot.domain.shares import ShareOf
from copilot.ui.components.plan_words import place_name
from copilot.ui.state import say, the_copilot

DARKEST = 3

Place = tuple[Node, Step | None]


def show(brand: Brand, plan: Plan, names: Mapping[str, str]) -> None:
    """The map, what is thin in words, and the shares of promotion."""
    planning = the_copilot().calendar.planning
    found = planning.coverage(plan)
    st.caption(say("plan.coverage_help"))
    st.html(_map(found, names))
    _thin(found, names)
    st.markdown(f"**{say('plan.promotion')}**")
    most = round(100 * planning.rules(brand).promotion.share)
    st.caption(say("plan.promotion_help", most=most))
    st.html(_promotion(plan, names))


def _map(found: Coverage, names: Mapping[str, str]) -> str:
    places = list(dict.fromkeys((cell.node, cell.step) for cell in found.cells))
    thin: set[tuple[object, ...]] = {(c.audience_id, c.week, c.node, c.step) for c in found.thin}
    head = "".join(f'<th scope="col">{escape(_place(p))}</th>' for p in places)
    rows: dict[str, dict[date, dict[Place, CoverageCell]]] = defaultdict(lambda: defaultdict(dict))
    for cell in found.cells:
        rows[cell.audience_id][cell.week][cell.node, cell.step] = cell
    body = "".join(_audience(name, rows[who], places, thin) for who, name in names.items() if who in rows)
    corner = f'<th scope="col">{escape(say("plan.who_and_week"))}</th>'
    return f'<div class="bf-wide"><table class="bf-heat"><thead><tr>{corner}{head}</tr></thead>{body}</table></div>'


def _audience(
    name: str, weeks: Mapping[date, Mapping[Place, CoverageCell]], places: list[Place], thin: set[tuple[object, ...]]
) -> str:
    rows = "".join(
        f'<tr><th scope="row">{week:%m-%d}</th>{"".join(_cell(cells[p], thin) for p in places)}</tr>'
        for week, cells in weeks.items()
    )
    return f'<tbody><tr><th scope="rowgroup" colspan="{len(places) + 1}">{escape(name)}</th></tr>{rows}</tbody>'


def _cell(cell: CoverageCell, thin: set[tuple[object, ...]]) -> str:
    is_thin = (cell.audience_id, cell.week, cell.node, cell.step) in thin
    mark = " bf-thin" if is_thin else ""
    return f'<td class="bf-heat-{min(cell.count, DARKEST)}{mark}">{cell.count or "·"}</td>'


def _thin(found: Coverage, names: Mapping[str, str]) -> None:
    if not found.thin:
        st.success(say("plan.nothing_thin"), icon=":material/check_circle:")
        return
    by_audience: dict[str, dict[Place, list[date]]] = defaultdict(lambda: defaultdict(list))
    for cell in found.thin:
        by_audience[cell.audience_id][cell.node, cell.step].append(cell.week)
    lines = []
    for who, places in by_audience.items():
        missing = say("plan.comma").join(
            say("plan.thin_from", place=_place(place), week=f"{weeks[0]:%m-%d}") for place, weeks in places.items()
        )
        lines.append(f"<li><span><b>{escape(names.get(who, who))}</b> {escape(missing)}</span></li>")
    st.html(f'<p class="bf-quiet">{escape(say("plan.thin"))}</p><ul class="bf-against">{"".join(lines)}</ul>')


def _promotion(plan: Plan, names: Mapping[str, str]) -> str:
    weeks, over = the_copilot().calendar.planning.planned_shares(plan).weeks, _too_much(plan)
    days = sorted({one.week for one in weeks})
    cells: dict[str, dict[date, str]] = defaultdict(dict)
    for one in weeks:
        total, sold = one.get(ShareOf.ALL, "all"), one.get(ShareOf.PROMOTION, "promotion")
        count, of = (sold.planned if sold else 0), (total.planned if total else 0)
        mark = f" <b>{escape(say('plan.over'))}</b>" if (one.audience_id, one.week) in over else ""
        cells[one.audience_id][one.week] = f"{count}/{of} · {round(100 * count / of) if of else 0}%{mark}"
    head = "".join(f'<th scope="col">{day:%m-%d}</th>' for day in days)
    rows = "".join(
        _share_row(name, [cells[who].get(day, "–") for day in days]) for who, name in names.items() if who in cells
    )
    corner = f'<th scope="col">{escape(say("plan.whose"))}</th>'
    return f'<div class="bf-wide"><table class="bf-heat"><thead><tr>{corner}{head}</tr></thead><tbody>{rows}</tbody></table></div>'  # fmt: skip


def _too_much(plan: Plan) -> set[tuple[str, date]]:
    """Audiences and weeks of which the rules say so; they count sparse ones over several weeks."""
    slots = {slot.id: slot for slot in plan.slots}
    selling = (slots[i] for w in plan.warnings if w.code == "promotion_share" for i in w.slots if i in slots)
    return {(s.audience_id, s.day - timedelta(days=s.day.weekday())) for s in selling}


def _share_row(name: str, cells: list[str]) -> str:
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(name)}</th>{told}</tr>'


def _place(place: Place) -> str:
    node, step = place
    return place_name(node.value, step.value if step else None)
