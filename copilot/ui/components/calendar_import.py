"""Taking in a calendar that exists as a spreadsheet: what its columns and audiences are, what would come of it, and doing it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from functools import partial
from pathlib import Path

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, Purpose
from copilot.domain.calendar_import import CalendarPreview, CalendarUse, ImportChoices
from copilot.domain.channel import Channel
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components import import_problems
from copilot.ui.components.findings import plain
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.import_calendar import CalendarFile
from copilot.workflows.take_in import Taken

OPENED_FILES = 4
ROWS = 40
NEW = "+"
USUAL_TIME = time(9, 30)


def show(brand: Brand, page: str) -> None:
    """The file, then what it says and what taking it in would do."""
    page = f"{page}.import"
    st.markdown(say("calendar.import_lead"))
    if (count := st.session_state.pop(f"{page}.done", None)) is not None:
        _done(count)
    uploaded = st.file_uploader(say("calendar.import_file"), type=["xlsx", "csv"], key=f"{page}.file")
    if uploaded is None:
        return
    try:
        content = uploaded.getvalue()
        digest = hashlib.sha256(content).hexdigest()
        _look(brand, opened(brand, digest, uploaded.name, content), f"{page}.{digest[:12]}", page)
    except ButterflyError as error:
        st.warning(locale().explain(error), icon=":material/draft:")


def opened(brand: Brand, digest: str, name: str, content: bytes) -> CalendarFile:
    """A file, read once for each content. Raises `UnreadableFile`."""
    return _opened(digest, name, brand, content)


@st.cache_data(max_entries=OPENED_FILES, ttl=900, show_spinner=False)
def _opened(digest: str, name: str, _brand: Brand, _content: bytes) -> CalendarFile:  # noqa: ARG001
    return the_copilot().calendar.taking_in.open(_brand, name, _content)


def _look(brand: Brand, file: CalendarFile, key: str, page: str) -> None:
    taking = the_copilot().calendar.taking_in
    preview = taking.preview(brand, file, _choices(brand, key))
    _columns(preview, key)
    _audiences(brand, preview, key)
    _usual(key)
    preview = taking.preview(brand, file, _choices(brand, key))
    st.markdown(say("calendar.import_rows", count=len(preview.rows), refused=len(preview.refused)))
    import_problems.show(preview.problems, key)
    if not preview.rows:
        return
    names = {a.id: a.name for a in the_copilot().calendar.audiences.all(brand)}
    meant = {a.name: names.get(a.audience_id or "", a.name) for a in preview.audiences}
    rows = [
        {
            say("exports.columns.day"): row.day.isoformat(),
            say("exports.columns.time"): f"{row.at or _usual_time(key):%H:%M}",
            say("exports.columns.audience"): meant.get(row.audience, row.audience),
            say("exports.columns.channel"): say(f"channels.{row.channel or _usual_channel(key)}"),
            say("exports.columns.idea"): row.topic,
            say("exports.columns.text"): row.text,
        }
        for row in preview.rows[:ROWS]
    ]
    st.dataframe(rows, hide_index=True, key=f"{key}.rows")
    if len(preview.rows) > ROWS:
        st.caption(say("versions.first_rows", count=ROWS))
    st.caption(say("calendar.import_as_drafts"))
    if st.button(
        say("calendar.import_now", count=len(preview.rows)), key=f"{key}.run", type="primary", icon=":material/upload:"
    ):
        _take(brand, file, preview, key, page)


def _columns(preview: CalendarPreview, key: str) -> None:
    names = {use.value: say(f"calendar_import.uses.{use}") for use in CalendarUse}
    with st.expander(say("calendar.import_columns"), icon=":material/view_column:", key=f"{key}.columns"):
        for column in preview.columns:
            left, right = st.columns([3, 2], vertical_alignment="center")
            samples = plain(" · ".join(column.samples))
            left.markdown(f"**{plain(column.header or f'#{column.index + 1}')}**  \n:gray[:small[{samples}]]")
            field = f"{key}.column.{column.sheet}.{column.index}"
            st.session_state.setdefault(field, column.read_as.value)
            right.selectbox(
                column.header or str(column.index + 1), list(names), key=field, format_func=lambda u: names[u],
                label_visibility="collapsed",
            )  # fmt: skip


def _audiences(brand: Brand, preview: CalendarPreview, key: str) -> None:
    known = {a.id: a.name for a in the_copilot().calendar.audiences.all(brand)}
    st.markdown(f"**{say('calendar.import_audiences')}**")
    for audience in preview.audiences:
        called = audience.name or Path(preview.name).stem
        names = {NEW: say("calendar.import_new", name=called), **known}
        field = f"{key}.audience.{audience.name}"
        if st.session_state.get(field) not in names:
            st.session_state[field] = audience.audience_id or NEW
        st.selectbox(
            say("calendar.import_audience", name=audience.name or say("calendar.import_unnamed"), count=audience.count),
            list(names), key=field, format_func=partial(_called, names),
        )  # fmt: skip


def _called(names: Mapping[str, str], audience: str) -> str:
    return names.get(audience, audience)


def _usual(key: str) -> None:
    """What holds for rows that do not say it."""
    left, middle, right = st.columns(3)
    left.time_input(say("calendar.import_time"), USUAL_TIME, step=300, key=f"{key}.at")
    middle.selectbox(
        say("calendar.import_channel"), [c.value for c in Channel], key=f"{key}.channel",
        index=list(Channel).index(Channel.GROUP), format_func=lambda c: say(f"channels.{c}"),
    )  # fmt: skip
    right.selectbox(
        say("calendar.import_purpose"), [p.value for p in Purpose], key=f"{key}.purpose",
        format_func=lambda p: say(f"purposes.{p}"),
    )  # fmt: skip


def _choices(brand: Brand, key: str) -> ImportChoices:
    known = {a.id for a in the_copilot().calendar.audiences.all(brand)}
    uses, audiences = dict[tuple[str, int], CalendarUse](), dict[str, str]()
    for name, value in st.session_state.items():
        field = str(name)
        if field.startswith(f"{key}.column."):
            sheet, _, index = field.removeprefix(f"{key}.column.").rpartition(".")
            uses[sheet, int(index)] = CalendarUse(value)
        elif field.startswith(f"{key}.audience.") and value in known:
            audiences[field.removeprefix(f"{key}.audience.")] = value
    purpose = Purpose(st.session_state.get(f"{key}.purpose") or Purpose.TIP)
    return ImportChoices(uses, audiences, _usual_time(key), _usual_channel(key), purpose)


def _usual_time(key: str) -> time:
    return st.session_state.get(f"{key}.at") or USUAL_TIME


def _usual_channel(key: str) -> Channel:
    return Channel(st.session_state.get(f"{key}.channel") or Channel.GROUP)


def _take(brand: Brand, file: CalendarFile, preview: CalendarPreview, key: str, page: str) -> None:
    """Take it in while somebody watches; every text is checked on the way."""
    calendar, actor = the_copilot().calendar, current_actor()
    choices = _choices(brand, key)
    new = dict[str, str]()
    for audience in preview.audiences:
        if st.session_state.get(f"{key}.audience.{audience.name}") == NEW:
            added = calendar.audiences.save(brand, Audience("", audience.name or Path(preview.name).stem))
            new[audience.name] = added.id
    bar = st.progress(0.0, text=say("calendar.importing"))
    for event in calendar.taking_in.take(brand, file, replace(choices, audiences={**choices.audiences, **new}), actor):
        if isinstance(event, Taken):
            st.session_state[f"{page}.done"] = len(event.items)
        else:
            bar.progress(event.done / event.total, text=say("calendar.importing"))
    st.rerun()


def _done(count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.success(say("calendar.imported", count=count), icon=":material/check_circle:", width="stretch")
        st.page_link("screens/review.py", label=say("app.pages.review"), icon=":material/arrow_forward:")
