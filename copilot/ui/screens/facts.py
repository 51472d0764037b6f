"""Facts and prices: what to settle, what is in force on any day, what ends, what starts, and where each was read."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.components import aliases, conflicts, empty, facts_table, models
from copilot.ui.state import choose, current_brand, remember, say, the_copilot
from copilot.workflows.ask import Ask

PARTS = ("in_force", "ending", "starting", "ended")
KINDS = ("prices", "everything")


def show() -> None:
    st.title(say("app.pages.facts"))
    brand = current_brand()
    if brand is None:
        empty.show(None)
        return
    st.markdown(say("facts.lead"))
    conflicts.show(brand)
    timeline(brand)
    models.show(brand)
    aliases.show(brand)


def timeline(brand: Brand) -> None:
    """The facts of any day, by where the day lies to their dates."""
    page = f"facts.{brand.id}"
    st.subheader(say("facts.timeline"))
    left, middle, right = st.columns([2, 3, 3])
    day = left.date_input(
        say("facts.day"), value=the_copilot().today(), key=f"{page}.day", format="YYYY-MM-DD", persist_state="session"
    )
    names = ["", *(p.name for p in brand.products)]
    product = middle.selectbox(
        say("draft.product"), format_func=lambda name: name or say("facts.any_product"),
        **choose(page, "product", names, ""),
    )  # fmt: skip
    kind = right.segmented_control(
        say("facts.kind"), required=True, format_func=lambda k: say(f"facts.kinds.{k}"),
        **choose(page, "kind", list(KINDS), KINDS[0]),
    )  # fmt: skip
    found = the_copilot().timeline(Ask(brand=brand.id, product=product or None, at=day or None))
    parts = {part: facts_table.of_kind(getattr(found, part), prices=kind == KINDS[0]) for part in PARTS}
    part = st.segmented_control(
        say("facts.when"), list(PARTS), required=True, label_visibility="collapsed",
        format_func=lambda name: say("facts.part", part=say(f"facts.{name}"), count=len(parts[name])),
        **remember(page, "part", PARTS[0]),
    )  # fmt: skip
    facts_table.show(brand, part, parts[part])


show()
