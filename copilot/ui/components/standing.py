"""Where the customer stands in one line with the words that decided it, and a person's say in one press."""

from collections.abc import Callable, Iterator
from html import escape

import streamlit as st

from copilot.domain.conversation import Objection, Reading
from copilot.domain.override import NONE, PLACES, Override, place_called, place_of
from copilot.ui.components.findings import plain
from copilot.ui.state import keep, kept, say
from copilot.workflows.reply import Understood

FIELDS = ("place", "objection", "goes_on")
QUIET = "calm"


def override_of(page: str) -> Override:
    """What a person said of the chat kept under `page`."""
    said = kept(page)
    objection = said.get("objection")
    known = objection if objection in (NONE, *Objection) else None
    return Override(place_called(said.get("place")), known, bool(said.get("goes_on")))


def show(understood: Understood, override: Override, page: str, resumed: Callable[[], None]) -> None:
    """The line, what weighs beside it, and what asks for a person. Masked words are shown as they were said. `resumed`
    is called when a person decides to go on as usual."""
    reading = override.on(understood.told)
    chips = "".join(f"<li>{escape(part)}</li>" for part in _parts(reading))
    why = f"<q>{escape(reading.why)}</q>" if reading.why else ""
    st.html(f'<div class="bf-reading"><ul>{chips}</ul>{why}</div>')
    if reading.by and not override.place:
        st.caption(f":material/auto_awesome: {say('desk.seen_by', model=plain(reading.by))}")
    for line in _beside(reading):
        st.caption(line)
    _calls(understood.reading, override, page, resumed)


def _parts(reading: Reading) -> tuple[str, ...]:
    """Stand, step, objection and products, in words."""
    step = (say(f"steps.{reading.step}"),) if reading.step else ()
    objection = (say(f"objections.{reading.objection}"),) if reading.objection else ()
    return (say(f"stands.{reading.stand}"), *step, *objection, *reading.products)


def show_controls(read: Reading, override: Override, page: str) -> None:
    """Step and objection as they hold now; one press on another overrules what was read."""
    reading = override.on(read)
    with st.container(key=f"{page}.override", gap="xsmall"):
        st.caption(say("desk.otherwise"))
        _control(page, "place", [p.value for p in PLACES], place_of(reading).value, place_of(read).value)
        options = [NONE, *(o.value for o in Objection)]
        _control(page, "objection", options, str(reading.objection or NONE), str(read.objection or NONE))
        if override.place or override.objection:
            st.button(
                say("desk.undo_override"), key=f"{page}.undo_override", type="tertiary", icon=":material/undo:",
                on_click=_undo, args=(page,),
            )  # fmt: skip


def _control(page: str, field: str, options: list[str], now: str, read: str) -> None:
    """One press says otherwise; a press on what was read takes it back."""
    key = f"{page}.{field}.say"
    st.session_state[key] = now
    st.segmented_control(
        say(f"desk.{field}"), options, key=key, required=True, label_visibility="collapsed",
        format_func=lambda o: say(f"desk.{field}s.{o}"), on_change=_say, args=(page, field, read),
    )  # fmt: skip


def _say(page: str, field: str, read: str) -> None:
    chosen = st.session_state[f"{page}.{field}.say"]
    keep(page, field, None if chosen == read else chosen)


def _undo(page: str) -> None:
    keep(page, "place", None)
    keep(page, "objection", None)


def _beside(reading: Reading) -> Iterator[str]:
    """Open questions, promises that were not kept, the mood: one quiet line each, only where there is any."""
    if reading.questions:
        yield f":material/help: {say('desk.questions', items=_listed(reading.questions))}"
    if reading.promises:
        yield f":orange[:material/schedule: {say('desk.promises', items=_listed(reading.promises))}]"
    if reading.mood and reading.mood != QUIET:
        yield f":material/mood: {say('desk.mood', mood=say(f'desk.moods.{reading.mood}'))}"


def _listed(items: tuple[str, ...]) -> str:
    return say("desk.between").join(f"“{plain(item)}”" for item in items)


def _calls(read: Reading, override: Override, page: str, resumed: Callable[[], None]) -> None:
    """A person is to take over, or the customer wants no more: said loudly, until somebody decides to go on."""
    if not (read.escalation or read.says_stop):
        return
    if override.goes_on:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f":material/info: {say('desk.went_on')}", width="content")
            st.button(
                say("desk.stop_again"), key=f"{page}.goes_on.undo", type="tertiary", on_click=keep,
                args=(page, "goes_on", None),
            )  # fmt: skip
        return
    if read.escalation:
        st.warning(say(f"escalations.{read.escalation}"), icon=":material/support_agent:")
    if read.says_stop:
        st.warning(say("reply.stop"), icon=":material/do_not_disturb_on:")
    label = say("desk.go_on_stopped" if read.says_stop else "desk.go_on")
    st.button(label, key=f"{page}.goes_on", on_click=_go_on, args=(page, resumed))


def _go_on(page: str, resumed: Callable[[], None]) -> None:
    keep(page, "goes_on", True)
    resumed()
