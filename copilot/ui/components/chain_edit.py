"""Changing one link of a chain: another sentence of the knowledge, own words, or nothing; and the ways back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.chain import QUOTED, Chain, LinkKind
from copilot.errors import ButterflyError
from copilot.ui.components.rule_words import who
from copilot.ui.state import TROUBLE_KEY, say, the_copilot

OWN, EMPTY = "own", "empty"


@dataclass(frozen=True, slots=True)
class Place:
    """A chain on the page, and the links of the product's chains that people said something about."""

    brand: Brand
    chain: Chain
    said: frozenset[tuple[str, LinkKind | None]]

    def key(self, kind: LinkKind | None = None) -> str:
        """Begins the keys of widgets about the chain or one of its links."""
        return f"chains.{self.brand.id}.{self.chain.product}.{self.chain.key}.{kind or 'chain'}"


def show_hiding(place: Place) -> None:
    """A button that hides the chain, or shows it again."""
    hidden = place.chain.hidden
    st.button(
        say("chains.show" if hidden else "chains.hide"), key=f"{place.key()}.hide", type="tertiary",
        icon=":material/visibility:" if hidden else ":material/visibility_off:",
        on_click=_unhide if hidden else _hide, args=(place,),
    )  # fmt: skip


def show_button(place: Place, kind: LinkKind) -> None:
    """A button that opens the form of a link, and one that takes back what was said about it."""
    key = place.key(kind)
    if (place.chain.key, kind) in place.said:
        st.button(
            say("chains.undo"), key=f"{key}.undo", type="tertiary", icon=":material/undo:", on_click=_undo,
            args=(place, kind),
        )  # fmt: skip
    st.button(
        say("chains.edit"), key=f"{key}.edit", type="tertiary", icon=":material/edit:", on_click=_turn, args=(key, True)
    )


def show(place: Place, kind: LinkKind) -> None:
    """The form, where it is open."""
    key = place.key(kind)
    if not st.session_state.get(f"{key}.open"):
        return
    link, others = place.chain.link(kind), place.chain.others.get(kind, ())
    texts = list(dict.fromkeys(one.text for one in ((link,) if link else ()) + tuple(others)))
    names = {OWN: say("chains.write"), EMPTY: say("chains.leave_empty")}
    chosen = st.radio(
        say("chains.choose"), [*texts, OWN, EMPTY], key=f"{key}.choice", format_func=lambda one: names.get(one, one)
    )
    if chosen == OWN:
        st.text_area(say("chains.own"), key=f"{key}.own", height=80, max_chars=300, help=say("chains.own_help"))
        if kind in QUOTED:
            st.caption(say("chains.own_help"))
    with st.container(horizontal=True):
        if kind is LinkKind.FOR_ME and the_copilot().chaining.asker is not None:
            st.button(
                say("chains.propose"), key=f"{key}.propose", icon=":material/lightbulb:", on_click=_propose, args=(place, key)
            )  # fmt: skip
        st.button(
            say("chains.save"), key=f"{key}.save", type="primary", icon=":material/check:", on_click=_save,
            args=(place, kind),
        )  # fmt: skip
        st.button(say("chains.cancel"), key=f"{key}.cancel", on_click=_turn, args=(key, False))


def _save(place: Place, kind: LinkKind) -> None:
    key = place.key(kind)
    chosen = str(st.session_state.get(f"{key}.choice") or "")
    own = str(st.session_state.get(f"{key}.own") or "")
    if chosen == OWN and not own.strip():
        return
    text = {OWN: own, EMPTY: ""}.get(chosen, chosen)
    if _done(partial(the_copilot().chaining.set_link, place.brand, place.chain, kind, text, who())):
        _turn(key, False)


def _propose(place: Place, key: str) -> None:
    """A model's sentence into the field for own words, where a person looks at it."""

    def fill() -> None:
        st.session_state[f"{key}.own"] = the_copilot().chaining.propose(place.brand, place.chain)
        st.session_state[f"{key}.choice"] = OWN

    _done(fill)


def _undo(place: Place, kind: LinkKind) -> None:
    _done(partial(the_copilot().chaining.undo, place.brand, place.chain, kind, who()))


def _hide(place: Place) -> None:
    _done(partial(the_copilot().chaining.hide, place.brand, place.chain, who()))


def _unhide(place: Place) -> None:
    _done(partial(the_copilot().chaining.undo, place.brand, place.chain, None, who()))


def _turn(key: str, opened: bool) -> None:
    st.session_state[f"{key}.open"] = opened


def _done(act: Callable[[], None]) -> bool:
    try:
        act()
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return False
    return True
