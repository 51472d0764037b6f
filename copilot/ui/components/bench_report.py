"""Measuring search on a page: progress while it goes on, one table, and the worst questions."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

import streamlit as st

from copilot.domain.bench import BenchEvent, BenchReport, Miss
from copilot.errors import ButterflyError
from copilot.locales.why import why_sentence
from copilot.ui.components.findings import plain
from copilot.ui.state import locale, say

LEGS = ("words", "meaning", "both")
SHARES = ("mrr_10", "recall_1", "recall_3", "recall_5", "recall_10", "ndcg_10")
TIMES = ("p50_ms", "p95_ms")
LONGEST_SHOWN = 160


def run(begin: Callable[[], Iterator[BenchEvent]]) -> BenchReport | None:
    """Show a progress bar until the report is there; an error becomes a sentence, and None."""
    bar = st.progress(0.0)
    try:
        for event in begin():
            if isinstance(event, BenchReport):
                return event
            doing = say("bench.asking" if event.asking else "bench.indexing", done=event.done, total=event.total)
            bar.progress(event.done / event.total, doing)
    except ButterflyError as error:
        st.error(locale().explain(error), icon=":material/error:")
    finally:
        bar.empty()
    return None


def show(report: BenchReport) -> None:
    """The table of the legs, then the worst questions."""
    st.subheader(say("bench.result", passages=report.passages, questions=report.questions))
    rows = [{"leg": say(f"bench.legs.{leg}"), **asdict(getattr(report, leg))} for leg in LEGS]
    rows += [{"leg": say(f"bench.legs.{leg}"), **row} for leg, row in asdict(report.helped).items() if row]
    columns = {name: st.column_config.NumberColumn(say(f"bench.columns.{name}"), format="%.3f") for name in SHARES}
    columns |= {name: st.column_config.NumberColumn(say(f"bench.columns.{name}"), format="%.1f") for name in TIMES}
    leg = st.column_config.TextColumn(say("bench.columns.leg"), pinned=True)
    st.dataframe(rows, hide_index=True, column_config={"leg": leg, **columns})
    st.caption(say("bench.explain"))
    if not report.worst:
        st.success(say("bench.none_wrong"), icon=":material/check_circle:")
        return
    st.subheader(say("bench.worst", count=len(report.worst)))
    for miss in report.worst:
        _show_miss(miss)


def _show_miss(miss: Miss) -> None:
    place = say("bench.place", place=miss.place) if miss.place else say("bench.nowhere")
    with st.expander(f"{plain(_short(miss.question))} · {place}"):
        st.caption(say("bench.wanted"))
        for text in miss.wanted:
            st.markdown(f"- {plain(_short(text))}")
        if miss.found:
            st.caption(say("bench.found"))
        for hit in miss.found:
            st.markdown(f"- {plain(_short(hit.passage.text))}")
            st.caption(f":material/lightbulb: {plain(why_sentence(hit, say))}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"
