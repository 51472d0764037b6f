"""Giving approved items out as files: what goes, what stays behind and why, the AI label, and a button for each kind."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import streamlit as st

from copilot.domain.ai_label import AiLabel
from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.review import Actor
from copilot.errors import ButterflyError
from copilot.reporting.calendar_files import FILE_KINDS, SHEET, FileWanted, export_file, file_name
from copilot.ui.actor import current_actor
from copilot.ui.state import TROUBLE_KEY, locale, say, the_copilot
from copilot.workflows.export import Leaving

ICONS = {"xlsx": "table", "csv": "csv", "ics": "calendar_month", "docx": "description", "json": "data_object"}
LONGEST = timedelta(days=366)


def show(brand: Brand, day: date, page: str) -> None:
    """A panel for the month of `day`, or for other days."""
    panel = st.expander(say("calendar.export"), icon=":material/download:", key=f"{page}.export", on_change="rerun")
    if not panel.open:
        return  # what may go out is looked up, with every approval held against today, when somebody wants to see it
    with panel:
        start, end = _days(day, page)
        if end - start > LONGEST:
            st.warning(say("calendar.export_too_long"), icon=":material/date_range:")
            return
        left = the_copilot().calendar.exporting.look(brand, start, end)
        _told(left)
        if left.unlabelled:
            ask_label(brand, left.unlabelled, f"{page}.export")
        if left.outgoing:
            _files(brand, start, end, page)


def ask_label(brand: Brand, items: tuple[Item, ...], key: str) -> None:
    """Ask how texts are labelled for which nobody chose; the choice is logged for each of them."""
    st.markdown(say("calendar.label_missing", count=len(items)))
    names = {c.value: say(f"label.choices.{c}") for c in AiLabel}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            say("label.name"), list(names), key=f"{key}.label", index=None, format_func=lambda c: names[c], width=220,
            placeholder=say("label.placeholder"),
        )  # fmt: skip
        if chosen == AiLabel.NONE:
            st.text_input(
                say("label.reason"), key=f"{key}.why", max_chars=200, width=320, placeholder=say("label.reason_example")
            )
        st.button(
            say("calendar.label_all", count=len(items)), key=f"{key}.label_all", icon=":material/label:", disabled=chosen is None,
            on_click=partial(_label, brand, items, key),
        )  # fmt: skip


def file_button(brand: Brand, wanted: FileWanted, actor: Actor, key: str, label: str = "") -> None:
    """A button for one kind of file, which is made, and its items marked, when it is pressed; what was changed in that
    moment, and so is not in the last one, is told."""
    changed: list[Item] = st.session_state.setdefault(f"{key}.changed", [])
    st.download_button(
        label or say(f"calendar.file_kinds.{wanted.kind}"), data=_maker(brand, wanted, actor, changed),
        file_name=file_name(brand, wanted, say), mime=FILE_KINDS[wanted.kind],
        key=key, icon=f":material/{ICONS.get(wanted.kind, 'send')}:",
    )  # fmt: skip
    if changed:
        st.warning(say("calendar.export_changed", count=len(changed)), icon=":material/group:")


def _days(day: date, page: str) -> tuple[date, date]:
    month = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    left, right, _ = st.columns([1, 1, 2])
    # The month is in the keys: another month on the calendar is another month here.
    start = left.date_input(say("calendar.from"), month[0], key=f"{page}.export.start.{month[0]}")
    end = right.date_input(say("calendar.to"), month[1], key=f"{page}.export.end.{month[0]}", min_value=start)
    return start, max(start, end)


def _told(left: Leaving) -> None:
    st.markdown(say("calendar.export_ready", count=len(left.outgoing)))
    if left.waiting:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(say("calendar.export_waiting", count=len(left.waiting)))
            st.page_link("screens/review.py", label=say("app.pages.review"), icon=":material/arrow_forward:")


def _files(brand: Brand, start: date, end: date, page: str) -> None:
    actor = current_actor()
    with st.container(horizontal=True, gap="small"):
        for kind in FILE_KINDS:
            if kind != SHEET:
                file_button(brand, FileWanted(kind, start, end), actor, f"{page}.export.{kind}")
    st.caption(say("calendar.export_help"))


def _maker(brand: Brand, wanted: FileWanted, actor: Actor, changed: list[Item]) -> Callable[[], bytes]:
    # Made outside of the page's run, where nobody can be asked for their language.
    exporting, told = the_copilot().calendar.exporting, locale()

    def made() -> bytes:
        file = export_file(exporting, brand, wanted, actor, told.say, language=told.language)
        changed[:] = file.changed
        return file.content

    return made


def _label(brand: Brand, items: tuple[Item, ...], key: str) -> None:
    chosen, reason = st.session_state.get(f"{key}.label"), str(st.session_state.get(f"{key}.why") or "")
    try:
        the_copilot().calendar.exporting.label(brand, items, AiLabel(str(chosen)), current_actor(), reason)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
