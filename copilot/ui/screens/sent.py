"""What was sent: what it led to, each entry with its outcome, habits for the personas, replies to review as scripts."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.sending import Aspect, Figures
from copilot.ui.components import empty, habit_list, script_queue, sent_figures, sent_list
from copilot.ui.state import choose, current_brand, say, the_copilot

PERIODS = {"7": 7, "30": 30, "90": 90, "0": None}
PARTS = ("figures", "list", "habits", "scripts")


def show() -> None:
    st.title(say("app.pages.sent"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    st.markdown(say("sent.lead"))
    page = f"sent.{brand.id}"
    part = choose_part(brand, page)
    if part == "habits":
        habit_list.show(brand)
    elif part == "scripts":
        script_queue.show(brand)
    else:
        of_a_period(brand, page, part)


def choose_part(brand: Brand, page: str) -> str:
    """What to look at, with how much there is of it."""
    people = the_copilot().people
    counts = {
        "list": people.sending.figures(brand, Aspect.STEP).total.sent,
        "habits": len(people.sending.persona_proposals(brand)),
        "scripts": len(people.scripts.proposed(brand)),
    }
    return str(
        st.segmented_control(
            say("sent.part"), required=True, label_visibility="collapsed",
            format_func=lambda name: say(f"sent.parts.{name}", count=counts.get(name, 0)),
            **choose(page, "part", list(PARTS), PARTS[0]),
        )
    )  # fmt: skip


def of_a_period(brand: Brand, page: str, part: str) -> None:
    """The figures of a period, or its entries."""
    left, right = st.columns([3, 4], vertical_alignment="bottom")
    with left:
        period = st.segmented_control(
            say("sent.period"), required=True, format_func=lambda p: say(f"sent.periods.{p}"),
            **choose(page, "period", list(PERIODS), "30"),
        )  # fmt: skip
    days = PERIODS[str(period)]
    by = Aspect.STEP
    if part == "figures":
        with right:
            by = sent_figures.choose_aspect(page)
    else:
        sent_list.way_back()
    figures = the_copilot().people.sending.figures(brand, by, days)
    if not figures.total.sent:
        nothing(earlier=days is not None and bool(the_copilot().people.sending.figures(brand, by, None).total.sent))
    elif part == "figures":
        sent_figures.show(brand, by, figures)
    else:
        entries(brand, figures, days)


def entries(brand: Brand, figures: Figures, days: int | None) -> None:
    """The entries, and all of them as a file."""
    sent_list.download(brand, days)
    sent_list.show(brand, figures.total.sent, days)


def nothing(*, earlier: bool) -> None:
    """Why there is nothing to see, and the way on. `earlier`: before the chosen time something was sent."""
    if earlier:
        st.info(say("sent.none_in_period"), icon=":material/date_range:")
        return
    with st.container(border=True, key="card-sent.empty"):
        st.markdown(f"**{say('sent.empty')}**")
        st.markdown(say("sent.empty_how"))
        st.page_link("screens/replies.py", label=say("app.pages.replies"), icon=":material/arrow_forward:")


show()
