"""A checked text on a page: the verdict, the text with its findings underlined, the findings, what passed and why."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.draft import Citation, Severity
from copilot.domain.waiver import Judged
from copilot.ui.checked_html import found_html, legend_html, live_html
from copilot.ui.components import findings
from copilot.ui.components.findings import Sheet, plain
from copilot.ui.live_ask import Asked
from copilot.ui.state import locale, say
from copilot.workflows.check import Checked

EXEMPTIONS_SHOWN = 50


def show(checked: Checked, sheet: Sheet, asked: Asked) -> None:
    """Draw all of it. `sheet.key` is also that of the field, as in `found`."""
    found(sheet.key, asked, sheet.text, checked.judged)
    findings.show(checked.judged, sheet)
    exemptions(checked, sheet.key)


def found(key: str, asked: Asked, text: str, judged: Sequence[Judged], citations: Sequence[Citation] = ()) -> None:
    """The verdict and the text with what nobody waived underlined; the browser asks for it anew while somebody types
    in the field that stands in a container with the key `live-<key>`."""
    st.html(live_html(key, asked, found_html(asked, text, judged, citations)))


def legend(present: set[Severity]) -> None:
    """What each kind of line under a text means; nothing where there are none."""
    if told := legend_html(present, locale()):
        st.html(told)


def exemptions(checked: Checked, key: str) -> None:
    """Words that look forbidden and are not, on demand."""
    if not checked.exempted:
        return
    with st.expander(
        say("check.exempted", count=len(checked.exempted)), icon=":material/verified:", key=f"{key}.passed"
    ):
        for passed in checked.exempted[:EXEMPTIONS_SHOWN]:
            st.markdown(f"**“{plain(passed.quote)}”**　:gray[{plain(passed.basis)}]")
