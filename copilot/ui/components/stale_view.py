"""What a draft cites that the knowledge does not say any more: old and new beside each other."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from copilot.domain.staleness import Stale
from copilot.ui.components.findings import plain
from copilot.ui.state import say

LONGEST, HINTED = 90, 40


def show(stale: Sequence[Stale]) -> None:
    """A warning with a line for each citation that is out of date; nothing for a fresh draft."""
    if not stale:
        return
    lines = [say("stale.lead", count=len(stale)), *(f"- {_told(s, LONGEST)}" for s in stale)]
    st.warning("\n".join(lines), icon=":material/update:")


def hint(place: DeltaGenerator, stale: Sequence[Stale]) -> None:
    """One line for a list of drafts: that it is out of date, and the first thing that changed."""
    if stale:
        more = say("stale.more", count=len(stale) - 1) if len(stale) > 1 else ""
        place.markdown(f":orange-badge[{say('stale.badge')}] :small[{_told(stale[0], HINTED)}{more}]")


def _told(stale: Stale, most: int) -> str:
    old, new = _short(stale.old, most), _short(stale.new, most)
    key = f"fields.{stale.field}"
    field = say(key) if say(key) != key else stale.field
    about = plain(f"{stale.product} {field}".strip())
    change = say(f"stale.{stale.reason}", old=old, new=new)
    return say(
        "stale.line", n=stale.n, about=f"{about} " if about else "", change=change, document=plain(stale.document)
    )


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return plain(line if len(line) <= most else line[: most - 1] + "…")
