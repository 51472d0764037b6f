"""The tables of a document: what each column and row became, and saying it otherwise."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from copilot.domain.correction import (
    CHOSEN_COLUMN_KINDS,
    CHOSEN_ROW_KINDS,
    ColumnCorrection,
    CorrectionChange,
    RowCorrection,
    RowKind,
    Span,
)
from copilot.domain.evidence import Fact, Field
from copilot.domain.preview import ColumnPreview, RowPreview, TablePreview
from copilot.ui.components.findings import plain
from copilot.ui.components.looks import Look, say_it
from copilot.ui.components.paging import page
from copilot.ui.state import say

COLUMNS_AT_ONCE, ROWS_AT_ONCE = 24, 200
DATED = ("list_price", "member_price", "promotion_price", "unit_price", "offer")
LONGEST_SAMPLE, LONGEST_LABEL = 24, 60


def show(look: Look) -> None:
    """One table at a time: its columns with what they hold, then its rows."""
    tables = look.preview.tables
    if not tables:
        st.caption(say("reading.no_tables"))
        return
    number = 0
    if len(tables) > 1:
        titles = [_title(table, i) for i, table in enumerate(tables)]
        number = st.selectbox(
            say("reading.table"), range(len(tables)), key=f"{look.key}.table", format_func=titles.__getitem__
        )
    table, key = tables[number], f"{look.key}.{number}"
    if table.columns:
        _columns(look, table, f"{key}.columns")
    else:
        st.caption(say("reading.no_header"))
    _rows(look, table, f"{key}.rows")


def _title(table: TablePreview, i: int) -> str:
    return f"{i + 1} · {table.title or say('reading.untitled')}"


def _columns(look: Look, table: TablePreview, key: str) -> None:
    st.caption(say("reading.columns_help"))
    now = page(len(table.columns), COLUMNS_AT_ONCE, f"{key}.page")
    with st.form(f"{key}.{now.start}", border=False):
        for i in range(now.start, now.stop):
            _column(table.columns[i], f"{key}.{i}")
        st.form_submit_button(
            say("reading.apply"), on_click=_say_columns, args=(look, table, now, key), icon=":material/check:",
            key=f"{key}.{now.start}.apply",
        )  # fmt: skip


def _column(column: ColumnPreview, key: str) -> None:
    words, chosen, first, last = st.columns([4, 3, 2, 2], vertical_alignment="center")
    samples = " / ".join(_short(s, LONGEST_SAMPLE) for s in column.samples)
    unit = "/".join(part for part in (column.currency or column.unit, column.per) if part)
    label = plain(_short(column.label, LONGEST_LABEL)) or say("reading.no_words")
    said = f" :orange-badge[{say('reading.said')}]" if column.correction else ""
    aside = plain(" · ".join(part for part in (unit, samples) if part))
    words.markdown(f"**{label}**{said}  \n:gray[:small[{aside or '–'}]]")
    options = list(CHOSEN_COLUMN_KINDS)
    names = {kind: say(f"column_kinds.{kind}") for kind in options}
    chosen.selectbox(
        say("reading.kind_of", column=column.label), options, format_func=names.__getitem__, key=f"{key}.kind",
        index=options.index(column.kind) if column.kind in options else 0, label_visibility="collapsed",
    )  # fmt: skip
    if column.kind in DATED:
        first.date_input(say("reading.first_day"), column.valid_from, key=f"{key}.from", format="YYYY-MM-DD")
        last.date_input(say("reading.last_day"), column.valid_to, key=f"{key}.to", format="YYYY-MM-DD")


def _say_columns(look: Look, table: TablePreview, now: slice, key: str) -> None:
    """What was chosen differently than it is; choosing what is read anyway takes the correction back."""
    said: list[ColumnCorrection] = []
    undone: list[str] = []
    before = {c.id: c for c in look.preview.corrections.columns}
    for i in range(now.start, now.stop):
        column = table.columns[i]
        kind = st.session_state.get(f"{key}.{i}.kind", column.kind)
        days = _days(column, f"{key}.{i}")
        if (kind, days) == (column.kind, Span(column.valid_from, column.valid_to)):
            continue
        of_before = before.get(column.correction)
        dates = days if days != Span(column.valid_from, column.valid_to) else of_before.dates if of_before else None
        if column.correction and kind == column.read_as and dates is None:
            undone.append(column.correction)
            continue
        kept = of_before.kind if of_before else ""
        said.append(ColumnCorrection(table.key, column.key, kind if kind != column.kind else kept, dates))
    say_it(look.brand, look.name, CorrectionChange(tuple(said), tuple(undone), seen=look.preview.corrections.serial))


def _days(column: ColumnPreview, key: str) -> Span:
    if column.kind not in DATED:
        return Span(column.valid_from, column.valid_to)
    first: date | None = st.session_state.get(f"{key}.from", column.valid_from)
    last: date | None = st.session_state.get(f"{key}.to", column.valid_to)
    return Span(first, last)


def _rows(look: Look, table: TablePreview, key: str) -> None:
    st.markdown(say("reading.rows", count=len(table.rows)))
    among, part = _wanted(table, key)
    now = page(len(among), ROWS_AT_ONCE, f"{key}.{part}.page")
    rows = among[now]
    names = _column_names(table, max((len(r.cells) for r in rows), default=0))
    st.dataframe(
        [_row(r, names) for r in rows], hide_index=True, key=f"{key}.{part}.{now.start}", on_select="rerun",
        selection_mode="multi-row", column_config={say("reading.became"): st.column_config.TextColumn(pinned=True)},
    )  # fmt: skip
    kinds = {kind.value: say(f"row_kinds.{kind}") for kind in CHOSEN_ROW_KINDS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("reading.rows_are"), list(kinds), key=f"{key}.kind", format_func=kinds.__getitem__, width=240,
        )  # fmt: skip
        st.button(
            say("reading.change_rows"), key=f"{key}.apply", on_click=_say_rows,
            args=(look, table.sheet, rows, (f"{key}.kind", f"{key}.{part}.{now.start}")), icon=":material/check:",
        )  # fmt: skip


def _wanted(table: TablePreview, key: str) -> tuple[tuple[RowPreview, ...], str]:
    """All rows, or those that gave no price where the table has prices: what a person looks at first in a long list."""
    priced = any(column.kind in Field.PRICES for column in table.columns)
    without = tuple(
        row for row in table.rows if row.kind is RowKind.PRODUCT and not any(f.field in Field.PRICES for f in row.facts)
    )
    if (
        not priced
        or not without
        or not st.toggle(say("reading.without_price", count=len(without)), key=f"{key}.without")
    ):
        return table.rows, "all"
    return without, "without"


def _say_rows(look: Look, sheet: str, among: Sequence[RowPreview], keys: tuple[str, str]) -> None:
    key_of_kind, key_of_list = keys
    chosen = selected(key_of_list)
    if not chosen:
        st.toast(say("reading.choose_first"), icon=":material/touch_app:")
        return
    kind = RowKind(st.session_state[key_of_kind])
    said = {c.id: c for c in (RowCorrection(sheet, among[i].key, kind) for i in chosen)}
    change = CorrectionChange(tuple(said.values()), seen=look.preview.corrections.serial)
    say_it(look.brand, look.name, change)


def selected(key: str) -> list[int]:
    """Which rows of the list drawn under `key` are chosen."""
    state: Any = st.session_state.get(key)
    return list(state["selection"]["rows"]) if state else []


def _column_names(table: TablePreview, width: int) -> list[str]:
    """A different name for each column of the list: headers twice there are numbered by their place."""
    labels = [_short(c.label, LONGEST_LABEL) for c in table.columns] + [""] * width
    return [
        label if label and labels.count(label) == 1 else f"{i + 1} {label}".strip()
        for i, label in enumerate(labels[:width])
    ]


def _row(row: RowPreview, names: list[str]) -> dict[str, str]:
    cells = dict(zip(names, (" ".join(c.split()) for c in row.cells), strict=False))
    became = say(f"row_kinds.{row.kind}") + (f" · {say('reading.said')}" if row.correction else "")
    return {say("reading.became"): became, **cells, say("reading.facts"): "；".join(_fact(f) for f in row.facts)}


def _fact(fact: Fact) -> str:
    key = f"fields.{fact.field}"
    name = say(key)
    return f"{fact.field if name == key else name} {fact.value}{fact.unit}"


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
