"""Does private domain fit: a dozen questions, each answer kept at once, and what they come to beside them."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.fit import Answered, Fit, NodeFit, Verdict
from copilot.errors import ButterflyError
from copilot.reporting import fit_words as words
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.state import language, locale, say, the_copilot

SIGNS = {
    Verdict.YES: ("check_circle", "green"),
    Verdict.PARTLY: ("contrast", "orange"),
    Verdict.NO: ("cancel", "red"),
    Verdict.UNKNOWN: ("help", "gray"),
}


def show(brand: Brand) -> None:
    """The whole view."""
    found = the_copilot().butterfly.fit.look(brand)
    page = f"butterfly.{brand.id}.fit"
    icon, colour = SIGNS[found.verdict]
    with st.container(border=True, gap="xsmall", key=f"card-{page}.all"):
        st.markdown(f"### :{colour}[:material/{icon}:] {plain(words.overall(found, say, language()))}")
        st.caption(plain(words.stands_on(found, say)))
    if error := st.session_state.pop(f"{page}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    left, right = st.columns([7, 6], gap="large")
    with left:
        st.subheader(say("fit.questions"))
        st.caption(say("fit.lead"))
        for one in found.answered:
            _question(brand, page, one)
    with right:
        _result(page, found)


def _question(brand: Brand, page: str, one: Answered) -> None:
    question, key = one.question, f"{page}.{one.question.id}"
    names = {option.id: option.name.of(language()) for option in question.options}
    # What is kept is what is shown, also after an answer that could not be kept.
    st.session_state[key] = one.option.id if one.option else None
    with st.container(border=True, gap="xsmall", key=f"card-{key}"):
        rationale = say("fit.rationale", why=question.why.of(language()), source=question.source.of(language()))
        st.radio(
            f"**{plain(question.ask.of(language()))}**", list(names), format_func=lambda o: plain(names[o]), key=key,
            index=None, horizontal=True, help=plain(rationale), on_change=_answer, args=(brand, page, one),
        )  # fmt: skip
        st.caption(plain(question.help.of(language())))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(plain(words.origin(one, brand, say, language())))
            if one.answer:
                st.button(
                    "", key=f"{key}.back", type="tertiary", icon=":material/undo:", help=say("fit.take_back"),
                    on_click=_take_back, args=(brand, page, question.id),
                )  # fmt: skip


def _result(page: str, found: Fit) -> None:
    st.subheader(say("fit.result"))
    for node in found.nodes:
        _node(page, node)
    source = the_copilot().butterfly.fit.bounds_source().of(language())
    st.caption(plain(say("fit.bounds", source=source)))


def _node(page: str, node: NodeFit) -> None:
    icon, colour = SIGNS[node.verdict]
    verdict = say(f"fit.verdicts.{node.verdict}")
    with st.container(border=True, gap="xsmall", key=f"card-{page}.node.{node.node}"):
        st.markdown(f":{colour}[:material/{icon}:] **{say(f'nodes.{node.node}')}** · {verdict}")
        told = node.verdict is not Verdict.UNKNOWN
        if told and node.share is not None:
            st.progress(node.share)
        st.caption(plain(words.score(node, say)))
        if node.why:
            st.markdown(plain(say("fit.why", why=node.why.of(language()))))
        if told and node.conditions and node.verdict is not Verdict.YES:
            st.markdown(f"**{say('fit.conditions')}**")
            st.markdown("\n".join(f"- {plain(one.of(language()))}" for one in node.conditions))
        if parts := words.parts(node, say, language()):
            with st.expander(say("fit.parts"), key=f"{page}.parts.{node.node}"):
                st.markdown("\n".join(f"- {plain(line)}" for line in parts))


def _answer(brand: Brand, page: str, shown: Answered) -> None:
    chosen = st.session_state.get(f"{page}.{shown.question.id}")
    # A browser that leaves the view in haste tells once more what it was shown; that is nobody's answer.
    if chosen is not None and (shown.option is None or chosen != shown.option.id):
        _do(page, partial(the_copilot().butterfly.fit.answer, brand, shown.question.id, str(chosen)))


def _take_back(brand: Brand, page: str, question_id: str) -> None:
    _do(page, partial(the_copilot().butterfly.fit.take_back, brand, question_id))


def _do(page: str, deed: Callable[..., object]) -> None:
    try:
        deed(actor=current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error
        return
    st.toast(say("fit.kept"), icon=":material/check:")
