"""Home: what this is, what is learned, what to do next."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.components import learning
from copilot.ui.components.findings import plain
from copilot.ui.state import current_brand, say, the_copilot

JOBS = (
    ("replies", ":material/forum:"),
    ("selling_points", ":material/lightbulb:"),
    ("posts", ":material/edit_note:"),
)


def show() -> None:
    st.title(say("home.title"))
    st.markdown(say("home.lead"))
    brand = current_brand()
    if brand is None:
        st.subheader(say("home.start"))
        learning.offer_demo()
        return
    jobs()
    learned(brand)
    recent(brand)


def jobs() -> None:
    """The three things people come for."""
    for column, (name, icon) in zip(st.columns(len(JOBS)), JOBS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{icon} {say(f'app.pages.{name}')}**")
            st.caption(say(f"home.jobs.{name}"))
            st.page_link(f"screens/{name}.py", label=say("home.go"), icon=":material/arrow_forward:")


def learned(brand: Brand) -> None:
    """How much the copilot knows of the brand."""
    counts = the_copilot().store.documents.counts(brand.id)
    st.subheader(say("home.learned", brand=plain(brand.name)))
    figures = (
        ("documents", counts.documents),
        ("products", len(brand.products)),
        ("passages", counts.passages),
        ("facts", counts.facts),
    )
    with st.container(horizontal=True, gap="medium"):
        for name, number in figures:
            st.metric(say(f"home.counts.{name}"), number, border=True)
    st.page_link("screens/knowledge.py", label=say("home.to_knowledge"), icon=":material/library_books:")


def recent(brand: Brand) -> None:
    """The last drafts, to take up again."""
    drafts = the_copilot().store.drafts.recent(brand.id, limit=5)
    if not drafts:
        return
    st.subheader(say("home.recent"))
    for draft in drafts:
        about = draft.product or draft.topic or say(f"channels.{draft.channel}")
        text = draft.variants[0].plain.replace("\n", " ")
        st.markdown(
            f"**{say(f'tasks.{draft.task}')} · {plain(about)}**  \n{plain(text[:90])}{'…' if len(text) > 90 else ''}"
        )


show()
