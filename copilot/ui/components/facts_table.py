"""A table of facts; a chosen row shows the place it was read from and leads to its document."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.evidence import Fact, Field
from copilot.ui.components.findings import plain
from copilot.ui.places import place, whereabouts
from copilot.ui.state import say, the_copilot


def of_kind(facts: Sequence[Fact], *, prices: bool) -> list[Fact]:
    """The prices alone, or everything."""
    return [f for f in facts if not prices or f.field in Field.PRICES]


def field_name(field: str) -> str:
    """A field as people call it; an unknown one keeps the document's word."""
    key = f"fields.{field}"
    name = say(key)
    return field if name == key else name


def show(brand: Brand, part: str, facts: Sequence[Fact]) -> None:
    """The facts, and below them the source of the one that is chosen."""
    if not facts:
        st.caption(say(f"facts.none.{part}"))
        return
    chosen = st.dataframe(
        [_row(f) for f in facts], hide_index=True, on_select="rerun", selection_mode="single-row",
        key=f"facts.{brand.id}.table.{part}",
        column_config={
            say("knowledge.from"): st.column_config.TextColumn(width=90),
            say("knowledge.to"): st.column_config.TextColumn(width=90),
            say("knowledge.value"): st.column_config.TextColumn(width="small"),
            say("facts.condition"): st.column_config.TextColumn(width="medium"),
            say("facts.source"): st.column_config.TextColumn(width="medium"),
        },
    ).selection.rows  # fmt: skip
    if chosen and chosen[0] < len(facts):
        _source(brand, facts[chosen[0]])
    else:
        st.caption(say("facts.choose_row"))


def _source(brand: Brand, fact: Fact) -> None:
    with st.container(border=True, key=f"card-facts.{brand.id}.source"):
        value = plain(f"{fact.value} {fact.unit}".strip())
        st.markdown(f"**{plain(fact.product or brand.name)} {plain(field_name(fact.field))}** {value}")
        st.caption(f":material/table_view: {plain(whereabouts(fact.source))}")
        for passage in the_copilot().searching.read_from(brand, fact)[:2]:
            st.markdown(plain(passage.text))
        if st.button(say("facts.open"), key=f"facts.{brand.id}.open", icon=":material/arrow_forward:"):
            st.session_state[f"knowledge.{brand.id}.open"] = fact.source.document_id
            st.switch_page("screens/knowledge.py")


def _row(fact: Fact) -> dict[str, object]:
    return {
        say("knowledge.product"): fact.product,
        say("knowledge.field"): field_name(fact.field),
        say("knowledge.value"): f"{fact.value} {fact.unit}".strip(),
        say("facts.condition"): fact.note,
        say("knowledge.from"): fact.valid_from.isoformat() if fact.valid_from else "",
        say("knowledge.to"): fact.valid_to.isoformat() if fact.valid_to else "",
        say("facts.source"): f"{fact.source.document} · {place(fact.source.locator)}",
    }
