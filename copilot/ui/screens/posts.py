"""Posts in the voice of a persona."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.draft import Task
from copilot.domain.ladder import Node
from copilot.domain.persona import Persona
from copilot.ui import lead_on
from copilot.ui.components import draft_view, empty, live_writing, text_form
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, current_brand, keep, kept, remember, say, the_copilot
from copilot.workflows.ask import VARIANTS, Ask


def show() -> None:
    st.title(say("app.pages.posts"))
    brand = current_brand()
    personas = the_copilot().store.brands.personas(brand.id) if brand else ()
    if brand is None or not personas:
        empty.show(brand, "personas")
        return
    page = f"posts.{brand.id}"
    lead_on.told(page)
    left, right = st.columns([5, 8], gap="large")
    with left:
        ask = form(brand, personas, page)
        pressed = st.button(
            _write(ask), type="primary", key=f"{page}.write", icon=":material/edit:", shortcut="Mod+Enter"
        )
        voice(next(p for p in personas if p.id == ask.persona))
    with right:
        if pressed:
            draft = live_writing.run(the_copilot().write(Task.POST, ask))
            if draft:
                keep(page, "draft", draft.id)
        if draft_view.show_kept(kept(page).get("draft")) is None:
            st.caption(say("posts.empty"))


def form(brand: Brand, personas: tuple[Persona, ...], page: str) -> Ask:
    """Who speaks, where, about what."""
    names = {p.id: p.name for p in personas}
    products = {"": say("posts.no_product")} | {p.name: p.name for p in brand.products}
    persona = st.segmented_control(
        say("draft.persona"), format_func=lambda p: names.get(p, ""), required=True,
        **choose(page, "persona", list(names), personas[0].id),
    )  # fmt: skip
    topic = st.text_area(
        say("draft.topic"), placeholder=say("posts.topic_example"), height=90, **remember(page, "topic", "")
    )
    product = st.selectbox(
        say("draft.product"), format_func=lambda p: products.get(p, ""), **choose(page, "product", list(products), "")
    )
    first, second = st.columns(2)
    channel = first.selectbox(
        say("draft.channel"), format_func=lambda c: say(f"channels.{c}"),
        **choose(page, "channel", [c.value for c in Channel], Channel.MOMENTS.value),
    )  # fmt: skip
    kind, origin = text_form.show(page, Channel(channel))
    node = second.selectbox(
        say("draft.node"), format_func=lambda n: say(f"nodes.{n}"),
        **choose(page, f"node.{kind.id}", [n.value for n in Node], kind.node.value),
    )  # fmt: skip
    text_form.needs(kind)
    return Ask(
        brand=brand.id, persona=persona, channel=Channel(channel), product=product or None,
        node=Node(node), topic=topic or "", text_form=kind.id, origin=origin,
    )  # fmt: skip


def _write(ask: Ask) -> str:
    """What the button says: how many texts there will be."""
    kind = the_copilot().briefing.text_form(ask.text_form)
    if kind is None or kind.variants == VARIANTS:
        return say("draft.write")
    return say(f"posts.write_{kind.variants}")


def voice(persona: Persona) -> None:
    """How this persona sounds, with real samples."""
    with st.expander(say("posts.voice_of", name=plain(persona.name)), icon=":material/record_voice_over:"):
        st.markdown(plain(persona.who))
        st.caption(plain(persona.tone))
        for sample in persona.samples[:2]:
            st.markdown(f"> {plain(sample)}")


show()
