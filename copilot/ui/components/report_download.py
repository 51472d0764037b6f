"""Buttons that give the check of a text as a file."""

from collections.abc import Callable

import streamlit as st

from copilot.reporting import FORMATS, render
from copilot.ui.moments import moment
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.check import Checked


def show(text: str, checked: Checked, key: str) -> None:
    """One button for each kind of file; the file is made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for kind, mime in FORMATS.items():
            st.download_button(
                say("check.download", kind=say(f"check.kinds.{kind}")), data=_maker(text, checked, kind),
                file_name=f"{say('check.file_name')}-{the_copilot().today():%Y-%m-%d}.{kind}", mime=mime,
                key=f"{key}.{kind}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _maker(text: str, checked: Checked, kind: str) -> Callable[[], bytes]:
    sentences, language = locale().say, locale().language
    decided = {j.waiver.id: moment(j.waiver.at) for j in checked.judged if j.waiver}
    return lambda: render(text, checked, kind, sentences, language=language, moments=decided)
