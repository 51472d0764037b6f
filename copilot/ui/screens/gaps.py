"""Gaps: what was asked and not known, answered on the spot."""

import streamlit as st

from copilot.ui.components import empty, gap_card
from copilot.ui.state import current_brand, say, the_copilot


def show() -> None:
    st.title(say("app.pages.gaps"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    st.markdown(say("gaps.lead"))
    found = the_copilot().gaps(brand.id)
    waiting = [gap for gap in found if gap.state == "open"]
    closed = [gap for gap in found if gap.state != "open"]
    if st.session_state.pop(gap_card.SAVED_KEY, False):
        st.success(say("gaps.saved"), icon=":material/check_circle:")
    if not waiting:
        st.info(say("gaps.none"), icon=":material/check_circle:")
    else:
        st.subheader(say("gaps.open", count=len(waiting)))
    for gap in waiting:
        gap_card.show(brand, gap)
    if closed:
        with st.expander(say("gaps.closed", count=len(closed)), icon=":material/inventory_2:", key="gaps.closed"):
            for gap in closed:
                gap_card.show_closed(brand, gap)


show()
