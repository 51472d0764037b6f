"""Knowledge: add files, see what was understood of each, delete and take back, try a search."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.components import chain_list, document_view, learning, try_search, upload_preview
from copilot.ui.state import current_brand, say, the_copilot
from copilot.workflows.belonging import NamedFile


def show() -> None:
    st.title(say("app.pages.knowledge"))
    brand = current_brand()
    if brand is None:
        learning.offer_demo()
        return
    add(brand)
    document_view.show(brand)
    chain_list.show(brand)
    try_search.show(brand)


def add(brand: Brand) -> None:
    """Upload files of any kind; what cannot be read is named with its reason."""
    page = f"knowledge.{brand.id}"
    with st.container(border=True, key=f"{page}.add"):
        megabytes = max(1, the_copilot().learning.reader.limits.file_bytes // 1_000_000)
        uploaded = st.file_uploader(
            say("knowledge.add"), accept_multiple_files=True, key=f"{page}.upload", max_upload_size=megabytes
        )
        st.caption(say("knowledge.add_help", megabytes=megabytes))
        pressed = st.button(
            say("knowledge.learn"), type="primary", key=f"{page}.learn", disabled=not uploaded, icon=":material/school:"
        )
        if pressed and uploaded:
            st.session_state.pop(f"{page}.report", None)
            files = [NamedFile(file.name, file.getvalue) for file in uploaded]
            report = learning.run(the_copilot().learn_files(files, brand.id))
            if report:
                st.session_state[f"{page}.report"] = report
        if report := st.session_state.get(f"{page}.report"):
            learning.show_report(report)
        upload_preview.offer(brand, uploaded, page)


show()
