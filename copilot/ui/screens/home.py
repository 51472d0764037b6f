"""Home: what this is, what is learned, what to do next."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.document import LiveCounts
from copilot.domain.draft import Draft, Task
from copilot.ui.components import brand_form, draft_view, learning, stale_view
from copilot.ui.components.findings import plain
from copilot.ui.moments import moment
from copilot.ui.state import current_brand, keep, say, the_copilot

JOBS = (
    ("replies", ":material/forum:"),
    ("selling_points", ":material/lightbulb:"),
    ("posts", ":material/edit_note:"),
    ("plan", ":material/edit_calendar:"),
    ("calendar", ":material/calendar_month:"),
    ("review", ":material/rate_review:"),
)
IN_A_ROW = 3
SCREEN_OF = {Task.REPLY: "replies", Task.SELLING_POINTS: "selling_points", Task.POST: "posts"}
EXCERPT_CHARACTERS = 80


def show() -> None:
    st.title(say("home.title"))
    st.markdown(say("home.lead"))
    brand = current_brand()
    if brand is None:
        st.subheader(say("home.start"))
        learning.offer_demo()
        with st.expander(say("brand.own"), icon=":material/storefront:", key="home.own"):
            brand_form.show()
        return
    jobs()
    learned(brand)
    recent(brand)


def jobs() -> None:
    """What people come for."""
    for at in range(0, len(JOBS), IN_A_ROW):
        for column, (name, icon) in zip(st.columns(IN_A_ROW), JOBS[at : at + IN_A_ROW], strict=True):
            with column.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{icon} {say(f'app.pages.{name}')}**")
                st.caption(say(f"home.jobs.{name}"))
                st.space("stretch")
                st.page_link(f"screens/{name}.py", label=say("home.go"), icon=":material/arrow_forward:")


def learned(brand: Brand) -> None:
    """How much the copilot knows of the brand."""
    known = counts((brand.id, the_copilot().store.index.head(brand.id)))
    st.subheader(say("home.learned", brand=plain(brand.name)))
    figures = (
        ("documents", known.documents),
        ("products", len(brand.products)),
        ("passages", known.passages),
        ("facts", known.facts),
    )
    with st.container(horizontal=True, gap="small"):
        for name, number in figures:
            st.metric(say(f"home.counts.{name}"), number, border=True)
    st.page_link("screens/knowledge.py", label=say("home.to_knowledge"), icon=":material/library_books:")
    store = the_copilot().store
    if waiting := to_settle((brand.id, store.index.head(brand.id), len(store.settlements.history(brand.id)))):
        st.page_link("screens/facts.py", label=say("facts.waiting", count=waiting), icon=":material/call_split:")


@st.cache_data(max_entries=64, ttl=60, show_spinner=False)
def to_settle(brand_at: tuple[str, int, int]) -> int:
    """How many conflicts wait, at one point of the brand's change log and of its decisions."""
    copilot = the_copilot()
    return len(copilot.disputing.open(copilot.brand(brand_at[0])))


@st.cache_data(max_entries=64, ttl=60, show_spinner=False)
def counts(brand_at: tuple[str, int]) -> LiveCounts:
    """A brand's figures at one point of its change log; counting anew each time is slow where it knows much."""
    return the_copilot().store.documents.counts(brand_at[0])


def recent(brand: Brand) -> None:
    """The last drafts, to take up again."""
    drafts = the_copilot().store.drafts.recent(brand.id, limit=5, of_items=False)
    if drafts:
        st.subheader(say("home.recent"))
    stale = the_copilot().freshness.stale(brand.id, drafts)
    for draft in drafts:
        text = " ".join(draft.variants[0].plain.split())
        short = plain(text[:EXCERPT_CHARACTERS]) + ("…" if len(text) > EXCERPT_CHARACTERS else "")
        about = (say(f"tasks.{draft.task}"), *draft_view.about(draft), moment(draft.created_at))
        left, right = st.columns([8, 1], vertical_alignment="center")
        left.markdown(f"{short}  \n:gray[:small[{' · '.join(plain(part) for part in about)}]]")
        stale_view.hint(left, stale.get(draft.id, ()))
        if right.button(say("home.open"), key=f"home.open.{draft.id}", type="tertiary"):
            open_again(draft)


def open_again(draft: Draft) -> None:
    """Put the draft on its page and go there."""
    screen = SCREEN_OF[draft.task]
    keep(f"{screen}.{draft.brand_id}", "draft", draft.id)
    keep(f"{screen}.{draft.brand_id}", "answered", None)
    st.switch_page(f"screens/{screen}.py")


show()
