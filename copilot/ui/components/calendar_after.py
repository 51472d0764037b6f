"""What was sent and what came of it: results by hand or from a list, and the plan's shares against what happened."""

import hashlib
from datetime import timedelta
from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import ItemState
from copilot.domain.calendar_import import ReadResults
from copilot.domain.shares import Share, ShareOf, Shares
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import calendar_moves, import_problems, item_result
from copilot.ui.components.calendar_import import opened
from copilot.ui.components.calendar_month import names_of
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page as paged
from copilot.ui.state import choose, locale, say, the_copilot

PERIODS = {"7": 7, "30": 30, "90": 90}
AT_ONCE = 20
TOLD = (ShareOf.PROMOTION, ShareOf.NODE, ShareOf.STEP, ShareOf.CHANNEL)
NAMES = {ShareOf.NODE: "nodes", ShareOf.STEP: "steps", ShareOf.CHANNEL: "channels"}


def show(brand: Brand, page: str) -> None:
    """The last days."""
    period = st.segmented_control(
        say("calendar.period"), required=True, label_visibility="collapsed",
        format_func=lambda p: say(f"calendar.periods.{p}"), **choose(page, "period", list(PERIODS), "30"),
    )  # fmt: skip
    end = the_copilot().today()
    start = end - timedelta(days=PERIODS[str(period)] - 1)
    items = the_copilot().store.calendar.of(brand.id, start, end)
    _figures(the_copilot().calendar.exporting.shares(brand, start, end))
    _list(brand, f"{page}.results")
    out = [i for i in items if i.sent is not None or i.state is ItemState.EXPORTED]
    if not out:
        st.info(say("calendar.nothing_sent"), icon=":material/outgoing_mail:")
        return
    st.markdown(f"**{say('calendar.out', count=len(out))}**")
    names = names_of(brand)
    for item in out[::-1][paged(len(out), AT_ONCE, f"{page}.after.{period}")]:
        with st.container(border=True, key=f"card-after.{item.id}", gap="small"):
            st.markdown(f"**{calendar_moves.when(item)}** {plain(names.of('audience', item.slot.audience_id))}")
            st.caption(f"{say(f'channels.{item.slot.channel}')} · {plain(item.slot.idea)}")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                item_result.sent_button(item, f"{page}.after.{item.id}")
            item_result.show(item, f"{page}.after.{item.id}")


def _figures(shares: Shares) -> None:
    """What was planned against what was sent, by node, step and channel."""
    total = next((s for s in shares.total if s.of is ShareOf.ALL), None)
    if total is None:
        return
    metrics = [("calendar.planned_count", total.planned), ("calendar.sent_count", total.sent)]
    results = total.results
    metrics += [
        (f"calendar.results.{name}", getattr(results, name))
        for name in item_result.COUNTS if getattr(results, name) is not None
    ]  # fmt: skip
    told = "".join(f"<div><dt>{escape(say(name))}</dt><dd>{count}</dd></div>" for name, count in metrics)
    st.html(f'<dl class="bf-metrics">{told}</dl>')
    rows = [_row(s) for of in TOLD for s in shares.total if s.of is of]
    if rows:
        head = "".join(f"<th>{escape(say(f'calendar.shares.{c}'))}</th>" for c in ("what", "planned", "sent"))
        with st.expander(say("calendar.shares.title"), icon=":material/balance:", key="calendar.shares", expanded=True):
            st.html(f'<table class="bf-shares"><tr>{head}</tr>{"".join(rows)}</table>')


def _row(share: Share) -> str:
    name = say(f"{NAMES[share.of]}.{share.name}") if share.of in NAMES else say("calendar.shares.promotion")
    cells = (f"{share.planned_share:.0%} ({share.planned})", f"{share.sent_share:.0%} ({share.sent})")
    return f"<tr><th scope='row'>{escape(name)}</th>{''.join(f'<td>{c}</td>' for c in cells)}</tr>"


def _list(brand: Brand, key: str) -> None:
    """Results from a list, looked at before they are kept."""
    if (kept := st.session_state.pop(f"{key}.kept", None)) is not None:
        st.success(say("calendar.results_kept", count=kept.kept), icon=":material/check_circle:")
        if kept.refused:
            st.warning("  \n".join(locale().explain(error) for _, error in kept.refused[:5]), icon=":material/block:")
    with st.expander(say("calendar.results_import"), icon=":material/upload_file:", key=f"{key}.panel"):
        st.markdown(say("calendar.results_how"))
        uploaded = st.file_uploader(say("calendar.results_file"), type=["xlsx", "csv"], key=f"{key}.file")
        if uploaded is None:
            return
        try:
            content = uploaded.getvalue()
            file = opened(brand, hashlib.sha256(content).hexdigest(), uploaded.name, content)
            found = the_copilot().calendar.taking_in.results(brand, file)
        except ButterflyError as error:
            st.warning(locale().explain(error), icon=":material/draft:")
            return
        st.markdown(say("calendar.results_found", count=len(found.matched)))
        import_problems.show(found.problems, key)
        st.button(
            say("calendar.results_keep"), key=f"{key}.run", type="primary", disabled=not found.matched,
            on_click=_keep, args=(brand, found, key),
        )  # fmt: skip


def _keep(brand: Brand, found: ReadResults, key: str) -> None:
    kept = the_copilot().calendar.taking_in.keep_results(brand, found.matched, current_actor())
    st.session_state[f"{key}.kept"] = kept
