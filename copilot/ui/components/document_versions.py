"""Every version of a document: when it came, looking into it, its file, and bringing it back; replacing the file."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.document import Document
from copilot.errors import ButterflyError
from copilot.ui.components import learning
from copilot.ui.components.reading_passages import fact_row, row
from copilot.ui.moments import zone
from copilot.ui.state import TROUBLE_KEY, say, the_copilot
from copilot.workflows.belonging import NamedFile

ROWS = 200


def show(brand: Brand, document: Document) -> None:
    """The versions, newest first, and the one that is looked into."""
    versions = the_copilot().store.documents.versions(brand.id, document.id)
    st.dataframe(
        [_row(v, versions[:i]) for i, v in reversed(list(enumerate(versions)))], hide_index=True,
        key=f"knowledge.{document.id}.versions",
        column_config={
            say("knowledge.learned_at"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", timezone=zone()),
        },
    )  # fmt: skip
    numbers = {
        v.version: say("versions.newest" if v.version == document.version else "versions.number", number=v.version)
        for v in reversed(versions)
    }
    chosen = st.selectbox(
        say("versions.look"), list(numbers), key=f"knowledge.{document.id}.{document.version}.version",
        format_func=numbers.__getitem__,
    )  # fmt: skip
    version = next(v for v in versions if v.version == chosen)
    _one(brand, document, version)
    _replacing(brand, document)


def _one(brand: Brand, document: Document, version: Document) -> None:
    key = f"knowledge.{document.id}.v{version.version}"
    with st.container(horizontal=True):
        st.download_button(
            say("versions.download"), partial(the_copilot().store.documents.content, brand.id, document.id, version.version),
            file_name=document.name.rpartition("/")[2], mime=document.media_type, key=f"{key}.download",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if version.sha256 != document.sha256:
            st.button(
                say("versions.bring_back"), key=f"{key}.back", icon=":material/history:", on_click=_bring_back,
                args=(brand, document, version.version),
            )  # fmt: skip
    if version.version != document.version and version.sha256 == document.sha256:
        st.caption(say("versions.same_file"))
    if version.version != document.version:
        _contents(brand, version, key)


def _contents(brand: Brand, version: Document, key: str) -> None:
    documents = the_copilot().store.documents
    passages = documents.passages_of(brand.id, version.id, limit=ROWS, version=version.version)
    facts = documents.facts_of(brand.id, version.id, limit=ROWS, version=version.version)
    st.markdown(say("knowledge.passages_of", count=version.passages))
    st.dataframe([row(p) for p in passages], hide_index=True, key=f"{key}.passages")
    st.markdown(say("knowledge.facts_of", count=version.facts))
    st.dataframe([fact_row(f) for f in facts], hide_index=True, key=f"{key}.facts")
    if max(version.passages, version.facts) > ROWS:
        st.caption(say("versions.first_rows", count=ROWS))


def _replacing(brand: Brand, document: Document) -> None:
    """Another file in this one's place: under its name, so it has to be of the same kind."""
    ending = document.name.rpartition(".")[2].lower()
    key = f"knowledge.{document.id}.{document.version}.replace"
    with st.expander(say("versions.replace"), icon=":material/swap_horiz:", key=f"{key}.more"):
        st.caption(say("versions.replace_help", ending=ending))
        uploaded = st.file_uploader(say("versions.replace_with"), type=[ending], key=f"{key}.file")
        pressed = st.button(say("versions.replace_now"), key=f"{key}.now", disabled=uploaded is None)
        if pressed and uploaded is not None:
            report = learning.run(the_copilot().learn_files([NamedFile(document.name, uploaded.getvalue)], brand.id))
            if report and report.documents:
                st.rerun()
            if report:
                learning.show_report(report)


def _bring_back(brand: Brand, document: Document, version: int) -> None:
    try:
        the_copilot().restore(document.id, version, brand.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _row(version: Document, earlier: tuple[Document, ...]) -> dict[str, object]:
    return {
        say("knowledge.version"): version.version,
        say("versions.how"): say(f"versions.{_how(version, earlier)}"),
        say("knowledge.learned_at"): version.learned_at,
        say("versions.size"): f"{version.size_bytes / 1024:,.1f} KB",
        say("knowledge.passages"): version.passages,
        say("knowledge.facts"): version.facts,
    }


def _how(version: Document, earlier: tuple[Document, ...]) -> str:
    """How a version came about, told from those before it."""
    if not earlier:
        return "learned"
    if earlier[-1].sha256 == version.sha256:
        return "corrected"
    return "brought_back" if any(v.sha256 == version.sha256 for v in earlier) else "changed"
