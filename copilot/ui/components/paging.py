"""Long lists a page at a time, so that a document of thousands of rows draws as fast as one of ten."""

import streamlit as st


def page(total: int, size: int, key: str, *, first: int = 1) -> slice:
    """Which of `total` things to draw now; a control to turn pages where there are more than `size`. `first` is the page
    that is open until somebody turns it."""
    pages = -(-total // size)
    if pages < 2:
        return slice(0, total)
    number = int(st.pagination(pages, key=key, default=min(first, pages)) or 1)
    return slice((number - 1) * size, min(number * size, total))
