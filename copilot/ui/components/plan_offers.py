"""Offers that the facts tell for some days, each to be told or left out."""

from datetime import date

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Offer
from copilot.ui.components.plan_words import label
from copilot.ui.state import remember, say, the_copilot

SHOWN = 6
"""More than these scroll."""
HEIGHT = 260


def show(brand: Brand, page: str, start: date, end: date, products: tuple[str, ...]) -> tuple[Offer, ...]:
    """The offers, and those that are ticked. With products chosen, only theirs and those of the whole brand."""
    planning = the_copilot().calendar.planning
    found = [o for o in planning.offers(brand, start, end) if not products or o.product in (None, *products)]
    st.markdown(f"**{say('plan.offers')}**")
    if not found:
        st.caption(say("plan.no_offers", start=start, end=end))
    ticked = []
    with st.container(height=HEIGHT if len(found) > SHOWN else "content", border=len(found) > SHOWN):
        for offer in found:
            if st.checkbox(told(offer), **remember(page, f"offer.{offer.id}", True)):
                ticked.append(offer)
    if unsettled := planning.unsettled(brand, start, end):
        st.caption(f":material/balance: {say('plan.unsettled', products=say('plan.comma').join(unsettled))}")
        st.page_link("screens/facts.py", label=say("app.pages.facts"), icon=":material/arrow_forward:")
    return tuple(ticked)


def told(offer: Offer) -> str:
    """What it is and when."""
    name = say("plan.offer_of", product=offer.product) if offer.product else ""
    return label(f"{name}{offer.words}　{dates(offer)}")


def dates(offer: Offer) -> str:
    """From when to when."""
    if offer.starts and offer.ends:
        return say("plan.from_to", start=offer.starts, end=offer.ends)
    if offer.ends:
        return say("plan.until", end=offer.ends)
    return say("plan.since", start=offer.starts) if offer.starts else say("plan.no_end")
