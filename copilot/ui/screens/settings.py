"""Settings: which model writes, whether it answers, which brands there are, where things are kept."""

from html import escape

import streamlit as st

from copilot.ui.components import brand_form, members, model_usage
from copilot.ui.components.findings import plain
from copilot.ui.state import language, locale, say, the_copilot


def show() -> None:
    st.title(say("app.pages.settings"))
    model()
    st.subheader(say("settings.language"))
    st.markdown(say("settings.language_now", language=say(f"languages.{language()}")))
    model_usage.show()
    members.show()
    brands()
    parts()


def model() -> None:
    """The configured model, and a test of the connection."""
    st.subheader(say("settings.model"))
    configured = the_copilot().inspecting.configured
    if not configured["model"]:
        st.info(say("settings.no_model"), icon=":material/wifi_off:")
        st.code("BUTTERFLY_MODEL=…\nBUTTERFLY_BASE_URL=https://…/v1\nBUTTERFLY_API_KEY=…", language="bash")
        return
    for role, name in {"drafting": "model", "revising": "revising_model", "opinion": "opinion_model"}.items():
        same = name != "model" and configured[name] == configured["model"]
        place = configured["base_url"] if name == "model" else ""
        told = say("spending.same") if same else f"**{plain(configured[name])}**　{plain(place)}"
        st.markdown(f"{say(f'spending.roles.{role}')}　{told}")
    if not st.button(say("settings.test"), key="settings.test", icon=":material/network_check:"):
        return
    with st.spinner(say("settings.testing")):
        inspecting = the_copilot().inspecting
        answers = {"drafting": inspecting.ask_model(), **inspecting.ask_others()}
    for role, answer in answers.items():
        which = f"**{say(f'spending.roles.{role}')}**　" if len(answers) > 1 else ""
        if answer is not None and answer.error:
            st.error(f"{which}{locale().explain(answer.error)}", icon=":material/error:")
        elif answer is not None:
            told = say("settings.answers", milliseconds=answer.milliseconds)
            st.success(f"{which}{told}", icon=":material/check_circle:")


def brands() -> None:
    """The brands that are there, and a form for one more."""
    st.subheader(say("settings.brands"))
    for brand in the_copilot().store.brands.all():
        products = say("settings.products", count=len(brand.products))
        kind = f"{say(f'categories.{brand.category}')} · {say(f'languages.{brand.language}')} · {products}"
        st.markdown(f"**{plain(brand.name)}**　{kind}")
    with st.expander(say("brand.own"), icon=":material/storefront:", key="settings.own"):
        brand_form.show()


def parts() -> None:
    """Where things are kept, and whether everything is in step."""
    st.subheader(say("settings.parts"))
    rows = "".join(
        f"<dt>{escape(say(f'settings.names.{name}'))}</dt><dd>{escape(value or '–')}</dd>"
        for name, value in the_copilot().inspecting.configured.items()
    )
    st.html(f'<dl class="bf-parts">{rows}</dl>')
    if not st.button(say("settings.examine"), key="settings.examine", icon=":material/stethoscope:"):
        return
    names = {b.id: b.name for b in the_copilot().store.brands.all()}
    for state in the_copilot().inspecting.knowledge():
        key = "settings.in_step" if state.in_step else "settings.out_of_step"
        told = say(key, passages=state.passages)
        if moving := state.reindexing:
            told = say("indexing.reindexing", done=moving.done, total=moving.total)
        st.markdown(f"- {plain(names[state.brand_id])}: {told}")
    if answer := the_copilot().inspecting.ask_reranker():
        told = say("settings.reranker_answers", milliseconds=answer.milliseconds)
        if answer.error:
            told = say("settings.reranker_fails", reason=locale().explain(answer.error))
        st.markdown(f"- {told}")


show()
