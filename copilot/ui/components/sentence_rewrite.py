"""Saying one sentence of a text otherwise: pick it, press how, see what changes, take it or leave it, take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from copilot.domain.calendar import Item
from copilot.domain.draft import Draft, without_marks
from copilot.domain.sentences import Proposal, SentenceWish, sentences
from copilot.errors import ButterflyError, Conflict
from copilot.ui.actor import current_actor
from copilot.ui.changed_text import changed_html
from copilot.ui.components.findings import plain
from copilot.ui.components.people_names import with_names
from copilot.ui.components.spending_words import taken
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.rewrite_sentence import variant_text

SHOWN_OF_A_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A variant (`number` from 1) and what taking a proposal and taking it back mean for it."""

    key: str
    draft: Draft
    number: int
    take: Callable[[Proposal], object]
    undo: Callable[[], object]


def show_for_draft(draft: Draft, number: int, key: str) -> None:
    """For a variant on a card."""
    rewriting = the_copilot().sentences
    _show(Place(key, draft, number, rewriting.take, lambda: rewriting.undo(draft, number)))


def show_for_item(item: Item, draft: Draft, page: str, after: Callable[[Item], object] = lambda item: item) -> None:
    """For the text of an item of the calendar; `after` is done with the item that came of it."""
    rewriting = the_copilot().sentences
    number = next((n for n, v in enumerate(draft.variants, 1) if v.text == draft.text), 1)
    _show(
        Place(
            f"{page}.{item.id}", draft, number,
            lambda proposal: after(rewriting.take_for_item(item, proposal, current_actor())),
            lambda: after(rewriting.undo_for_item(item, draft, current_actor())),
        )
    )  # fmt: skip


def _show(place: Place) -> None:
    key = f"{place.key}.sentence"
    open_now = f"{key}.proposal" in st.session_state or f"{key}.trouble" in st.session_state
    with st.expander(say("sentence.title"), icon=":material/edit_note:", key=key, expanded=open_now):
        spots = sentences(variant_text(place.draft, place.number))
        # The version is in the key: after a change the choice begins anew.
        chosen = st.selectbox(
            say("sentence.which"), range(1, len(spots) + 1), key=f"{key}.which.{place.draft.version}",
            format_func=lambda n: _short(spots[n - 1][1]),
        )  # fmt: skip
        wish = _wishes(key)
        if wish is not None and chosen:
            with st.spinner(say("sentence.working")):
                _propose(place, key, chosen, wish)
            st.rerun()
        _proposal(place, key)
        if the_copilot().sentences.former(place.draft, place.number) is not None:
            st.button(
                say("sentence.undo"), key=f"{key}.undo", icon=":material/undo:", type="tertiary",
                on_click=partial(_done, key, place.undo, "undone"),
            )  # fmt: skip


def _wishes(key: str) -> SentenceWish | None:
    """A button for each wish; the one that was pressed."""
    pressed = None
    with st.container(horizontal=True, gap="small"):
        for wish in SentenceWish:
            if st.button(say(f"sentence.wishes.{wish}"), key=f"{key}.{wish}"):
                pressed = wish
    return pressed


def _propose(place: Place, key: str, sentence: int, wish: SentenceWish) -> None:
    st.session_state.pop(f"{key}.proposal", None)
    try:
        proposal = the_copilot().sentences.propose(place.draft, place.number, sentence, wish)
    except ButterflyError as error:
        st.session_state[f"{key}.trouble"] = error
        return
    st.session_state[f"{key}.proposal"] = proposal


def _proposal(place: Place, key: str) -> None:
    """What would change, and the two ways out; a sentence where nothing came of it."""
    error: ButterflyError | None = st.session_state.pop(f"{key}.trouble", None)
    if error is not None:
        icon = ":material/group:" if isinstance(error, Conflict) else ":material/block:"
        st.warning(_explained(error), icon=icon)
    proposal: Proposal | None = st.session_state.get(f"{key}.proposal")
    if proposal is None:
        return
    if (proposal.draft_id, proposal.version) != (place.draft.id, place.draft.version):
        del st.session_state[f"{key}.proposal"]
        return
    st.caption(say("sentence.before_after", wish=say(f"sentence.wishes.{proposal.wish}")))
    st.html(changed_html(proposal.before, proposal.after))
    if proposal.failure:
        st.caption(f":material/info: {say('notices.offline_fallback', reason=say(f'errors.{proposal.failure}'))}")
    if took := taken(proposal.usage, None, ""):
        st.caption(plain(took))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("sentence.take"), key=f"{key}.take", type="primary", icon=":material/check:",
            on_click=partial(_done, key, partial(place.take, proposal), "taken"),
        )  # fmt: skip
        st.button(say("sentence.leave"), key=f"{key}.leave", on_click=_forget, args=(key,))


def _done(key: str, act: Callable[[], object], word: str) -> None:
    _forget(key)
    try:
        act()
    except ButterflyError as error:
        st.session_state[f"{key}.trouble"] = error
        return
    st.toast(say(f"sentence.{word}"), icon=":material/check:")


def _forget(key: str) -> None:
    st.session_state.pop(f"{key}.proposal", None)


def _explained(error: ButterflyError) -> str:
    if wish := error.facts.get("wish"):
        error.facts["wish"] = say(f"sentence.wishes.{wish}")
    return locale().explain(with_names(error))


def _short(text: str) -> str:
    line = " ".join(without_marks(text).split())
    return line if len(line) <= SHOWN_OF_A_SENTENCE else f"{line[:SHOWN_OF_A_SENTENCE]}…"
