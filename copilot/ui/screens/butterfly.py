"""The butterfly: does private domain fit us, with which model, where do we leak, and what to say about it."""

from collections.abc import Callable

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.components import (
    butterfly_report,
    calculators,
    empty,
    fatigue_view,
    fit_questions,
    operating_models,
    wings_view,
)
from copilot.ui.state import choose, current_brand, say

# By the name under `butterfly.views`, in the order in which they are shown.
VIEWS: dict[str, Callable[[Brand], None]] = {
    "fit": fit_questions.show,
    "model": operating_models.show,
    "figures": wings_view.show,
    "numbers": calculators.show,
    "fatigue": fatigue_view.show,
    "report": butterfly_report.show,
}


def show() -> None:
    st.title(say("app.pages.butterfly"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    names = {name: say(f"butterfly.views.{name}") for name in VIEWS}
    view = st.segmented_control(
        say("app.pages.butterfly"), required=True, label_visibility="collapsed", format_func=lambda name: names[name],
        **choose(f"butterfly.{brand.id}", "view", list(VIEWS), next(iter(VIEWS))),
    )  # fmt: skip
    VIEWS[view](brand)
    butterfly_report.follows(brand, view)


show()
