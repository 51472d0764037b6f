"""Settings: which model writes, whether it answers, which language."""

import streamlit as st

from copilot.domain.language import Language
from copilot.ui import state
from copilot.ui.state import say, the_copilot


def show() -> None:
    st.title(say("app.pages.settings"))
    model()
    language()
    parts()


def model() -> None:
    """The configured model, and a test of the connection."""
    st.subheader(say("settings.model"))
    inspecting = the_copilot().inspecting
    name = inspecting.configured["model"]
    if not name:
        st.info(say("settings.no_model"), icon=":material/wifi_off:")
        st.code("BUTTERFLY_MODEL=…\nBUTTERFLY_BASE_URL=https://…/v1\nBUTTERFLY_API_KEY=…", language="bash")
        return
    st.markdown(f"`{name}`　{inspecting.configured['base_url']}")
    if st.button(say("settings.test"), key="settings.test", icon=":material/network_check:"):
        with st.spinner(say("settings.testing")):
            answer = inspecting.ask_model()
        if answer is None:
            return
        if answer.error:
            st.error(state.locale().explain(answer.error), icon=":material/error:")
        else:
            st.success(say("settings.answers", milliseconds=answer.milliseconds), icon=":material/check_circle:")


def language() -> None:
    """The language of the interface; the same choice as in the sidebar."""
    st.subheader(say("settings.language"))
    names = {Language.ZH: "中文", Language.EN: "English"}
    st.markdown(say("settings.language_now", language=names[state.language()]))


def parts() -> None:
    """Where things are kept, and whether everything is in step."""
    st.subheader(say("settings.parts"))
    configured = the_copilot().inspecting.configured
    rows = [
        {say("settings.name"): say(f"settings.names.{k}"), say("settings.value"): v or "–"}
        for k, v in configured.items()
    ]
    st.dataframe(rows, hide_index=True, key="settings.parts")
    if st.button(say("settings.examine"), key="settings.examine", icon=":material/stethoscope:"):
        for brand in the_copilot().inspecting.knowledge():
            key = "settings.in_step" if brand.in_step else "settings.out_of_step"
            st.markdown(f"- {brand.brand_id}: {say(key, passages=brand.passages)}")


show()
