"""What checking found in a text: one entry each, the worst first, with why, on what basis, and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from string import punctuation

import streamlit as st

from copilot.domain.draft import Finding, Severity
from copilot.domain.rewording import Edit, rewording
from copilot.domain.segments import WORST_FIRST
from copilot.domain.waiver import Judged, Waiver
from copilot.errors import ButterflyError
from copilot.ui.moments import moment
from copilot.ui.state import keep, kept, locale, remember, say, the_copilot

ICONS = {Severity.BLOCK: ":material/block:", Severity.WARN: ":material/warning:", Severity.NOTE: ":material/info:"}
COLOURS = {Severity.BLOCK: "red", Severity.WARN: "orange", Severity.NOTE: "gray"}
SHOWN_AT_FIRST = 8
MORE = 20
UNDO, UNDOS_KEPT = "undo", 20
QUOTED_CHARACTERS = 24


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text the findings are about: whose it is, and how to put another in its place."""

    key: str
    brand_id: str
    text: str
    put: Callable[[str], object]
    """May raise `ButterflyError`."""
    let_pass: Callable[[Finding, str], object] | None = None
    """How a finding is let pass with a reason by somebody who is known; None: by whoever gives their name here."""
    withdraw: Callable[[Waiver], object] | None = None
    """And how that is taken back by them."""


def show(judged: Sequence[Judged], sheet: Sheet) -> None:
    """List the findings with their rewordings and waivers, and the way back from the last rewording."""
    if message := st.session_state.pop(f"{sheet.key}.trouble", None):
        st.warning(message)
    _way_back(sheet)
    ordered = sorted(judged, key=lambda j: (j.waiver is not None, WORST_FIRST.index(j.finding.severity)))
    count = st.session_state.get(f"{sheet.key}.shown", SHOWN_AT_FIRST)
    for number, entry in enumerate(ordered[:count]):
        with st.container(gap="xxsmall", key=f"finding-{sheet.key}.{number}"):
            _entry(entry, sheet, f"{sheet.key}.{number}")
    if len(ordered) > count:
        st.button(
            say("findings.more", count=len(ordered) - count), key=f"{sheet.key}.more", type="tertiary",
            on_click=partial(_show_more, sheet, count),
        )  # fmt: skip


def listed(found: Sequence[Finding]) -> None:
    """Say what was found and what could be done, for a text that nobody means to change here."""
    for finding in sorted(found, key=lambda f: WORST_FIRST.index(f.severity)):
        word = say(f"severities.{finding.severity}")
        st.markdown(f":{COLOURS[finding.severity]}[{ICONS[finding.severity]} **{word}**] {_what(finding)}")


def _entry(entry: Judged, sheet: Sheet, key: str) -> None:
    finding, waiver = entry.finding, entry.waiver
    if waiver is not None:
        _waived(finding, waiver, sheet, key)
        return
    word = say(f"severities.{finding.severity}")
    st.markdown(f":{COLOURS[finding.severity]}[{ICONS[finding.severity]} **{word}**] {_what(finding)}")
    details = (("findings.instead", finding.suggestion), ("findings.basis", finding.basis))
    st.caption("  \n".join(say(name, text=plain(text)) for name, text in details if text))
    if st.session_state.get(f"{sheet.key}.waiving") == _name(finding):
        _reason(finding, sheet)
        return
    with st.container(horizontal=True, gap="small"):
        if rewording(sheet.text, finding) is not None:
            st.button(
                _take_label(finding), key=f"{key}.take", icon=":material/find_replace:",
                on_click=partial(_take, sheet, finding),
            )  # fmt: skip
        st.button(
            say("findings.waive"), key=f"{key}.waive", type="tertiary", icon=":material/front_hand:",
            on_click=partial(_begin_waiving, sheet, finding),
        )  # fmt: skip


def _reason(finding: Finding, sheet: Sheet) -> None:
    st.text_input(say("findings.why"), key=f"{sheet.key}.why", max_chars=300, placeholder=say("findings.why_example"))
    if sheet.let_pass is None:
        st.text_input(say("findings.who"), max_chars=40, **remember("check", "who", ""))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("findings.waive_now"), key=f"{sheet.key}.waive_now", type="primary",
            on_click=partial(_waive, sheet, finding),
        )  # fmt: skip
        st.button(say("findings.cancel"), key=f"{sheet.key}.cancel", type="tertiary", on_click=_end, args=(sheet,))


def _waived(finding: Finding, waiver: Waiver, sheet: Sheet, key: str) -> None:
    told = " · ".join(plain(part) for part in (waiver.why, waiver.by, moment(waiver.at)) if part)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f":gray[:material/front_hand: **{say('findings.waived')}** {_what(finding)}]  \n:gray[:small[{told}]]",
            width="stretch",
        )
        st.button(
            say("findings.withdraw"), key=f"{key}.withdraw", type="tertiary", icon=":material/undo:",
            on_click=partial(_withdraw, sheet, waiver),
        )  # fmt: skip


def _way_back(sheet: Sheet) -> None:
    edits = kept(UNDO).get(sheet.key) or []
    if edits and Edit(*edits[-1]).back.on(sheet.text) is not None:
        was = plain(_short(edits[-1][1].strip()))
        st.button(
            say("findings.undo", text=was), key=f"{sheet.key}.undo_take", type="tertiary", icon=":material/undo:",
            on_click=partial(_undo, sheet, edits),
        )  # fmt: skip


def _take(sheet: Sheet, finding: Finding) -> None:
    edit = rewording(sheet.text, finding)
    changed = edit.on(sheet.text) if edit else None
    if edit is not None and changed is not None and _tried(sheet, partial(sheet.put, changed)):
        done = [*(kept(UNDO).get(sheet.key) or []), [edit.start, edit.was, edit.now]]
        keep(UNDO, sheet.key, done[-UNDOS_KEPT:])


def _undo(sheet: Sheet, edits: list[list[int | str]]) -> None:
    before = Edit(*edits[-1]).back.on(sheet.text)  # type: ignore[arg-type]
    if before is not None and _tried(sheet, partial(sheet.put, before)):
        keep(UNDO, sheet.key, edits[:-1] or None)


def _begin_waiving(sheet: Sheet, finding: Finding) -> None:
    st.session_state[f"{sheet.key}.waiving"] = _name(finding)


def _waive(sheet: Sheet, finding: Finding) -> None:
    why, by = str(st.session_state.get(f"{sheet.key}.why") or ""), str(st.session_state.get("check.who") or "")

    def waived() -> object:
        if sheet.let_pass is not None:
            return sheet.let_pass(finding, why)
        return the_copilot().waive(sheet.text, finding, sheet.brand_id, why=why, by=by.strip())

    if _tried(sheet, waived):
        _end(sheet)


def _end(sheet: Sheet) -> None:
    st.session_state.pop(f"{sheet.key}.waiving", None)


def _withdraw(sheet: Sheet, waiver: Waiver) -> None:
    by = str(st.session_state.get("check.who") or kept("check").get("who") or "")
    withdraw = sheet.withdraw or (lambda one: the_copilot().store.waivers.withdraw(one.id, by=by.strip()))
    _tried(sheet, partial(withdraw, waiver))


def _show_more(sheet: Sheet, count: int) -> None:
    st.session_state[f"{sheet.key}.shown"] = count + MORE


def _tried(sheet: Sheet, act: Callable[[], object]) -> bool:
    """Whether it went well; else the sentence for it is shown above the list."""
    try:
        act()
    except ButterflyError as error:
        st.session_state[f"{sheet.key}.trouble"] = locale().explain(error)
        return False
    return True


def _name(finding: Finding) -> tuple[str, int, str]:
    return finding.rule, finding.start, finding.quote


def _take_label(finding: Finding) -> str:
    if finding.replacement:
        return say("findings.take", text=plain(_short(finding.replacement)))
    return say("findings.leave_out", text=plain(_short(finding.quote)))


def _what(finding: Finding) -> str:
    """The spot and why; most messages name the spot themselves."""
    message = plain(finding.message)
    return (
        message if not finding.quote or finding.quote in finding.message else f"**“{plain(finding.quote)}”** {message}"
    )


def _short(text: str) -> str:
    return text if len(text) <= QUOTED_CHARACTERS else f"{text[:QUOTED_CHARACTERS]}…"


def plain(text: str) -> str:
    """`text` with every character that Markdown might act on made harmless, on one line."""
    return "".join(rf"\{c}" if c in punctuation else c for c in " ".join(text.split()))
