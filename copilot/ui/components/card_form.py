"""A card on its way: what a person types is kept at once, and saved only if nobody saved another version meanwhile."""

from functools import partial
from typing import Any

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.card import Card, CardKind, CardState
from copilot.errors import ButterflyError, Conflict
from copilot.ui.actor import current_actor
from copilot.ui.components import card_words
from copilot.ui.components.card_words import LISTS, SAMPLES, TEXTS, field_name
from copilot.ui.components.findings import plain
from copilot.ui.state import keep, kept, locale, remember, say, the_copilot

NEW = "new"
HEIGHTS = {"pains": 110, "words": 130, "situation": 90, "who": 68, "tone": 68, SAMPLES: 240}
LOW = 68


def page_of(brand: Brand, kind: CardKind) -> str:
    """Under which name the cards of a brand are kept and keyed."""
    return f"cards.{kind}.{brand.id}"


def show(brand: Brand, kind: CardKind, state: CardState | None) -> None:
    """The form of a card that is there, or of a new one."""
    page, part = page_of(brand, kind), state.card.id if state else NEW
    card = state.card if state else card_words.typed_card(kind, "", dict.fromkeys(card_words.fields(kind), ""))
    st.text_input(field_name("name"), max_chars=40, **_typed(page, part, "name", card))
    left, right = st.columns(2)
    for place, field in zip((left, right), TEXTS[kind], strict=True):
        place.text_area(field_name(field), height=HEIGHTS[field], **_typed(page, part, field, card))
    columns = st.columns(2)
    for number, field in enumerate(LISTS[kind]):
        height = HEIGHTS.get(field, LOW)
        columns[number % 2].text_area(field_name(field), height=height, **_typed(page, part, field, card))
    st.caption(say("cards.helps.lists"))
    if kind is CardKind.PERSONA:
        st.text_area(
            field_name(SAMPLES), help=say("cards.helps.samples"), height=HEIGHTS[SAMPLES],
            **_typed(page, part, SAMPLES, card),
        )  # fmt: skip
    if current_actor().alone:
        st.text_input(say("cards.who_saves"), max_chars=40, width=280, **remember("facts", "who", ""))
    _trouble(brand, kind, state)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("cards.save"), key=f"{page}.{part}.save", type="primary", icon=":material/check:",
            on_click=partial(_save, brand, kind, state),
        )  # fmt: skip
        st.button(say("cards.cancel"), key=f"{page}.{part}.cancel", type="tertiary", on_click=partial(close, brand, kind, part))  # fmt: skip


def edit(brand: Brand, kind: CardKind, state: CardState) -> None:
    """Open the form of a card, in a callback."""
    page, part = page_of(brand, kind), state.card.id
    close(brand, kind, part)
    keep(page, "editing", part)
    keep(page, f"{part}.seen", state.version)


def begin(brand: Brand, kind: CardKind) -> None:
    """Open the form of a new card, in a callback."""
    close(brand, kind, NEW)
    keep(page_of(brand, kind), "editing", NEW)


def fill(brand: Brand, kind: CardKind, card: Card, state: CardState | None) -> None:
    """Open the form of a card with `card` in it, not saved yet, in a callback."""
    page, part = page_of(brand, kind), state.card.id if state else NEW
    if state:
        edit(brand, kind, state)
    else:
        begin(brand, kind)
    for field in card_words.fields(kind):
        text = card_words.as_typed(card, field)
        keep(page, f"{part}.{field}", text)
        st.session_state[f"{page}.{part}.{field}"] = text


def close(brand: Brand, kind: CardKind, part: str) -> None:
    """Forget what was typed and shut the form, in a callback."""
    page = page_of(brand, kind)
    for field in (*card_words.fields(kind), "seen"):
        keep(page, f"{part}.{field}", None)
        st.session_state.pop(f"{page}.{part}.{field}", None)
    keep(page, "editing", None)
    for name in ("error", "theirs"):
        st.session_state.pop(f"{page}.{part}.{name}", None)


def _typed(page: str, part: str, field: str, card: Card) -> dict[str, Any]:
    return remember(page, f"{part}.{field}", card_words.as_typed(card, field))


def _trouble(brand: Brand, kind: CardKind, state: CardState | None) -> None:
    """What keeps it from being saved; where somebody else saved meanwhile, what they saved and both ways on."""
    page, part = page_of(brand, kind), state.card.id if state else NEW
    if error := st.session_state.pop(f"{page}.{part}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    if state is None or kept(page).get(f"{part}.seen", state.version) == state.version:
        return
    by = state.by or say("cards.somebody")
    with st.container(border=True, key=f"card-{page}.{part}.theirs"):
        st.warning(plain(say("cards.conflict", by=by, version=state.version)), icon=":material/group:")
        mine = card_words.typed_card(kind, part, _values(page, part, kind))
        st.markdown(f"**{say('cards.conflict_theirs', fields=card_words.different(mine, state.card))}**")
        for field in card_words.fields(kind):
            if getattr(mine, field) != getattr(state.card, field):
                st.caption(f"{field_name(field)}: {plain(card_words.as_typed(state.card, field))}")
        with st.container(horizontal=True, gap="small"):
            st.button(
                say("cards.save_over"), key=f"{page}.{part}.over", icon=":material/check:",
                on_click=partial(_save_over, brand, kind, state),
            )  # fmt: skip
            st.button(
                say("cards.take_theirs"), key=f"{page}.{part}.take", type="tertiary",
                on_click=partial(edit, brand, kind, state),
            )  # fmt: skip


def _save(brand: Brand, kind: CardKind, state: CardState | None) -> None:
    page, part = page_of(brand, kind), state.card.id if state else NEW
    card = card_words.typed_card(kind, state.card.id if state else "", _values(page, part, kind))
    seen = int(kept(page).get(f"{part}.seen", state.version)) if state else 0
    try:
        saved = the_copilot().people.cards.save(brand, card, seen=seen, by=card_words.who())
    except Conflict:
        return  # the form says who was first, and shows what they saved
    except ButterflyError as error:
        st.session_state[f"{page}.{part}.error"] = error
        return
    close(brand, kind, part)
    st.toast(say("cards.saved_now", version=saved.version), icon=":material/check:")


def _save_over(brand: Brand, kind: CardKind, state: CardState) -> None:
    keep(page_of(brand, kind), f"{state.card.id}.seen", state.version)
    _save(brand, kind, state)


def _values(page: str, part: str, kind: CardKind) -> dict[str, str]:
    return {field: str(st.session_state.get(f"{page}.{part}.{field}") or "") for field in card_words.fields(kind)}
