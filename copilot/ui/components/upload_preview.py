"""A look at uploaded files before they are learned: what each table and passage would become, and saying otherwise."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from copilot.domain.brand import Brand
from copilot.errors import ButterflyError
from copilot.ui.components import learning, looks, reading_tables, said_list
from copilot.ui.components.reading_passages import row
from copilot.ui.state import locale, say

PASSAGES = 100


class Upload(Protocol):
    """A file as the uploader gives it."""

    name: str

    def getvalue(self) -> bytes: ...


def offer(brand: Brand, uploads: Sequence[Upload] | None, page: str) -> None:
    """A switch that shows the look; reading waits until somebody wants it."""
    if not uploads or not st.toggle(say("reading.preview"), key=f"{page}.preview", help=say("reading.preview_help")):
        return
    names = [upload.name for upload in uploads]
    number = 0
    if len(uploads) > 1:
        number = st.selectbox(
            say("reading.which_file"), range(len(uploads)), key=f"{page}.preview.file",
            format_func=lambda i: names[i] if i < len(names) else "",
        )  # fmt: skip
    _look(brand, uploads[number if number < len(uploads) else 0], page)


def _look(brand: Brand, upload: Upload, page: str) -> None:
    try:
        look = looks.at_upload(brand, upload.name, upload.getvalue())
    except ButterflyError as error:
        st.warning(locale().explain(error), icon=":material/draft:")
        return
    file = look.preview.file
    st.caption(say("reading.would_become", passages=len(file.passages), facts=len(file.facts)))
    learning.show_notices(file.name, file.notices)
    if look.preview.tables:
        reading_tables.show(look)
    st.markdown(say("knowledge.passages_of", count=len(file.passages)))
    st.dataframe([row(p) for p in file.passages[:PASSAGES]], hide_index=True, key=f"{look.key}.passages")
    if len(file.passages) > PASSAGES:
        st.caption(say("versions.first_rows", count=PASSAGES))
    said_list.show(brand, file.name, f"{page}.said.{look.key}", look.preview.lost)
