"""The documents of a brand, and the one that is opened: its passages, facts, tables and versions, and what was said."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.document import Document
from copilot.errors import ButterflyError
from copilot.ui.components import document_versions, learning, looks, reading_passages, reading_tables, said_list
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page
from copilot.ui.components.reading_passages import fact_row
from copilot.ui.moments import zone
from copilot.ui.state import TROUBLE_KEY, locale, say, the_copilot

FACTS_AT_ONCE = 500


def show(brand: Brand) -> None:
    """All documents; below them the one that is opened, and those that were deleted."""
    everything = the_copilot().store.documents.all(brand.id, include_deleted=True)
    documents = [d for d in everything if d.deleted_at is None]
    st.subheader(say("knowledge.documents", count=len(documents)))
    if documents:
        _listed(brand, documents)
        _opened(brand, documents)
    else:
        st.caption(say("knowledge.no_documents"))
    _deleted(brand, [d for d in everything if d.deleted_at is not None])


def _listed(brand: Brand, documents: list[Document]) -> None:
    rows = [
        {
            say("knowledge.name"): d.name,
            say("knowledge.passages"): d.passages,
            say("knowledge.facts"): d.facts,
            say("knowledge.version"): d.version,
            say("knowledge.learned_at"): d.learned_at,
        }
        for d in documents
    ]

    def pick() -> None:
        chosen = st.session_state[f"{_page(brand)}.documents"].selection.rows
        st.session_state[f"{_page(brand)}.open"] = documents[chosen[0]].id if chosen else None

    st.dataframe(
        rows, hide_index=True, on_select=pick, selection_mode="single-row", key=f"{_page(brand)}.documents",
        column_config={
            say("knowledge.name"): st.column_config.TextColumn(width="large"),
            say("knowledge.learned_at"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", timezone=zone()),
        },
    )  # fmt: skip


def _opened(brand: Brand, documents: list[Document]) -> None:
    names = {d.id: d.name for d in documents}
    key = f"{_page(brand)}.open"
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    opened = st.selectbox(
        say("knowledge.open"), list(names), index=None, format_func=lambda i: names.get(i, ""), key=key,
        placeholder=say("knowledge.choose"), persist_state="session",
    )  # fmt: skip
    document = next((d for d in documents if d.id == opened), None)
    if document is not None:
        _contents(brand, document)


def _contents(brand: Brand, document: Document) -> None:
    passages, facts, tables, versions = st.tabs(
        [
            # No counts here: tabs of other names would be other tabs, and the first of them open again.
            say("knowledge.passages"),
            say("knowledge.facts"),
            say("reading.tab"),
            say("versions.tab"),
        ],
        key=f"knowledge.{document.id}.tabs", on_change="rerun",
    )  # fmt: skip
    with passages:
        st.caption(say("knowledge.passages_of", count=document.passages))
        reading_passages.show(brand, document)
    with facts:
        st.caption(say("knowledge.facts_of", count=document.facts))
        _facts(brand, document)
    said = the_copilot().correcting.said(brand, document.name).said
    with tables:
        look = _look(brand, document) if tables.open or said else None
        if look is not None and tables.open:
            learning.show_notices(document.name, look.preview.file.notices)
            reading_tables.show(look)
    with versions:
        if versions.open:
            document_versions.show(brand, document)
    lost = look.preview.lost if look is not None else ()
    said_list.show(brand, document.name, f"knowledge.{document.id}.said", lost)
    st.button(
        say("knowledge.delete", name=plain(document.name)), key=f"knowledge.{document.id}.delete",
        icon=":material/delete:", on_click=_delete, args=(brand, document),
    )  # fmt: skip


def _facts(brand: Brand, document: Document) -> None:
    now = page(document.facts, FACTS_AT_ONCE, f"knowledge.{document.id}.{document.version}.facts.page")
    facts = the_copilot().store.documents.facts_of(brand.id, document.id, limit=now.stop - now.start, offset=now.start)
    st.dataframe([fact_row(f) for f in facts], hide_index=True, key=f"knowledge.{document.id}.facts")


def _look(brand: Brand, document: Document) -> looks.Look | None:
    """The document as it is read today; a file that cannot be read any more is said to be so."""
    try:
        return looks.at_document(brand, document)
    except ButterflyError as error:
        st.warning(locale().explain(error), icon=":material/draft:")
        return None


def _deleted(brand: Brand, documents: list[Document]) -> None:
    """What was deleted, with the way back; open right after a deletion."""
    if not documents:
        return
    just_now = st.session_state.get("knowledge.deleted")
    with st.expander(
        say("knowledge.deleted", count=len(documents)), icon=":material/delete:",
        expanded=any(d.id == just_now for d in documents), key=f"{_page(brand)}.deleted",
    ):  # fmt: skip
        st.caption(say("knowledge.deleted_help"))
        for document in documents:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(document.name), width="stretch")
                st.button(
                    say("knowledge.restore"), key=f"knowledge.{document.id}.restore", icon=":material/undo:",
                    on_click=_restore, args=(brand, document),
                )  # fmt: skip


def _delete(brand: Brand, document: Document) -> None:
    try:
        the_copilot().learning.delete(brand, document.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
    st.session_state["knowledge.deleted"] = document.id


def _restore(brand: Brand, document: Document) -> None:
    try:
        the_copilot().shelving.restore(brand, document.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _page(brand: Brand) -> str:
    return f"knowledge.{brand.id}"
