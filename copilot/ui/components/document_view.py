"""The documents of a brand, and what was understood of the one that is opened: passages with roles, and facts."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.document import Document
from copilot.domain.evidence import Fact, Passage
from copilot.ui.state import say, the_copilot


def show(brand: Brand) -> None:
    """A list to choose from; below it the chosen document."""
    documents = the_copilot().store.documents.all(brand.id)
    st.subheader(say("knowledge.documents", count=len(documents)))
    _deleted(brand)
    if not documents:
        st.caption(say("knowledge.no_documents"))
        return
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
    table = st.dataframe(
        rows, hide_index=True, on_select="rerun", selection_mode="single-row", key=f"knowledge.{brand.id}.documents",
        column_config={
            say("knowledge.name"): st.column_config.TextColumn(width="large"),
            say("knowledge.learned_at"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", timezone=zone()),
        },
    )  # fmt: skip
    chosen = table.selection.rows
    if chosen and chosen[0] < len(documents):
        _opened(brand, documents[chosen[0]])
    else:
        st.caption(say("knowledge.choose"))


def zone() -> str:
    """The visitor's time zone, for showing moments."""
    return st.context.timezone or "UTC"


def _opened(brand: Brand, document: Document) -> None:
    store = the_copilot().store
    passages, facts = st.tabs(
        [say("knowledge.passages_of", count=document.passages), say("knowledge.facts_of", count=document.facts)]
    )
    passages.dataframe(
        [_passage_row(p) for p in store.documents.passages_of(brand.id, document.id)],
        hide_index=True, key=f"knowledge.{document.id}.passages",
    )  # fmt: skip
    facts.dataframe(
        [_fact_row(f) for f in store.documents.facts_of(brand.id, document.id)],
        hide_index=True, key=f"knowledge.{document.id}.facts",
    )  # fmt: skip
    st.button(
        say("knowledge.delete", name=document.name), key=f"knowledge.{document.id}.delete", icon=":material/delete:",
        on_click=_delete, args=(brand, document),
    )  # fmt: skip


def _deleted(brand: Brand) -> None:
    """The document deleted last, with the way back."""
    document: Document | None = st.session_state.get("knowledge.deleted")
    if document is None or document.brand_id != brand.id:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(say("knowledge.deleted", name=document.name), icon=":material/delete:")
        st.button(say("knowledge.restore"), key="knowledge.restore", on_click=_restore, args=(brand, document))


def _delete(brand: Brand, document: Document) -> None:
    the_copilot().learning.delete(brand, document.id)
    st.session_state["knowledge.deleted"] = document


def _restore(brand: Brand, document: Document) -> None:
    the_copilot().learning.restore(brand, document.id)
    del st.session_state["knowledge.deleted"]


def _passage_row(passage: Passage) -> dict[str, object]:
    return {
        say("knowledge.role"): say(f"roles.{passage.role}"),
        say("knowledge.text"): passage.text,
        say("knowledge.product"): passage.product or "",
        say("knowledge.place"): passage.source.locator,
    }


def _fact_row(fact: Fact) -> dict[str, object]:
    key = f"fields.{fact.field}"
    name = say(key)
    return {
        say("knowledge.product"): fact.product,
        say("knowledge.field"): fact.field if name == key else name,
        say("knowledge.value"): f"{fact.value} {fact.unit}".strip(),
        say("knowledge.from"): fact.valid_from,
        say("knowledge.to"): fact.valid_to,
        say("knowledge.place"): fact.source.locator,
    }
