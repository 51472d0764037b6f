"""Who is the rep and whom to answer: as guessed, put right by one press, kept with the chat."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, PasteChoices
from copilot.errors import UnknownName
from copilot.ui.components.findings import plain
from copilot.ui.state import keep, kept, say, the_copilot

NAMED_CHARACTERS = 12


def choices_of(page: str) -> PasteChoices:
    """What a person chose for the chat kept under `page`."""
    said = kept(page)
    return PasteChoices(answering=str(said.get("answering") or ""), swapped=bool(said.get("swapped")))


def read(brand: Brand, page: str, chat: str) -> Conversation:
    """The chat as a person reads it; whom they chose to answer counts as long as they are in it. Raises
    `InvalidInput` for what is no chat."""
    chosen = choices_of(page)
    try:
        return the_copilot().read_chat(chat, brand.id, chosen)
    except UnknownName:
        return the_copilot().read_chat(chat, brand.id, PasteChoices(swapped=chosen.swapped))


def show(page: str, talk: Conversation) -> None:
    """Who is taken for whom, the press that exchanges both, and in a group whom to answer."""
    reps, customers = (_names(names, key) for names, key in ((talk.reps, "rep"), (talk.customers, "customer")))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.sides"):
        st.caption(say("desk.sides", reps=reps, customers=customers), width="stretch")
        st.button(
            f"{say('desk.flip')} `F`", key=f"{page}.press-f", icon=":material/swap_horiz:", type="tertiary",
            on_click=keep, args=(page, "swapped", None if choices_of(page).swapped else True),
        )  # fmt: skip
    if len(talk.customers) > 1:
        key = f"{page}.answering.say"
        st.session_state[key] = talk.answering
        st.segmented_control(
            say("desk.answering"), talk.customers, key=key, required=True, on_change=_answer, args=(page,),
            format_func=lambda name: plain(_short(name)),
        )  # fmt: skip


def _answer(page: str) -> None:
    keep(page, "answering", st.session_state[f"{page}.answering.say"])


def _names(names: tuple[str, ...], key: str) -> str:
    return say("desk.between").join(plain(_short(name)) for name in names) or say(f"reply.{key}")


def _short(name: str) -> str:
    return name if len(name) <= NAMED_CHARACTERS else f"{name[: NAMED_CHARACTERS - 1]}…"
