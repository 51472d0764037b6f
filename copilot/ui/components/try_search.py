"""Asking the knowledge something, as a writer would, with a reason under each passage that was found."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.evidence import SearchHit
from copilot.domain.ladder import Step
from copilot.locales.why import why_sentence
from copilot.ui.components import search_notice
from copilot.ui.components.findings import plain
from copilot.ui.places import whereabouts
from copilot.ui.state import choose, remember, say, the_copilot
from copilot.workflows.ask import Ask
from copilot.workflows.search import Manner

ANY_STEP = "any"
STEPS = [ANY_STEP, *(step.value for step in Step)]


def show(brand: Brand) -> None:
    """The question, the step it is for, and what is found."""
    st.subheader(say("knowledge.try"))
    page = f"knowledge.{brand.id}"
    query = st.text_input(
        say("knowledge.question"), placeholder=say("knowledge.example"), **remember(page, "query", "")
    )
    step = st.segmented_control(
        say("draft.step"), help=say("draft.step_help"), required=True,
        format_func=lambda name: say("why.step_all" if name == ANY_STEP else f"steps.{name}"),
        **choose(page, "step", STEPS, ANY_STEP),
    )  # fmt: skip
    if not query or not query.strip():
        search_notice.show(brand)
        return
    ask = Ask(brand=brand.id, step=None if step in (None, ANY_STEP) else Step(step))
    hits = the_copilot().search(query, ask, manner=Manner(explain=True))
    search_notice.show(brand)
    if not hits:
        st.info(say("knowledge.nothing"), icon=":material/search_off:")
    for number, hit in enumerate(hits):
        with st.container(border=True, key=f"{page}.hit.{number}", gap="xsmall"):
            show_hit(hit)


def show_hit(hit: SearchHit) -> None:
    """A passage with its role, where it stands, and why it was found."""
    badges = [f":gray-badge[{say(f'roles.{hit.passage.role}')}]"]
    if hit.why:
        badges += [f":green-badge[{plain(word.text)}]" for word in hit.why.shared if not word.partly]
        if hit.why.nearness is not None:
            badges.append(f":blue-badge[{say('why.near', percent=max(0, round(100 * hit.why.nearness)))}]")
    st.markdown(plain(hit.passage.text))
    st.markdown(" ".join(badges))
    st.caption(f":material/lightbulb: {plain(why_sentence(hit, say))}")
    st.caption(plain(whereabouts(hit.passage.source)))
