"""The same topic in two or three voices, beside each other, with how far each text is from each of them."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.persona import Persona
from copilot.errors import ButterflyError
from copilot.ui.components import live_writing, variant_card
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, keep, kept, locale, remember, say, the_copilot
from copilot.workflows.ask import Ask
from copilot.workflows.side_by_side import FEWEST, MOST, InVoice, SideBySide


def show(brand: Brand, personas: tuple[Persona, ...]) -> None:
    """Who, about what; then the texts, as they come and as they were written last."""
    page = f"voices.{brand.id}"
    st.markdown(say("voices.try_lead"))
    if len(personas) < FEWEST:
        st.info(say("voices.few"), icon=":material/group:")
        return
    chosen, ask = _form(brand, personas, page)
    ready = FEWEST <= len(chosen) <= MOST and bool(ask.topic or ask.product)
    if not ready:
        st.caption(say("voices.topic_or_product" if chosen and len(chosen) >= FEWEST else "voices.choose"))
    if st.button(say("voices.write"), key=f"{page}.write", type="primary", icon=":material/edit:", disabled=not ready):
        _write(page, SideBySide.of(the_copilot(), chosen, ask))
    _written(brand, page)


def _form(brand: Brand, personas: tuple[Persona, ...], page: str) -> tuple[list[str], Ask]:
    names = {p.id: p.name for p in personas}
    field = f"{page}.personas"
    if field not in st.session_state:
        known = [p for p in kept(page).get("personas") or [] if p in names]
        st.session_state[field] = known or list(names)[:MOST]
    chosen = st.pills(
        say("voices.who"), list(names), selection_mode="multi", format_func=lambda p: names[p], key=field,
        on_change=lambda: keep(page, "personas", list(st.session_state[field])),
    )  # fmt: skip
    topic = st.text_input(say("draft.topic"), placeholder=say("posts.topic_example"), **remember(page, "topic", ""))
    products = {"": say("posts.no_product")} | {p.name: p.name for p in brand.products}
    left, right = st.columns(2)
    channels = {c.value: say(f"channels.{c}") for c in Channel}
    product = left.selectbox(
        say("draft.product"), format_func=lambda p: products.get(p, ""), **choose(page, "product", list(products), "")
    )
    channel = right.selectbox(
        say("draft.channel"), format_func=lambda c: channels.get(c, ""),
        **choose(page, "channel", list(channels), Channel.MOMENTS.value),
    )  # fmt: skip
    return list(chosen or ()), Ask(
        brand=brand.id, topic=(topic or "").strip(), product=product or None, channel=Channel(channel)
    )


def _write(page: str, beside: SideBySide) -> None:
    """Write them one after the other, each in its column."""
    made: dict[str, str] = {}
    columns = st.columns(len(beside.personas), gap="medium")
    try:
        for column, (persona, events) in zip(columns, beside.events(), strict=True):
            with column:
                st.markdown(f"**{plain(persona.name)}**")
                if draft := live_writing.run(events):
                    made[persona.id] = draft.id
    except ButterflyError as error:
        st.error(locale().explain(error), icon=":material/error:")
    keep(page, "drafts", made)
    st.rerun()


def _written(brand: Brand, page: str) -> None:
    copilot = the_copilot()
    made: dict[str, str] = kept(page).get("drafts") or {}
    drafts = copilot.store.drafts.many(list(made.values()))
    personas = {p.id: p for p in copilot.store.brands.personas(brand.id, retired=True)}
    shown = [(personas[p], drafts[d]) for p, d in made.items() if p in personas and d in drafts]
    if not shown:
        st.caption(say("voices.empty"))
        return
    beside = SideBySide(copilot, tuple(p for p, _ in shown), Ask(brand=brand.id))
    for column, (persona, draft) in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        with column:
            st.markdown(f"**{plain(persona.name)}**")
            _distances(beside.heard(persona, draft), {p.id: p.name for p, _ in shown})
            live_writing.show_notices(draft)
            form = copilot.briefing.form(draft.task, draft.channel, draft.language)
            variant_card.show(variant_card.Card(draft, 1, form))


def _distances(told: InVoice, names: dict[str, str]) -> None:
    figures = [
        say("voices.distances", name=plain(names[p]), distance=f"{told.distances[p]:.2f}")
        for p in (told.persona.id, *(p for p in names if p != told.persona.id))
    ]
    own = told.nearest == told.persona.id
    badge = f":green-badge[{say('voices.own')}]" if own else f":orange-badge[{say('voices.nearer', name=plain(names[told.nearest]))}]"  # fmt: skip
    st.caption(f"{' · '.join(figures)} {badge}")
