"""What a page shows when there is nothing to work with yet: why, and the way on."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.state import say

WHERE = {"personas": "voices"}
"""Pages on which what is missing can be made; the rest comes with the knowledge."""


def show(brand: Brand | None, missing: str = "products") -> None:
    """No brand, or a brand that has none of what the page needs (`products`, `personas`)."""
    st.info(say("empty.no_brand" if brand is None else f"empty.no_{missing}"), icon=":material/library_books:")
    target = "home" if brand is None else WHERE.get(missing, "knowledge")
    st.page_link(f"screens/{target}.py", label=say(f"app.pages.{target}"), icon=":material/arrow_forward:")
