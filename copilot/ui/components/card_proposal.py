"""A card proposed from what somebody wrote: paste or upload, look where each entry comes from, take it into the form."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.card import Card, CardKind, CardState, kind_of
from copilot.domain.persona import Persona
from copilot.domain.proposal import PersonaProposal, Proposal, Proposed
from copilot.errors import ButterflyError
from copilot.ui.components import card_form, card_words
from copilot.ui.components.card_form import NEW, page_of
from copilot.ui.components.card_words import LISTS, field_name
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, keep, locale, remember, say, the_copilot

PASTED, KNOWN = "pasted", "known"
FIGURES = ("sentence", "shortest_post", "longest_post", "post", "lines", "exclamations")
"""Of a rhythm, as the sentence about it calls them."""


def show(brand: Brand, kind: CardKind, states: Sequence[CardState]) -> None:
    """Where the texts are, then what they propose."""
    page = f"{page_of(brand, kind)}.proposal"
    _persona_texts(page, states) if kind is CardKind.PERSONA else _segment_texts(brand, page)
    if st.button(say("proposing.run"), key=f"{page}.run", icon=":material/content_paste_search:"):
        st.session_state.pop(f"{page}.made", None)
        try:
            st.session_state[f"{page}.made"] = _proposed(brand, kind, page)
        except ButterflyError as error:
            st.error(locale().explain(error), icon=":material/error:")
    made: Proposal | None = st.session_state.get(f"{page}.made")
    if made is not None:
        _made(brand, kind, made, states)


def _persona_texts(page: str, states: Sequence[CardState]) -> None:
    _paste(page, "posts_hint")
    left, right = st.columns(2)
    left.text_input(
        say("proposing.speaker"), placeholder=say("proposing.speaker_hint"), max_chars=40,
        **remember(page, "speaker", ""),
    )  # fmt: skip
    names = {NEW: say("proposing.new_card")} | {s.card.id: s.card.name for s in states}
    right.selectbox(
        say("proposing.target"), format_func=lambda c: names.get(c, ""), **choose(page, "target", list(names), NEW)
    )


def _segment_texts(brand: Brand, page: str) -> None:
    sources = {name: say(f"proposing.sources.{name}") for name in (KNOWN, PASTED)}
    source = st.segmented_control(
        say("proposing.source"), format_func=lambda s: sources[s], required=True,
        **choose(page, "source", list(sources), KNOWN),
    )  # fmt: skip
    if source == PASTED:
        _paste(page, "voices_hint")
        return
    products = {"": say("proposing.any_product")} | {p.name: p.name for p in brand.products}
    left, right = st.columns(2)
    left.selectbox(
        say("proposing.product"), format_func=lambda p: products.get(p, ""),
        **choose(page, "product", list(products), ""),
    )  # fmt: skip
    right.text_input(
        say("proposing.about"), placeholder=say("proposing.about_hint"), max_chars=60, **remember(page, "about", "")
    )


def _paste(page: str, hint: str) -> None:
    st.text_area(
        say("proposing.pasted"), placeholder=say(f"proposing.{hint}"), height=200, **remember(page, "pasted", "")
    )
    st.file_uploader(say("proposing.upload"), type=["md", "txt"], key=f"{page}.file")


def _proposed(brand: Brand, kind: CardKind, page: str) -> Proposal:
    state, proposing = st.session_state, the_copilot().people.proposing
    uploaded = state.get(f"{page}.file")
    text = proposing.text_of(uploaded.name, uploaded.getvalue()) if uploaded else str(state.get(f"{page}.pasted") or "")
    if kind is CardKind.PERSONA:
        target = str(state.get(f"{page}.target") or NEW)
        return proposing.persona(brand, text, str(state.get(f"{page}.speaker") or "").strip(), target)
    if state.get(f"{page}.source") == PASTED:
        return proposing.segment(brand, text)
    product = str(state.get(f"{page}.product") or "") or None
    return proposing.segment_of_knowledge(brand, product, str(state.get(f"{page}.about") or ""))


def _made(brand: Brand, kind: CardKind, made: Proposal, states: Sequence[CardState]) -> None:
    page = f"{page_of(brand, kind)}.proposal"
    st.success(say("proposing.ready"), icon=":material/check_circle:")
    if hidden := sum(s.hidden for s in made.samples):
        st.warning(say("cards.hidden", count=hidden), icon=":material/privacy_tip:")
    never: list[str] = []
    if isinstance(made, PersonaProposal):
        figures = {name: f"{getattr(made.rhythm, name):g}" for name in FIGURES}
        st.caption(say("proposing.rhythm", **figures, emoji=round(100 * made.rhythm.emoji)))
        st.markdown(f"**{field_name('tone')}**　{plain(made.tone)}")
        if made.who:
            st.caption(f"{say('proposing.about_self')} {_entries(made.who)}")
    else:
        st.markdown(f"**{field_name('situation')}**　{_entries(made.situation)}")
    for field in LISTS[kind]:
        if field != "never":
            st.markdown(f"**{field_name(field)}**　{_entries(getattr(made, field))}")
    if isinstance(made, PersonaProposal) and made.never:
        words = [p.text for p in made.never]
        never = st.pills(say("proposing.never"), words, selection_mode="multi", key=f"{page}.never") or []
    with st.expander(say("proposing.samples", count=len(made.samples)), key=f"{page}.samples"):
        st.markdown("\n".join(f"{s.number}. {plain(s.text)}" for s in made.samples))
        if made.left_out:
            st.caption(say("cards.left_out", count=made.left_out))
    target = next((s for s in states if s.card.id == st.session_state.get(f"{page}.target")), None)
    st.button(
        say("proposing.take"), key=f"{page}.take", type="primary", icon=":material/edit:",
        on_click=partial(_take, brand, kind, made, tuple(never), target),
    )  # fmt: skip


def _take(brand: Brand, kind: CardKind, made: Proposal, never: tuple[str, ...], target: CardState | None) -> None:
    card: Card = made.card
    if isinstance(card, Persona):
        card = replace(card, never=never)
    card_form.fill(brand, kind, with_proposed(target.card, card) if target else card, target)
    page = f"{page_of(brand, kind)}.proposal"
    # What was pasted may hold personal data, which the card does not.
    keep(page, "pasted", None)
    for name in ("made", "pasted"):
        st.session_state.pop(f"{page}.{name}", None)


def with_proposed(card: Card, proposed: Card) -> Card:
    """A card with the entries of another added to its own; what it says in words stays where it says any."""
    merged: dict[str, Any] = {}
    for field in card_words.fields(kind_of(card)):
        own, new = getattr(card, field), getattr(proposed, field)
        merged[field] = tuple(dict.fromkeys((*own, *new))) if isinstance(own, tuple) else own or new
    return replace(card, **merged)


def _entries(entries: Sequence[Proposed]) -> str:
    """Each with the numbers of the texts it comes from, as Markdown."""
    if not entries:
        return f":gray[{say('proposing.nothing')}]"
    told = (
        say("proposing.came_from", text=plain(e.text), numbers=say("cards.between").join(map(str, e.samples)))
        for e in entries
    )
    return " · ".join(told)
