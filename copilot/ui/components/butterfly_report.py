"""What a brand's figures say: findings and decisions that lead on with one click, what came of what was done, and the
page for the boss as a file."""

from collections.abc import Callable

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.insight import Insight, InsightKind, Target
from copilot.errors import ButterflyError
from copilot.reporting import FORMATS
from copilot.reporting import insight_words as words
from copilot.reporting.boss import boss_report
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.lead_on import go
from copilot.ui.state import language, locale, say, the_copilot
from copilot.workflows.insights import Done

ICONS = {Target.PLAN: "edit_calendar", Target.POSTS: "edit_note", Target.SELLING_POINTS: "lightbulb"}

FOLLOWS: dict[str, tuple[InsightKind, ...]] = {
    "fit": (InsightKind.FIT,),
    "model": (InsightKind.MODEL,),
    "figures": (InsightKind.LEAK,),
    "fatigue": (InsightKind.FATIGUE,),
}
"""Which findings stand below which view."""


def show(brand: Brand) -> None:
    """The whole view."""
    look = the_copilot().butterfly.insights.look(brand)
    found = look.insights
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say("butterfly_report.findings"))
        for insight in found.findings:
            finding(brand, insight)
    with right:
        st.subheader(say("butterfly_report.decisions"))
        for number, decision in enumerate(found.decisions, start=1):
            what, because = words.decided(decision, say, language())
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{number}. {plain(what)}**")
                st.caption(plain(because))
        for source in dict.fromkeys(one.source.of(language()) for one in found.findings):
            st.caption(plain(say("butterfly_report.source", source=source)))
    if not found.findings:
        st.info(say("butterfly_report.nothing"), icon=":material/check:")
    downloads(brand)
    outcomes(brand, look.done)


def finding(brand: Brand, insight: Insight) -> None:
    """A finding with its figure and reason, and what may be done next."""
    with st.container(border=True, gap="xsmall", key=f"butterfly.{brand.id}.found.{insight.id}"):
        st.markdown(f"**{plain(words.headline(insight, say, language()))}**")
        if figures := words.details(insight, say):
            st.caption(plain(say("butterfly_report.joint").join(figures)))
        st.markdown(plain(words.reason(insight, say, language())))
        for title in insight.items:
            st.caption(f"· {plain(title)}")
        leads(brand, insight)


def follows(brand: Brand, view: str) -> None:
    """What follows from what a view shows: its findings with what may be done next."""
    kinds = FOLLOWS.get(view, ())
    if not kinds:
        return
    found = the_copilot().butterfly.insights.look(brand).insights
    about = [one for one in (*found.findings, *found.others) if one.kind in kinds]
    if view == "model":  # told among the decisions only, where three findings weigh more
        about = [one.about for one in found.decisions if one.about.kind in kinds]
    if about:
        st.subheader(say("butterfly_report.follows"))
    for insight in about:
        with st.container(border=True, gap="xsmall", key=f"butterfly.{brand.id}.follows.{insight.id}"):
            st.markdown(f"**{plain(words.headline(insight, say, language()))}**")
            leads(brand, insight)


def leads(brand: Brand, insight: Insight) -> None:
    """A button for each thing that may be done next; it is remembered, and leads to its page filled in."""
    with st.container(horizontal=True, gap="small"):
        for number, deed in enumerate(insight.deeds):
            pressed = st.button(
                deed.name.of(language()), key=f"butterfly.{brand.id}.do.{insight.id}.{deed.id}",
                type="secondary" if number else "primary", icon=f":material/{ICONS[deed.to]}:",
            )  # fmt: skip
            if pressed:
                the_copilot().butterfly.insights.take_up(brand, insight, deed, current_actor())
                go(brand, deed, insight)


def downloads(brand: Brand) -> None:
    """The page for the boss, made when it is asked for."""
    st.subheader(say("butterfly_report.page"))
    st.caption(say("butterfly_report.page_help"))
    with st.container(horizontal=True, gap="small"):
        for kind, mime in FORMATS.items():
            st.download_button(
                say(f"butterfly_report.download.{kind}"), data=_maker(brand, kind),
                file_name=f"{say('butterfly_report.file_name')}-{brand.id}-{the_copilot().today():%Y-%m-%d}.{kind}", mime=mime,
                key=f"butterfly.{brand.id}.report.{kind}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def outcomes(brand: Brand, told: tuple[Done, ...]) -> None:
    """What was done with its figure then and now, each to be taken back."""
    st.subheader(say("butterfly_report.outcomes"))
    if not told:
        st.caption(say("butterfly_report.nothing_done"))
    for one in told:
        number = one.outcome.done.id
        left, right = st.columns([8, 1], vertical_alignment="center")
        left.markdown(plain(words.came_of(one.outcome, one.name(language()), say)))
        right.button(
            say("butterfly_report.undo"), key=f"butterfly.{brand.id}.undo.{number}", type="tertiary",
            icon=":material/undo:", on_click=_undo, args=(brand, number),
        )  # fmt: skip
    if error := st.session_state.pop(f"butterfly.{brand.id}.undo.error", None):
        st.error(locale().explain(error), icon=":material/error:")


def _undo(brand: Brand, number: int) -> None:
    try:
        the_copilot().butterfly.insights.undo(brand, number, current_actor())
    except ButterflyError as error:
        st.session_state[f"butterfly.{brand.id}.undo.error"] = error


def _maker(brand: Brand, kind: str) -> Callable[[], bytes]:
    copilot, sentences, spoken = the_copilot(), locale().say, language()
    return lambda: boss_report(copilot, brand, kind, sentences, spoken)
