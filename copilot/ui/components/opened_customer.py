"""Which customer's card is open on the page, also after a refresh, and which part of the page is chosen."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.state import keep, kept

LIST = "list"
VIEWS = (LIST, "segments", "cards", "import")


def opened(brand: Brand) -> str | None:
    """The id of the customer whose card is open, or None."""
    chosen = kept(f"customers.{brand.id}").get("open")
    return str(chosen) if chosen else None


def turn_to(brand: Brand, customer_id: str) -> None:
    """Open a customer's card, in a callback."""
    keep(f"customers.{brand.id}", "open", customer_id)


def shut(brand: Brand) -> None:
    """Go back to the list, in a callback."""
    keep(f"customers.{brand.id}", "open", None)


def view(brand: Brand, name: str) -> None:
    """Choose a part of the page, in a callback."""
    keep(f"customers.{brand.id}", "view", name)
    st.session_state[f"customers.{brand.id}.view"] = name
