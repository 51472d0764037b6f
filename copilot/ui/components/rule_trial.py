"""A sentence is tried at every pause of typing, against one rule or all, with what the brand changed."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.errors import ButterflyError
from copilot.ui.components import findings
from copilot.ui.components.findings import plain
from copilot.ui.components.rule_words import kind_name
from copilot.ui.marked_text import marked_html
from copilot.ui.state import choose, keep, language, locale, remember, say, the_copilot
from copilot.workflows.ask import Ask
from copilot.workflows.rules import Tried

CHANNELS = (Channel.MOMENTS, Channel.GROUP, Channel.PRIVATE_CHAT)


def show(brand: Brand) -> None:
    """The sentence, the rule, the place, and what is found."""
    page, names = f"rules.{brand.id}", rule_names(brand)
    with st.container(border=True, key=f"card-{page}.try"):
        st.markdown(f"**{say('rules.try')}**　:gray[:small[{say('rules.try_help')}]]")
        text = st.text_area(
            say("rules.try_text"), placeholder=say("rules.try_example"), height=80, label_visibility="collapsed",
            **remember(page, "try", ""),
        )  # fmt: skip
        left, right = st.columns([3, 2])
        places = {c.value: say(f"channels.{c}") for c in CHANNELS}
        rule = left.selectbox(
            say("rules.try_rule"), format_func=lambda r: names[r], **choose(page, "try_rule", list(names), "")
        )
        channel = right.selectbox(
            say("rules.try_channel"), format_func=lambda c: places[c],
            **choose(page, "try_channel", list(places), Channel.MOMENTS.value),
        )  # fmt: skip
        if (text or "").strip():
            _result(text, rule or None, Ask(brand=brand.id, channel=Channel(channel), language=language()))


def rule_names(brand: Brand) -> dict[str, str]:
    """Every rule that can be tried, by id, as the list names it; first "" for all."""
    ruling = the_copilot().ruling
    own = {r.id: f"{kind_name(r.kind)} · {' / '.join(r.terms)}" for r in ruling.of(brand).own}
    shipped = {r.id: f"{kind_name(r.kind)} · {r.title}" for r in ruling.shipped(language())}
    return {"": say("rules.all"), **own, **shipped}


def choose_rule(brand: Brand, rule_id: str) -> None:
    """Let the next sentence be tried by that rule."""
    st.session_state[f"rules.{brand.id}.try_rule"] = rule_id
    keep(f"rules.{brand.id}", "try_rule", rule_id)


def _result(text: str, rule: str | None, ask: Ask) -> None:
    try:
        tried = the_copilot().ruling.test(text, rule, ask)
    except ButterflyError as error:
        st.error(locale().explain(error), icon=":material/error:")
        return
    if tried.silent:
        st.info(say(f"rules.silent.{tried.silent}"), icon=":material/volume_off:")
        return
    if tried.findings:
        st.html(marked_html(text, tried.findings))
        findings.listed(tried.findings)
    elif not tried.exempted:
        st.caption(f":material/verified: {say('rules.finds_nothing')}")
    _passing(tried)


def _passing(tried: Tried) -> None:
    """What passes in its context, but for words that another rule found all the same."""
    for one in (e for e in tried.exempted if not any(f.start < e.end and e.start < f.end for f in tried.findings)):
        st.caption(
            f":material/check: {plain(say('rules.passes', quote=one.quote, rule=one.rule, basis=one.basis or one.exemption))}"
        )
