"""The button that asks the model about claims without a source, and what its answers make of the findings."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from copilot.domain.second_opinion import View, undecided
from copilot.domain.waiver import Judged, standing
from copilot.ui.components.findings import plain
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.ask import Ask
from copilot.workflows.check import Checked
from copilot.workflows.opining import Opinions, heeded, heeded_judged


def heed(text: str, checked: Checked, key: str) -> Checked:
    """The check with what the model said about this very text, if it was asked."""
    opinions = _kept(text, key)
    return heeded(checked, opinions.given, _message()) if opinions else checked


def heed_judged(text: str, judged: tuple[Judged, ...], key: str) -> tuple[Judged, ...]:
    """The same for the findings of a draft."""
    opinions = _kept(text, key)
    return heeded_judged(judged, opinions.given, _message()) if opinions else judged


def show(text: str, judged: Sequence[Judged], ask: Ask, key: str) -> None:
    """The button, where there is a model and something to ask it, or what came of asking."""
    copilot, opinions = the_copilot(), _kept(text, key)
    left = undecided(standing(judged))
    if (opinions is None or opinions.failure) and left and copilot.opining.possible:
        st.button(
            say("check.opinion.ask", count=len(left)), key=f"{key}.opinion", icon=":material/psychology:",
            on_click=partial(_ask, text, judged, ask, key),
        )  # fmt: skip
    if opinions is not None:
        _tell(opinions)


def _tell(opinions: Opinions) -> None:
    for opinion in (o for o in opinions.given if o.view is not View.SUPPORTED):
        place = f"{opinion.passage.source.document} · {opinion.passage.source.locator}" if opinion.passage else ""
        told = say(f"check.opinion.{opinion.view}", passage=plain(place), quote=plain(opinion.quote))
        st.caption(f":material/psychology: **“{plain(opinion.finding.quote)}”** {told}")
    if opinions.void:
        st.caption(say("check.opinion.void", count=opinions.void))
    if opinions.failure:
        reason = locale().say(f"errors.{opinions.failure}")
        st.warning(say("check.opinion.failed", count=opinions.left, reason=reason), icon=":material/cloud_off:")
    elif opinions.left:
        st.caption(say("check.opinion.left", count=opinions.left))


def _ask(text: str, judged: Sequence[Judged], ask: Ask, key: str) -> None:
    with st.spinner(say("check.opinion.asking")):
        given = the_copilot().opining.ask(standing(judged), ask)
    st.session_state[f"{key}.opinions"] = (text, given)


def _message() -> str:
    return say("check.opinion.supported", passage="{passage}", quote="{quote}")


def _kept(text: str, key: str) -> Opinions | None:
    about, opinions = st.session_state.get(f"{key}.opinions") or ("", None)
    return opinions if about == text else None
