"""Who is in front of a page: somebody who signed in, or the one user of a machine without sign-in."""

import streamlit as st

from copilot.domain.review import Actor
from copilot.ui.state import the_copilot


def current_actor() -> Actor:
    """Whose deeds a page's are. Looked up anew each time, so that somebody who was removed does nothing more.

    Raises `InvalidInput` where people sign in: `not_signed_in`, `email_missing`, `email_unverified`, `not_a_member`.
    """
    members = the_copilot().calendar.members
    return members.actor_of(dict(st.user)) if members.sign_in else members.alone()
