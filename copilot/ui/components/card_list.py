"""The cards of a kind: each as it stands, its versions, what its file says meanwhile, and ways to make another."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.card import CardKind, CardState, CardVersion
from copilot.errors import ButterflyError
from copilot.ui.components import card_form, card_proposal, card_words
from copilot.ui.components.card_form import page_of
from copilot.ui.components.card_words import LISTS, TEXTS, field_name, saved_by
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, kept, say, the_copilot


def show(brand: Brand, kind: CardKind) -> None:
    """All of them, those retired at the end."""
    page = page_of(brand, kind)
    states = the_copilot().people.cards.states(brand, kind, retired=True)
    offered = [s for s in states if not s.retired]
    st.markdown(say(f"cards.leads.{kind}"))
    _way_back(brand, kind)
    if not offered:
        st.info(say(f"cards.empty.{kind}"), icon=":material/record_voice_over:")
    _make(brand, kind, offered)
    for state in offered:
        with st.container(border=True, key=f"card-{page}.{state.card.id}"):
            if kept(page).get("editing") == state.card.id:
                card_form.show(brand, kind, state)
            else:
                _card(brand, kind, state)
    if retired := [s for s in states if s.retired]:
        _retired(brand, kind, retired)


def _make(brand: Brand, kind: CardKind, states: list[CardState]) -> None:
    """Another card: from what somebody wrote, or by hand."""
    page = page_of(brand, kind)
    with st.expander(say(f"proposing.titles.{kind}"), icon=":material/content_paste_search:", expanded=not states, key=f"{page}.propose"):  # fmt: skip
        card_proposal.show(brand, kind, states)
    if kept(page).get("editing") != card_form.NEW:
        st.button(
            say("cards.new"), key=f"{page}.new", icon=":material/add:", type="tertiary",
            on_click=partial(card_form.begin, brand, kind),
        )  # fmt: skip
        return
    with st.container(border=True, key=f"card-{page}.new"):
        card_form.show(brand, kind, None)


def _card(brand: Brand, kind: CardKind, state: CardState) -> None:
    page, card = page_of(brand, kind), state.card
    told = f" :orange-badge[{say('cards.offered')}]" if state.offered else ""
    version = say("cards.version", version=state.version)
    st.markdown(f"**{plain(card.name)}**　:gray[:small[{version} · {plain(saved_by(state))}]]{told}")
    for field in TEXTS[kind]:
        if text := getattr(card, field):
            st.markdown(plain(text))
    lines = [f"{field_name(f)}　{plain(card_words.as_typed(card, f))}" for f in LISTS[kind] if getattr(card, f)]
    st.caption("  \n".join(lines))
    if state.offered:
        _offer(brand, kind, state)
    versions = the_copilot().people.cards.history(brand, kind, card.id)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("cards.edit"), key=f"{page}.{card.id}.edit", icon=":material/edit:", type="tertiary",
            on_click=partial(card_form.edit, brand, kind, state),
        )  # fmt: skip
        st.button(
            say("cards.retire"), key=f"{page}.{card.id}.retire", icon=":material/inventory_2:", type="tertiary",
            on_click=partial(_retire, brand, kind, state),
        )  # fmt: skip
    if versions:
        with st.expander(say("cards.history", count=len(versions)), icon=":material/history:", key=f"{page}.{card.id}.history"):  # fmt: skip
            _history(brand, kind, state, versions)


def _offer(brand: Brand, kind: CardKind, state: CardState) -> None:
    page, cards, offered = page_of(brand, kind), the_copilot().people.cards, state.offered
    if offered is None:
        return
    st.info(plain(say("cards.offered_told", fields=card_words.different(offered, state.card))), icon=":material/draft:")
    for field in card_words.fields(kind):
        if getattr(offered, field) != getattr(state.card, field):
            st.caption(f"{field_name(field)}　{plain(card_words.as_typed(offered, field))}")
    with st.container(horizontal=True, gap="small"):
        for name, act in (("take_file", cards.take_file), ("keep_own", cards.keep_own)):
            st.button(
                say(f"cards.{name}"), key=f"{page}.{state.card.id}.{name}",
                on_click=partial(_do, partial(act, brand, kind, state.card.id, seen=state.version)),
            )  # fmt: skip


def _history(brand: Brand, kind: CardKind, state: CardState, versions: tuple[CardVersion, ...]) -> None:
    """The newest first, each with what it changed."""
    page, cards = page_of(brand, kind), the_copilot().people.cards
    for number in range(len(versions) - 1, -1, -1):
        one, before = versions[number], versions[number - 1] if number else None
        changed = card_words.different(one.card, before.card) if before else ""
        told = say("cards.changed", fields=changed) if changed else say("cards.same") if before else ""
        deed = say(f"cards.deeds.{one.deed}", version=one.restored or "")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            parts = (say("cards.version", version=one.version), deed, saved_by(one), told)
            st.caption(plain(" · ".join(p for p in parts if p)), width="stretch")
            if one.version != state.version and one.card != state.card:
                restore = partial(cards.restore, brand, kind, state.card.id, one.version, seen=state.version)
                st.button(
                    say("cards.restore"), key=f"{page}.{state.card.id}.restore.{one.version}", type="tertiary",
                    icon=":material/settings_backup_restore:", on_click=partial(_do, restore),
                )  # fmt: skip


def _retired(brand: Brand, kind: CardKind, states: list[CardState]) -> None:
    page, cards = page_of(brand, kind), the_copilot().people.cards
    with st.expander(say("cards.retired_list", count=len(states)), icon=":material/inventory_2:", key=f"{page}.retired"):  # fmt: skip
        for state in states:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{plain(state.card.name)}　:gray[:small[{plain(saved_by(state))}]]", width="stretch")
                back = partial(cards.bring_back, brand, kind, state.card.id, seen=state.version)
                st.button(
                    say("cards.bring_back"), key=f"{page}.{state.card.id}.back", type="tertiary",
                    icon=":material/undo:", on_click=partial(_do, back),
                )  # fmt: skip


def _way_back(brand: Brand, kind: CardKind) -> None:
    page = page_of(brand, kind)
    gone: CardVersion | None = st.session_state.get(f"{page}.gone")
    if gone is None:
        return
    back = partial(the_copilot().people.cards.bring_back, brand, kind, gone.card.id, seen=gone.version)
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.gone"):
        st.markdown(plain(say("cards.retired_now", name=gone.card.name)), width="stretch")
        st.button(say("cards.undo"), key=f"{page}.undo", icon=":material/undo:", on_click=partial(_undo, page, back))


def _retire(brand: Brand, kind: CardKind, state: CardState) -> None:
    cards = the_copilot().people.cards
    try:
        retired = cards.retire(brand, kind, state.card.id, seen=state.version, by=card_words.who())
        st.session_state[f"{page_of(brand, kind)}.gone"] = retired
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _undo(page: str, back: Callable[..., CardVersion]) -> None:
    st.session_state.pop(f"{page}.gone", None)
    _do(back)


def _do(act: Callable[..., CardVersion]) -> None:
    try:
        act(by=card_words.who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
