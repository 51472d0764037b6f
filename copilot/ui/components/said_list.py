"""What was said about how a document is to be read, one line each, with the way back."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.correction import ColumnCorrection, Correction, CorrectionChange, RowCorrection, Span
from copilot.ui.components.findings import plain
from copilot.ui.components.looks import say_it
from copilot.ui.components.paging import page
from copilot.ui.state import say, the_copilot

AT_ONCE, LONGEST = 10, 60


def show(brand: Brand, name: str, key: str, lost: Sequence[Correction] = ()) -> None:
    """The corrections of the document of that name; `lost` are those whose place is not in the file any more."""
    corrections = the_copilot().correcting.said(brand, name)
    if not corrections.said:
        return
    with st.expander(say("reading.said_list", count=len(corrections.said)), icon=":material/edit_note:", key=key):
        st.caption(say("reading.said_help"))
        gone = {c.id for c in lost}
        now = page(len(corrections.said), AT_ONCE, f"{key}.page")
        for said in corrections.said[now]:
            with st.container(horizontal=True, vertical_alignment="center"):
                aside = f"  \n:orange[:small[{say('reading.lost')}]]" if said.id in gone else ""
                st.markdown(_told(said) + aside, width="stretch")
                change = CorrectionChange((), (said.id,), seen=corrections.serial)
                st.button(
                    say("reading.undo"), key=f"{key}.{said.id}.undo", icon=":material/undo:", on_click=say_it,
                    args=(brand, name, change),
                )  # fmt: skip


def _told(said: Correction) -> str:
    if isinstance(said, ColumnCorrection):
        parts = [say(f"column_kinds.{said.kind}")] if said.kind else []
        parts += [_days(said.dates)] if said.dates else []
        return say("reading.said_column", column=_quoted(said.header), what="，".join(parts))
    if isinstance(said, RowCorrection):
        return say("reading.said_row", row=_quoted(said.words), what=say(f"row_kinds.{said.kind}"))
    parts = [say(f"roles.{said.role}")] if said.role else []
    if said.product is not None:
        parts.append(plain(said.product) or say("reading.no_product"))
    return say("reading.said_passage", text=_quoted(said.text), what="，".join(parts))


def _days(dates: Span) -> str:
    return f"{dates.valid_from or '…'} – {dates.valid_to or '…'}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return plain(line if len(line) <= LONGEST else line[: LONGEST - 1] + "…")
