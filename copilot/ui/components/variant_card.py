"""One variant of a draft as a card: its idea, the text, what was found, sources, length, edit, save and copy."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from copilot.domain.channel import ChannelForm
from copilot.domain.conversation import Move
from copilot.domain.draft import Draft, Task, Variant, without_marks
from copilot.domain.waiver import standing
from copilot.errors import ButterflyError
from copilot.ui.components import ai_label, checked_text, findings, second_opinion, sentence_rewrite, sources
from copilot.ui.components.findings import Sheet
from copilot.ui.live_ask import Asked
from copilot.ui.marked_text import marked_html
from copilot.ui.state import keep, kept, language, locale, say, the_copilot
from copilot.workflows.ask import Ask

EDITS = "edits"


@dataclass(frozen=True, slots=True)
class Card:
    """A variant and where it is shown. `number` counts from 1; with `shortcut` its key copies it."""

    draft: Draft
    number: int
    form: ChannelForm
    shortcut: bool = False
    copied: Callable[[int], None] | None = None
    """Is told the number after a copy."""

    @property
    def variant(self) -> Variant:
        return self.draft.variants[self.number - 1]

    @property
    def pick(self) -> str:
        return str(self.number) if self.shortcut else ""

    @property
    def key(self) -> str:
        return f"card.{self.draft.id}.{self.number}"


def show(card: Card) -> None:
    """Draw the card; an edit is kept at once and checked when saved."""
    variant = card.variant
    edited: str | None = kept(EDITS).get(card.key)
    with st.container(border=True, key=card.key):
        if edited is None:
            _headline(card, variant.plain)
            found = the_copilot().checking.judged(card.draft.brand_id, variant.text, variant.findings)
            judged = second_opinion.heed_judged(variant.text, found, card.key)
            left = standing(judged)
            st.html(marked_html(variant.text, left, variant.citations))
            _actions(card, well=not left)
            checked_text.legend({f.severity for f in left})
            findings.show(judged, Sheet(card.key, card.draft.brand_id, variant.text, partial(_revise, card)))
            sentence_rewrite.show_for_draft(card.draft, card.number, card.key)
            second_opinion.show(variant.text, judged, _asked(card.draft), card.key)
        else:
            _editor(card, edited)


def _asked(draft: Draft) -> Ask:
    return Ask(brand=draft.brand_id, product=draft.product, channel=draft.channel, language=draft.language)


def _headline(card: Card, plain_text: str) -> None:
    idea = say(f"ideas.{card.variant.idea}") if card.variant.idea else say("draft.variant", number=card.number)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = " · ".join(part for part in _told(card) if part)
        why = f"　:gray[:small[{findings.plain(told)}]]" if told else ""
        st.markdown(f"**{card.number}　{idea}**{why}", width="stretch")
        st.markdown(_length(card.form, len(plain_text)), width="content")


def _told(card: Card) -> tuple[str, ...]:
    """The step and why; of a reply, whose moves have one reason each, also where the model gave none."""
    variant = card.variant
    if card.draft.task is not Task.REPLY:
        return (variant.why,)
    step = say(f"steps.{variant.step}") if variant.step else ""
    return step, say(f"desk.whys.{variant.idea}") if variant.idea in list(Move) else variant.why


def _length(form: ChannelForm, count: int) -> str:
    """How long it is against what reads well and what the platform takes."""
    limit = form.soft_characters or form.hard_characters
    counted = say("draft.length_of", count=count, limit=limit) if limit else say("draft.length", count=count)
    if form.hard_characters and count > form.hard_characters:
        return f":red[:small[{counted}]]"
    return f":orange[:small[{counted}]]" if limit and count > limit else f":gray[:small[{counted}]]"


def _actions(card: Card, *, well: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = partial(card.copied, card.number) if card.copied else None
        ai_label.show_copy(card.draft, card.number, card.key, card.pick, on_copy=told)
        st.button(
            say("draft.edit"), key=f"{card.key}.edit", on_click=_edit, args=(card,), icon=":material/edit:",
            type="tertiary",
        )  # fmt: skip
        sources.show(card.variant.citations, f"{card.key}.sources")
        if well:
            st.caption(f":material/verified: {say('findings.none')}", width="content")


def _editor(card: Card, edited: str) -> None:
    _typing(card, edited)
    if message := st.session_state.pop(f"{card.key}.error", None):
        st.error(message)


@st.fragment
def _typing(card: Card, edited: str) -> None:
    """The editor and what is found in its text; only this part is drawn again while someone types."""
    key = f"{card.key}.text"
    if key not in st.session_state:
        st.session_state[key] = edited
    _headline(card, without_marks(st.session_state[key]))
    with st.container(key=f"live-{card.key}"):
        text = st.text_area(
            say("draft.edit"), key=key, label_visibility="collapsed", height=180, on_change=_keep_edit, args=(card,)
        )
    _way_out(card, text)
    st.caption(say("draft.marks_help"))
    judged = the_copilot().check_edit(card.draft, text, card.variant.idea).judged if text.strip() else ()
    asked = Asked(language=language(), draft=card.draft.id, number=card.number)
    checked_text.found(card.key, asked, text, judged, card.variant.citations)
    if judged:
        findings.show(judged, Sheet(f"{card.key}.edit", card.draft.brand_id, text, partial(_put, card)))


def _way_out(card: Card, text: str) -> None:
    """Save, with a copy or without, or leave; above what is found, because a finding that appears must not push a button from under the hand."""
    with st.container(horizontal=True, gap="small"):
        saved = st.button(
            say("draft.save"), key=f"{card.key}.save", on_click=_save, args=(card,), icon=":material/check:",
            type="primary",
        )  # fmt: skip
        if plain_text := without_marks(text).strip():
            ai_label.show_edited_copy(
                card.draft, card.number, plain_text, card.key, on_copy=partial(_save_copied, card)
            )  # fmt: skip
        left = st.button(say("draft.undo"), key=f"{card.key}.undo", on_click=_undo, args=(card,), type="tertiary")
    done = st.session_state.pop(f"{card.key}.saved", False)
    if saved or left or done:
        st.rerun()


def _put(card: Card, text: str) -> None:
    st.session_state[f"{card.key}.text"] = text
    keep(EDITS, card.key, text)


def _revise(card: Card, text: str) -> None:
    the_copilot().revise(card.draft, card.number, text)


def _edit(card: Card) -> None:
    keep(EDITS, card.key, card.variant.text)


def _keep_edit(card: Card) -> None:
    keep(EDITS, card.key, st.session_state[f"{card.key}.text"])


def _undo(card: Card) -> None:
    keep(EDITS, card.key, None)
    st.session_state.pop(f"{card.key}.text", None)


def _save(card: Card) -> None:
    try:
        the_copilot().revise(card.draft, card.number, kept(EDITS).get(card.key) or "")
    except ButterflyError as error:
        st.session_state[f"{card.key}.error"] = locale().explain(error)
        return
    _undo(card)
    st.session_state[f"{card.key}.saved"] = True
    st.toast(say("draft.saved"), icon=":material/check:")


def _save_copied(card: Card) -> None:
    _save(card)
    if card.copied and f"{card.key}.error" not in st.session_state:
        card.copied(card.number)
