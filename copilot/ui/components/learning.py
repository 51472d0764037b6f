"""Learning files on a page: progress while it goes on, and what came of it."""

from collections.abc import Iterable, Iterator

import streamlit as st

from copilot.domain.document import FileFailure, LearnProgress, LearnReport, Notice
from copilot.errors import ButterflyError, UnreadableFile
from copilot.ui.components.findings import plain
from copilot.ui.state import locale, say, the_copilot


def run(events: Iterator[LearnProgress | LearnReport]) -> LearnReport | None:
    """Show a progress bar until the report is there; an error becomes a sentence, and None."""
    bar = st.progress(0.0, say("learning.starting"))
    try:
        for event in events:
            if isinstance(event, LearnReport):
                bar.empty()
                return event
            doing = say("learning.at", path=plain(event.path)) if event.path else say("learning.indexing")
            bar.progress(event.percent / 100, doing)
    except ButterflyError as error:
        bar.empty()
        st.error(locale().explain(error), icon=":material/error:")
    return None


def show_report(report: LearnReport) -> None:
    """What was learned, and each file that was not, with the reason."""
    if report.documents or report.unchanged:
        counted = say(
            "learning.done", documents=report.documents, passages=report.passages,
            facts=report.facts, unchanged=report.unchanged,
        )  # fmt: skip
        st.success(counted, icon=":material/check_circle:")
    for failure in report.failed:
        st.warning(_reason(failure), icon=":material/draft:")
    for told in report.notices:
        show_notices(told.path, (told.notice,))


def show_notices(path: str, notices: Iterable[Notice]) -> None:
    """What a person should know about a file that was, or would be, learned."""
    for notice in notices:
        st.warning(locale().tell(plain(path), notice), icon=":material/image:")


def offer_demo() -> None:
    """A button that learns the demo brands."""
    st.markdown(say("home.empty"))
    if st.button(say("home.learn_demo"), type="primary", key="home.demo", icon=":material/play_arrow:"):
        report = run(the_copilot().learn_demo())
        if report and not report.failed:
            st.rerun()
        if report:
            show_report(report)


def _reason(failure: FileFailure) -> str:
    return locale().explain(UnreadableFile(plain(failure.path), failure.code))
