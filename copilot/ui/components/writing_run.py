"""Writing what is planned: what it will cost, how far it is, what failed. The writing itself belongs to no page."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import Actor
from copilot.domain.writing_run import Estimate, Failed, RunProgress, RunState
from copilot.errors import ButterflyError
from copilot.ui.components.findings import plain
from copilot.ui.components.spending_words import money
from copilot.ui.state import TROUBLE_KEY, locale, say, the_copilot

SECONDS_BETWEEN_LOOKS = 1.0
FAILED_SHOWN = 20
ESTIMATE_KEY = "writing.estimate"
SEEN_KEY = "writing.seen"


def show(brand: Brand, actor: Actor) -> None:
    """A panel that writes all that is planned from today on, whatever part of the calendar is looked at, and tells how
    far the brand's latest run is. While one goes on it looks again by itself, and redraws the page at its end."""
    running = the_copilot().calendar.writing.latest(brand)
    if running is not None and (running.run.state is not RunState.DONE or running.failed):
        st.fragment(_follow, run_every=SECONDS_BETWEEN_LOOKS if _moves(running) else None)(brand, actor)
    elif running is not None:
        told = say("writing.done", done=running.written, total=running.total)
        st.caption(plain(f"{told} {_spent_words(running)}".strip()))
    planned = the_copilot().store.calendar.of(brand.id, the_copilot().today(), states=[ItemState.PLANNED])
    if planned and (running is None or running.run.state is RunState.DONE):
        _offer(brand, planned, actor)


def _offer(brand: Brand, planned: Sequence[Item], actor: Actor) -> None:
    """What writing costs, and the button."""
    estimate = _estimate(brand, planned)
    with st.container(horizontal=True, vertical_alignment="center", key="writing.offer"):
        st.button(
            say("writing.start", count=estimate.items), key="writing.start", type="primary", icon=":material/edit_note:",
            on_click=partial(_do, lambda: _start(brand, planned, actor)),
        )  # fmt: skip
        st.caption(plain(_cost_words(estimate)))
    if any(not budget.holds(estimate.cost or 0.0) for budget in the_copilot().spending.budgets(brand.id)):
        st.caption(f":material/savings: {say('writing.over_budget')}")


def _follow(brand: Brand, actor: Actor) -> None:
    progress = the_copilot().calendar.writing.latest(brand)
    if progress is None:
        return
    if st.session_state.get(SEEN_KEY) == progress.run.id and not _moves(progress):
        del st.session_state[SEEN_KEY]
        st.rerun(scope="app")
    if _moves(progress):
        st.session_state[SEEN_KEY] = progress.run.id
    with st.container(border=True, key="writing.run"):
        done = progress.written + len(progress.failed)
        st.progress(
            done / max(progress.total, 1), text=say(f"writing.{_word(progress)}", done=done, total=progress.total)
        )
        if spent := _spent_words(progress):
            st.caption(plain(spent))
        if progress.run.why and progress.left:
            st.warning(say(f"errors.{progress.run.why}"), icon=":material/savings:")
        _controls(progress, actor)
        _failed(progress.failed)


def _controls(progress: RunProgress, actor: Actor) -> None:
    writing, run_id = the_copilot().calendar.writing, progress.run.id
    with st.container(horizontal=True, key="writing.controls"):
        if _moves(progress):
            _button("pause", "pause", lambda: writing.pause(run_id, actor))
        elif progress.left:
            _button("resume", "play_arrow", lambda: writing.resume(run_id, actor))
            if progress.run.why:
                _button("offline", "edit_off", lambda: writing.resume(run_id, actor, offline=True))
        if progress.failed:
            _button("retry", "replay", lambda: writing.retry_failed(run_id, actor))


def _button(word: str, icon: str, act: Callable[[], object]) -> None:
    st.button(say(f"writing.{word}"), key=f"writing.{word}", icon=f":material/{icon}:", on_click=partial(_do, act))


def _failed(failed: Sequence[Failed]) -> None:
    """Which items could not be written, and why."""
    if not failed:
        return
    items = the_copilot().store.calendar
    with st.expander(say("writing.failed", count=len(failed)), expanded=True, icon=":material/error:"):
        for one in failed[:FAILED_SHOWN]:
            slot, key = items.get(one.item_id).slot, f"errors.{one.code}"
            why = locale().sentences.get(key, "") if "{" not in locale().sentences.get(key, "{") else one.code
            st.markdown(plain(f"{slot.day:%m-%d} {slot.time:%H:%M} {slot.idea}：{why or one.code}"))
        if len(failed) > FAILED_SHOWN:
            st.caption(say("writing.failed_more", count=len(failed) - FAILED_SHOWN))


def _estimate(brand: Brand, planned: Sequence[Item]) -> Estimate:
    """Counted once for the same items: a page is drawn at every press."""
    asked = (brand.id, tuple((item.id, item.version) for item in planned))
    kept: tuple[object, Estimate] | None = st.session_state.get(ESTIMATE_KEY)
    if kept is None or kept[0] != asked:
        kept = (asked, the_copilot().calendar.writing.estimate(brand, [item.id for item in planned]))
        st.session_state[ESTIMATE_KEY] = kept
    return kept[1]


def _start(brand: Brand, planned: Sequence[Item], actor: Actor) -> None:
    the_copilot().calendar.writing.start(brand, [item.id for item in planned], actor)


def _do(act: Callable[[], object]) -> None:
    try:
        act()
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _moves(progress: RunProgress) -> bool:
    """Whether somebody works on it now, or what was in hand when it was paused is not done yet."""
    going_on = progress.run.state is RunState.RUNNING and not progress.interrupted
    return going_on or progress.in_hand > 0


def _word(progress: RunProgress) -> str:
    if progress.run.state is RunState.DONE:
        return "done"
    if progress.interrupted:
        return "interrupted"
    return "paused" if progress.run.state is RunState.PAUSED else "running"


def _cost_words(estimate: Estimate) -> str:
    if estimate.offline:
        return say("writing.estimate_offline")
    tokens = {"prompt": f"{estimate.usage.prompt:,}", "answer": f"{estimate.usage.answer:,}"}
    if estimate.cost is None:
        return say("writing.estimate", **tokens)
    return say("writing.estimate_cost", **tokens, cost=money(estimate.cost, estimate.currency))


def _spent_words(progress: RunProgress) -> str:
    if not progress.usage.prompt + progress.usage.answer:
        return ""  # nobody's model was asked
    tokens = {"prompt": f"{progress.usage.prompt:,}", "answer": f"{progress.usage.answer:,}"}
    if progress.cost is None:
        return say("writing.spent", **tokens)
    return say("writing.spent_cost", **tokens, cost=money(progress.cost, progress.currency))
