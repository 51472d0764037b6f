"""What of an imported file was not taken, and what was taken but wants a look."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.calendar_import import CalendarProblem
from copilot.ui.components.findings import plain
from copilot.ui.state import say

SHOWN = 20


def show(problems: Sequence[CalendarProblem], key: str) -> None:
    """Both lists, each behind its count."""
    for name, taken in (("refused", False), ("unclear", True)):
        found = [p for p in problems if p.taken is taken]
        if not found:
            continue
        with st.expander(
            say(f"calendar.import_{name}", count=len(found)), icon=":material/error:", key=f"{key}.{name}"
        ):
            st.markdown("\n".join(f"- {plain(_told(p))}" for p in found[:SHOWN]))
            if len(found) > SHOWN:
                st.caption(say("importing.more", count=len(found) - SHOWN))


def _told(problem: CalendarProblem) -> str:
    where = "place" if problem.place.row else "sheet"
    place = say(f"calendar_import.{where}", sheet=problem.place.sheet, row=problem.place.row)
    return f"{place}: {say(f'calendar_import.problems.{problem.code}', column=problem.column, value=problem.value)}"
