"""One variant of a draft as a card: its idea, the text, what was found, sources, length, edit, save and copy."""

from dataclasses import dataclass

import streamlit as st

from copilot.domain.channel import ChannelForm
from copilot.domain.draft import Draft, Variant, without_marks
from copilot.errors import ButterflyError
from copilot.ui.components import copy_button, findings, sources
from copilot.ui.marked_text import marked_html
from copilot.ui.state import keep, kept, locale, say, the_copilot


@dataclass(frozen=True, slots=True)
class Card:
    """A variant and where it is shown. `number` counts from 1."""

    draft: Draft
    number: int
    form: ChannelForm
    shortcut: bool = False

    @property
    def variant(self) -> Variant:
        return self.draft.variants[self.number - 1]

    @property
    def key(self) -> str:
        return f"card.{self.draft.id}.{self.number}"


def show(card: Card) -> None:
    """Draw the card; edits are kept at once and checked when saved."""
    variant = card.variant
    with st.container(border=True, key=card.key):
        _headline(card)
        editing = st.session_state.get(f"{card.key}.editing", False)
        if editing:
            _editor(card)
        else:
            st.html(marked_html(variant.text, variant.findings, variant.citations))
        if variant.why:
            st.caption(variant.why)
        _actions(card, editing)
        if variant.findings:
            findings.show(variant.findings)


def _headline(card: Card) -> None:
    idea = say(f"ideas.{card.variant.idea}") if card.variant.idea else say("draft.variant", number=card.number)
    step = say(f"steps.{card.variant.step}") if card.variant.step else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{card.number}　{idea}**" + (f" :gray-badge[{step}]" if step else ""), width="stretch")
        st.caption(_length(card), width="content")


def _length(card: Card) -> str:
    text = without_marks(_text_now(card))
    limit = card.form.soft_characters or card.form.hard_characters
    if limit is None:
        return say("draft.length", count=len(text))
    over = len(text) > limit
    counted = say("draft.length_of", count=len(text), limit=limit)
    return f":orange[{counted}]" if over else counted


def _actions(card: Card, editing: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        copy_button.show(without_marks(_text_now(card)), f"{card.key}.copy")
        if editing:
            st.button(say("draft.save"), key=f"{card.key}.save", on_click=_save, args=(card,), icon=":material/check:")
            st.button(say("draft.undo"), key=f"{card.key}.undo", on_click=_undo, args=(card,), type="tertiary")
        else:
            shortcut = str(card.number) if card.shortcut else None
            st.button(
                say("draft.edit"), key=f"{card.key}.edit", on_click=_edit, args=(card,), shortcut=shortcut,
                icon=":material/edit:", type="tertiary",
            )  # fmt: skip
        sources.show(card.variant.citations, f"{card.key}.sources")


def _editor(card: Card) -> None:
    key = f"{card.key}.text"
    if key not in st.session_state:
        st.session_state[key] = _text_now(card)
    st.text_area(
        say("draft.edit"), key=key, label_visibility="collapsed", height=180, on_change=_keep_edit, args=(card,)
    )
    if message := st.session_state.pop(f"{card.key}.error", None):
        st.error(message)


def _text_now(card: Card) -> str:
    """The edited text where there is one, else the variant's."""
    edited: str | None = st.session_state.get(f"{card.key}.text") or kept("edits").get(card.key)
    return edited or card.variant.text


def _keep_edit(card: Card) -> None:
    keep("edits", card.key, st.session_state[f"{card.key}.text"])


def _edit(card: Card) -> None:
    st.session_state[f"{card.key}.editing"] = True


def _undo(card: Card) -> None:
    keep("edits", card.key, None)
    st.session_state.pop(f"{card.key}.text", None)
    st.session_state[f"{card.key}.editing"] = False


def _save(card: Card) -> None:
    try:
        the_copilot().revise(card.draft, card.number, _text_now(card))
    except ButterflyError as error:
        st.session_state[f"{card.key}.error"] = locale().explain(error)
        return
    _undo(card)
    st.toast(say("draft.saved"), icon=":material/check:")
