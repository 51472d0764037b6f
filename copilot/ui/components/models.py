"""Models that are easily mixed up, side by side: only the fields in which they differ."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.components.facts_table import field_name
from copilot.ui.state import choose, say, the_copilot
from copilot.workflows.ask import Ask


def show(brand: Brand) -> None:
    """A family of near-namesakes and what differs between them."""
    families = the_copilot().families(brand)
    if not families:
        return
    page = f"facts.{brand.id}"
    st.subheader(say("facts.models"))
    st.caption(say("facts.models_help"))
    names = {family[0]: family for family in families}
    first = next(iter(names))
    chosen = first
    if len(names) > 1:
        chosen = st.selectbox(
            say("facts.family"), format_func=lambda name: " / ".join(names[name]),
            **choose(page, "family", list(names), first),
        )  # fmt: skip
    differences = the_copilot().compare(names[chosen], Ask(brand=brand.id))
    rows = [
        {
            say("knowledge.field"): field_name(d.field),
            **{
                product: " / ".join(dict.fromkeys(f"{f.value} {f.unit}".strip() for f in facts))
                for product, facts in d.values.items()
            },
        }
        for d in differences
    ]
    st.dataframe(rows, hide_index=True, key=f"{page}.models")
