"""A checked text on a page: the verdict, the text with its findings underlined, the findings, what passed and why."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.draft import Citation, Severity
from copilot.domain.segments import WORST_FIRST
from copilot.domain.waiver import Judged, standing
from copilot.ui.components import findings
from copilot.ui.components.findings import Sheet, plain
from copilot.ui.marked_text import marked_html
from copilot.ui.state import say
from copilot.workflows.check import Checked

LOOKS = {"pass": ("green", "check_circle"), "warn": ("orange", "warning"), "block": ("red", "block")}
EXEMPTIONS_SHOWN = 50


def show(checked: Checked, sheet: Sheet) -> None:
    """Draw all of it."""
    verdict(checked)
    marked(sheet.text, checked.judged)
    findings.show(checked.judged, sheet)
    exemptions(checked, sheet.key)


def verdict(checked: Checked) -> None:
    """One line: may it go out as it is, and how much was found."""
    colour, icon = LOOKS[checked.verdict]
    left = standing(checked.judged)
    counted = [(s, sum(f.severity is s for f in left)) for s in WORST_FIRST]
    counts = "　".join(say("check.count", what=say(f"severities.{s}"), count=n) for s, n in counted if n)
    line = f":{colour}[:material/{icon}: **{say(f'check.verdicts.{checked.verdict}')}**]"
    st.markdown(f"{line}　:gray[:small[{counts}]]" if counts else line)


def marked(text: str, judged: Sequence[Judged], citations: Sequence[Citation] = ()) -> None:
    """The text with what nobody waived underlined, and what the lines mean."""
    left = standing(judged)
    st.html(f'<div class="bf-checked">{marked_html(text, left, citations)}</div>')
    legend({f.severity for f in left})


def legend(present: set[Severity]) -> None:
    """What each kind of line under a text means; nothing where there are none."""
    if not present:
        return
    kinds = "".join(
        f'<span><u class="bf-{s}">{say(f"check.lines.{s}")}</u> {say(f"severities.{s}")}</span>'
        for s in WORST_FIRST
        if s in present
    )
    st.html(f'<p class="bf-legend">{kinds}</p>')


def exemptions(checked: Checked, key: str) -> None:
    """Words that look forbidden and are not, on demand."""
    if not checked.exempted:
        return
    with st.expander(
        say("check.exempted", count=len(checked.exempted)), icon=":material/verified:", key=f"{key}.passed"
    ):
        for passed in checked.exempted[:EXEMPTIONS_SHOWN]:
            st.markdown(f"**“{plain(passed.quote)}”**　:gray[{plain(passed.basis)}]")
