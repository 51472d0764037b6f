"""Importing a list of figures: what each column became, corrected where need be, what would be done, doing it, undoing it."""

import hashlib
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.figure_import import FigureColumn, FigurePreview, FigureUse
from copilot.errors import ButterflyError
from copilot.reporting.insight_words import place_word
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, locale, say, the_copilot
from copilot.workflows.figures import FigureFile

PROBLEMS = 20
OPENED_FILES = 4


def show(brand: Brand) -> None:
    """The file, then its columns and what importing would do."""
    page = f"figures.{brand.id}.import"
    for done in ("taken_in", "taken_back"):
        if (count := st.session_state.pop(f"{page}.{done}", None)) is not None:
            st.success(say(f"figures.{done}", count=count), icon=":material/check_circle:")
    _way_back(brand, page)
    with st.expander(say("figures.import"), icon=":material/upload_file:", key=f"{page}.panel"):
        uploaded = st.file_uploader(say("figures.file"), type=["csv", "tsv", "xlsx", "xlsm", "xls"], key=f"{page}.file")
        if uploaded is None:
            return
        try:
            content = uploaded.getvalue()
            digest = hashlib.sha256(content).hexdigest()
            _look(brand, _opened(digest, uploaded.name, content), f"{page}.{digest[:12]}")
        except ButterflyError as error:
            st.warning(_explained(error), icon=":material/draft:")


@st.cache_resource(max_entries=OPENED_FILES, ttl=900, show_spinner=False)
def _opened(digest: str, name: str, _content: bytes) -> FigureFile:  # noqa: ARG001
    """Read once for each content."""
    return the_copilot().butterfly.figures.open(name, _content)


def _look(brand: Brand, file: FigureFile, key: str) -> None:
    figures = the_copilot().butterfly.figures
    columns = figures.columns(file)
    uses = {c.index: use for c in columns if (use := _said(c, key))}
    _columns(columns, key)
    preview = figures.preview(brand, file, uses)
    if not (preview.says_when and preview.says_how_many):
        st.info(say("figures.no_people" if preview.says_when else "figures.no_days"), icon=":material/event:")
        return
    counts = {"added": preview.added, "changed": preview.changed, "same": preview.same}
    st.markdown(say("figures.preview", rows=preview.rows, figures=len(preview.figures), **counts))
    _problems(preview, key)
    if preview.figures and st.button(
        say("figures.take_in"), key=f"{key}.run", type="primary", icon=":material/upload:"
    ):
        _take_in(brand, file, uses)


def _said(column: FigureColumn, key: str) -> FigureUse | None:
    """What a person chose for the column, or None."""
    chosen = st.session_state.get(f"{key}.column.{column.index}")
    return FigureUse(chosen) if chosen and chosen != column.read_as else None


def _columns(columns: tuple[FigureColumn, ...], key: str) -> None:
    names = {use.value: use_word(use) for use in FigureUse}
    with st.container(border=True, key=f"card-{key}.columns"):
        for column in columns:
            left, right = st.columns([3, 2], vertical_alignment="center")
            samples = plain(" · ".join(column.samples))
            left.markdown(f"**{plain(column.header or f'#{column.index + 1}')}**  \n:gray[:small[{samples}]]")
            field = f"{key}.column.{column.index}"
            st.session_state.setdefault(field, column.read_as.value)
            right.selectbox(
                say("figures.column"),
                list(names),
                key=field,
                format_func=lambda use: names[use],
                label_visibility="collapsed",
            )


def use_word(use: FigureUse) -> str:
    """What a column is for, as people say it."""
    return place_word(use.place, locale().say) if use.place else say(f"figures.uses.{use}")


def _problems(preview: FigurePreview, key: str) -> None:
    if not preview.problems:
        return
    title = say("figures.problems", count=len(preview.problems))
    with st.expander(title, icon=":material/error:", key=f"{key}.problems"):
        for one in preview.problems[:PROBLEMS]:
            reason = say(f"figures.reasons.{one.code}", value=one.value)
            st.markdown(f"- {plain(say('figures.problem', row=one.row, column=one.column, reason=reason))}")


def _take_in(brand: Brand, file: FigureFile, uses: dict[int, FigureUse]) -> None:
    """Take it in while somebody watches."""
    bar = st.progress(0.0, text=say("figures.importing"))

    def on_progress(done: int, total: int) -> None:
        bar.progress(done / total, text=say("figures.importing"))

    figures = the_copilot().butterfly.figures
    done = figures.take_in(brand, file, uses, actor=current_actor(), on_progress=on_progress)
    st.session_state[f"figures.{brand.id}.import.taken_in"] = len(done.figures)
    st.rerun()


def _way_back(brand: Brand, page: str) -> None:
    if (last := the_copilot().store.figures.last_import(brand.id)) is not None:
        st.button(
            say("figures.take_back", file=plain(last[0])), key=f"{page}.back", icon=":material/undo:", type="tertiary",
            on_click=partial(_take_back, brand, page),
        )  # fmt: skip


def _take_back(brand: Brand, page: str) -> None:
    try:
        st.session_state[f"{page}.taken_back"] = the_copilot().butterfly.figures.take_back(brand)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _explained(error: ButterflyError) -> str:
    if use := str(error.facts.get("use") or ""):
        error.facts["use"] = use_word(FigureUse(use))
    return locale().explain(error)
