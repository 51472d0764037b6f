"""The note that one person does both steps of review, where nobody signs in."""

import streamlit as st

from copilot.domain.review import Actor
from copilot.ui.state import say


def show(actor: Actor) -> None:
    """Say so, where that is so."""
    if actor.alone:
        st.caption(f":material/person: {say('sign_in.alone')}")
