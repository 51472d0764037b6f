"""The passages of a document with their roles, and giving them other roles or products."""

from dataclasses import replace

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.correction import CorrectionChange, Corrections
from copilot.domain.document import Document
from copilot.domain.evidence import Fact, Passage, Role
from copilot.ui.components.looks import say_it
from copilot.ui.components.paging import page
from copilot.ui.components.reading_tables import selected
from copilot.ui.places import place
from copilot.ui.state import say, the_copilot
from copilot.workflows.correct import about_passage

AT_ONCE = 200
AS_IT_IS, NONE = "as_it_is", "none"


def show(brand: Brand, document: Document) -> None:
    """A page of passages; those that are chosen get the role and product picked below."""
    said = the_copilot().correcting.said(brand, document.name)
    key = f"knowledge.{document.id}.{document.version}.{said.serial}.passages"
    now = page(document.passages, AT_ONCE, f"{key}.page")
    passages = the_copilot().store.documents.passages_of(
        brand.id, document.id, limit=now.stop - now.start, offset=now.start
    )
    st.dataframe(
        [row(p) for p in passages], hide_index=True, key=f"{key}.{now.start}", on_select="rerun",
        selection_mode="multi-row",
        column_config={say("knowledge.text"): st.column_config.TextColumn(width="large")},
    )  # fmt: skip
    if passages:
        _editor(brand, document, passages, (f"{key}.{now.start}", said))


def _editor(
    brand: Brand, document: Document, passages: tuple[Passage, ...], listed: tuple[str, Corrections]
) -> None:  # fmt: skip
    key = listed[0]
    roles = {AS_IT_IS: say("reading.as_it_is"), **{r.value: say(f"roles.{r}") for r in Role}}
    products = {AS_IT_IS: say("reading.as_it_is"), NONE: say("reading.no_product")}
    products |= {f"={p.name}": p.name for p in brand.products}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(say("reading.role_is"), list(roles), key=f"{key}.role", width=200, format_func=roles.__getitem__)
        st.selectbox(
            say("reading.product_is"), list(products), key=f"{key}.product", width=240,
            format_func=products.__getitem__,
        )  # fmt: skip
        st.button(
            say("reading.change_passages"), key=f"{key}.apply", icon=":material/check:", on_click=_say_passages,
            args=(brand, document, passages, listed),
        )  # fmt: skip


def _say_passages(
    brand: Brand, document: Document, passages: tuple[Passage, ...], listed: tuple[str, Corrections]
) -> None:  # fmt: skip
    key, before = listed
    chosen = selected(key)
    role, product = st.session_state[f"{key}.role"], st.session_state[f"{key}.product"]
    if not chosen or (role == AS_IT_IS and product == AS_IT_IS):
        st.toast(say("reading.choose_first"), icon=":material/touch_app:")
        return
    said = [about_passage(passages[i], before.said) for i in chosen]
    if role != AS_IT_IS:
        said = [replace(s, role=Role(role)) for s in said]
    if product != AS_IT_IS:
        said = [replace(s, product="" if product == NONE else product.removeprefix("=")) for s in said]
    say_it(brand, document.name, CorrectionChange(tuple(said), seen=before.serial))


def row(passage: Passage) -> dict[str, object]:
    """A passage as a row of a list."""
    return {
        say("knowledge.role"): say(f"roles.{passage.role}"),
        say("knowledge.text"): passage.text,
        say("knowledge.product"): passage.product or "",
        say("knowledge.place"): place(passage.source.locator),
    }


def fact_row(fact: Fact) -> dict[str, object]:
    """A fact as a row of a list."""
    key = f"fields.{fact.field}"
    name = say(key)
    return {
        say("knowledge.product"): fact.product,
        say("knowledge.field"): fact.field if name == key else name,
        say("knowledge.value"): f"{fact.value} {fact.unit}".strip(),
        say("knowledge.from"): fact.valid_from,
        say("knowledge.to"): fact.valid_to,
        say("knowledge.place"): place(fact.source.locator),
    }
