"""Importing a list of customers: what each column became, corrected where need be, what would be done, and doing it."""

import hashlib

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.customer_import import IDENTITY, ColumnUse, ImportColumn, ImportPreview, RowProblem
from copilot.errors import ButterflyError
from copilot.ui.components import import_undo
from copilot.ui.components.findings import plain
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.import_customers import CustomerFile

PROBLEMS = 20
OPENED_FILES = 4


def show(brand: Brand) -> None:
    """The file, then its columns and what importing would do."""
    page = f"customers.{brand.id}.import"
    st.markdown(say("importing.lead"))
    uploaded = st.file_uploader(say("importing.file"), type=["csv", "tsv", "xlsx", "xlsm", "xls"], key=f"{page}.file")
    if done := st.session_state.pop(f"{page}.done", None):
        _done(done)
    import_undo.show(brand)
    if uploaded is None:
        return
    try:
        content = uploaded.getvalue()
        file = _opened(hashlib.sha256(content).hexdigest(), uploaded.name, content)
        _look(brand, file, f"{page}.{hashlib.sha256(content).hexdigest()[:12]}")
    except ButterflyError as error:
        st.warning(_explained(error), icon=":material/draft:")


@st.cache_data(max_entries=OPENED_FILES, ttl=900, show_spinner=False)
def _opened(digest: str, name: str, _content: bytes) -> CustomerFile:  # noqa: ARG001
    """Read once for each content."""
    return the_copilot().people.customers.importing.open(name, _content)


def _look(brand: Brand, file: CustomerFile, key: str) -> None:
    importing = the_copilot().people.customers.importing
    columns = importing.columns(file)
    uses = {c.index: use for c in columns if (use := _said(c, key))}
    _columns(columns, key)
    preview = importing.preview(brand, file, uses)
    if not any(column.use in IDENTITY for column in preview.columns):
        st.info(say("importing.no_identity"), icon=":material/badge:")
        return
    _counts(preview)
    _problems(preview, key)
    st.caption(say("importing.same_customer"))
    if not preview.touched:
        st.info(say("importing.nothing"), icon=":material/check_circle:")
    elif st.button(say("importing.run"), key=f"{key}.run", type="primary", icon=":material/upload:"):
        st.session_state[f"customers.{brand.id}.import.done"] = importing.run(brand, file, uses)
        st.rerun()


def _said(column: ImportColumn, key: str) -> ColumnUse | None:
    """What a person chose for the column, or None."""
    chosen = st.session_state.get(f"{key}.column.{column.index}")
    return ColumnUse(chosen) if chosen and chosen != column.read_as else None


def _columns(columns: tuple[ImportColumn, ...], key: str) -> None:
    st.markdown(f"**{say('importing.columns')}**")
    names = {use.value: say(f"importing.uses.{use}") for use in ColumnUse}
    with st.container(border=True, key=f"card-{key}.columns"):
        for column in columns:
            left, right = st.columns([3, 2], vertical_alignment="center")
            samples = plain(" · ".join(column.samples))
            left.markdown(f"**{plain(column.header or f'#{column.index + 1}')}**  \n:gray[:small[{samples}]]")
            field = f"{key}.column.{column.index}"
            st.session_state.setdefault(field, column.read_as.value)
            right.selectbox(
                column.header or say("importing.use"), list(names), key=field, format_func=lambda use: names[use],
                label_visibility="collapsed",
            )  # fmt: skip


def _counts(preview: ImportPreview) -> None:
    how = say("segments.words_joined").join(
        say(f"importing.matched.{by}", count=count) for by, count in preview.updated.items()
    )
    told = [say("importing.rows", rows=preview.rows), say("importing.added", count=preview.added)]
    if preview.updated:
        told.append(say("importing.updated", count=sum(preview.updated.values()), how=how))
    for name, count in (
        ("unchanged", preview.unchanged), ("stopped", preview.stopped), ("kept_stopped", preview.kept_stopped),
        ("remembered", preview.remembered),
    ):  # fmt: skip
        if count:
            told.append(say(f"importing.{name}", count=count))
    st.markdown("\n".join(f"- {line}" for line in told))


def _problems(preview: ImportPreview, key: str) -> None:
    partly = tuple(p for p in preview.problems if p.taken)
    for name, found in (("refused", preview.refused), ("partly", partly)):
        if found:
            with st.expander(say(f"importing.{name}", count=len(found)), icon=":material/error:", key=f"{key}.{name}"):
                st.markdown("\n".join(f"- {_problem(p)}" for p in found[:PROBLEMS]))
                if found[PROBLEMS:]:
                    st.caption(say("importing.more", count=len(found) - PROBLEMS))


def _problem(problem: RowProblem) -> str:
    reason = say(f"importing.problems.{problem.code}", column=problem.column, value=problem.value)
    return plain(say("importing.problem", row=problem.row, reason=reason))


def _done(done: ImportPreview) -> None:
    updated = sum(done.updated.values())
    told = say("importing.done", added=done.added, updated=updated, unchanged=done.unchanged)
    st.success(told, icon=":material/check_circle:")


def _explained(error: ButterflyError) -> str:
    use = str(error.facts.get("use") or "")
    if use:
        error.facts["use"] = say(f"importing.uses.{use}")
    return locale().explain(error)
