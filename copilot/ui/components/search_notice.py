"""What a person should know who searches just now: passages on their way into a new index, or words only."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.state import locale, say, the_copilot


def show(brand: Brand) -> None:
    """A line for each thing that is not as usual; nothing otherwise."""
    state = the_copilot().inspecting.search_state(brand)
    if state.reindexing:
        st.info(
            say("indexing.reindexing", done=state.reindexing.done, total=state.reindexing.total),
            icon=":material/sync:",
        )
    if state.trouble:
        st.warning(say("indexing.by_words", reason=locale().explain(state.trouble)), icon=":material/search:")
    for key, trouble in (("order", state.reranking), ("rewriting", state.rewriting)):
        if trouble:
            st.info(say(f"assistance.no_{key}", reason=locale().explain(trouble)), icon=":material/sort:")
