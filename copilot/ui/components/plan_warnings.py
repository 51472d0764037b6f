"""What stands against a plan, blocks first, each with what to do and where."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Slot
from copilot.domain.draft import Severity
from copilot.domain.plan import Plan, PlanWarning
from copilot.ui.components import plan_words
from copilot.ui.state import say

SHOWN = 5
PLACES = 3


def show(brand: Brand, plan: Plan, names: Mapping[str, str]) -> None:
    """All of them; what only should be known is folded where it is much. `names` are those of audiences, by id."""
    blocks = [w for w in plan.warnings if w.severity is Severity.BLOCK]
    others = [w for w in plan.warnings if w.severity is not Severity.BLOCK]
    slots = {slot.id: slot for slot in plan.slots}
    if blocks:
        st.error(say("plan.blocked", count=len(blocks)), icon=":material/block:")
        st.html(_list(blocks, brand, slots, names))
    if not plan.warnings:
        st.success(say("plan.nothing_against"), icon=":material/check_circle:")
    elif others:
        with st.expander(
            say("plan.to_know", count=len(others)), icon=":material/warning:", expanded=len(others) <= SHOWN,
            key=f"plan.{plan.id}.warnings",
        ):  # fmt: skip
            st.html(_list(others, brand, slots, names))


def marks(plan: Plan) -> Mapping[str, Severity]:
    """The gravest severity by slot."""
    found: dict[str, Severity] = {}
    for warning in reversed(plan.warnings):
        found.update(dict.fromkeys(warning.slots, warning.severity))
    return found


def sign(severity: Severity) -> str:
    """A symbol with its word, as HTML."""
    word = escape(say(f"rules.severities.{severity}"))
    return f'<i class="bf-sign bf-{severity}" role="img" aria-label="{word}" title="{word}">{plan_words.SIGNS[severity]}</i>'  # fmt: skip


def _list(warnings: Sequence[PlanWarning], brand: Brand, slots: Mapping[str, Slot], names: Mapping[str, str]) -> str:
    """Each sentence once, with the places it is about."""
    by_sentence: dict[tuple[Severity, str], list[Slot]] = {}
    for warning in warnings:
        places = by_sentence.setdefault((warning.severity, plan_words.told(warning, brand)), [])
        places += [slots[i] for i in warning.slots if i in slots]
    rows = "".join(
        f"<li>{sign(severity)}<span>{escape(sentence)}<small>{escape(_where(places, names))}</small></span></li>"
        for (severity, sentence), places in by_sentence.items()
    )
    return f'<ul class="bf-against">{rows}</ul>'


def _where(slots: Sequence[Slot], names: Mapping[str, str]) -> str:
    told = list(dict.fromkeys(f"{s.day:%m-%d} {s.time:%H:%M} {names.get(s.audience_id, '')}".strip() for s in slots))
    more = say("plan.and_more", count=len(told) - PLACES) if len(told) > PLACES else ""
    return say("plan.comma").join(told[:PLACES]) + more
