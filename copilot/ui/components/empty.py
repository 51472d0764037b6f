"""What a page shows when there is nothing to work with yet: why, and the way on."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.state import say


def show(brand: Brand | None) -> None:
    """No brand, or a brand without products."""
    st.info(say("empty.no_brand" if brand is None else "empty.no_products"), icon=":material/library_books:")
    target = "home" if brand is None else "knowledge"
    st.page_link(f"screens/{target}.py", label=say(f"app.pages.{target}"), icon=":material/arrow_forward:")
