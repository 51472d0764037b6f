"""Copying a variant, and whether the copy says that AI helped: a choice that is logged and taken up next time."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.ai_label import AiLabel, LabelChoice
from copilot.domain.draft import Draft
from copilot.errors import ButterflyError
from copilot.ui.components import copy_button
from copilot.ui.components.findings import plain
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, desk, keep, kept, language, say, the_copilot

PAGE = "labels"
CARRIED = (AiLabel.VISIBLE, AiLabel.METADATA)
"""Leaving the label out takes a reason for each text, so it is not taken up again by itself."""


def show_copy(
    draft: Draft, number: int, key: str, pick: str = "", *, on_copy: Callable[[], None] | None = None
) -> None:
    """The copy button of a variant with the choice beside it; what was chosen last holds until another is made.
    `on_copy` is called after a copy."""
    labelling = the_copilot().labelling
    choice = labelling.current(draft, number)
    label = choice.label if choice else _last()
    text = labelling.outgoing(draft, draft.variants[number - 1].plain, label)
    logged = partial(_log, draft, number, label) if choice is None and label else None
    told = [act for act in (logged, on_copy) if act is not None]
    copy_button.show(text, f"{key}.copy", pick, on_copy=partial(_each, told) if told else None)
    field, names = f"{key}.label", {c.value: say(f"label.choices.{c}") for c in AiLabel}
    if field not in st.session_state:
        st.session_state[field] = label.value if label else None
    st.selectbox(
        say("label.name"), list(names), key=field, index=0 if label else None, label_visibility="collapsed", width=150,
        placeholder=say("label.placeholder"), format_func=lambda c: names[c],
        on_change=partial(_chosen, draft, number, field),
    )  # fmt: skip
    if st.session_state[field] == AiLabel.NONE.value and (choice is None or choice.label is not AiLabel.NONE):
        _ask_why(draft, number, key)


def show_edited_copy(draft: Draft, number: int, text: str, key: str, *, on_copy: Callable[[], None]) -> None:
    """A button that copies `text`, as it is being edited, labelled as its variant is; `on_copy` is called after."""
    labelling = the_copilot().labelling
    choice = labelling.current(draft, number)
    label = choice.label if choice else _last()
    logged = [partial(_log, draft, number, label)] if choice is None and label else []
    copy_button.show(
        labelling.outgoing(draft, text, label), f"{key}.copy_edit", on_copy=partial(_each, [*logged, on_copy]),
        typed=text, label=say("draft.save_copy"),
    )  # fmt: skip


def show_log(draft: Draft) -> None:
    """Every choice for the draft, the words and what to declare, and on what basis."""
    labelling = the_copilot().labelling
    st.markdown(f"**{say('label.log')}**")
    log = labelling.log(draft)
    st.caption("  \n".join(plain(_line(n, c)) for n, c in log) if log else say("label.log_none"))
    words = labelling.words.text(draft.channel, draft.language)
    about = (
        say("label.help", words=words),
        labelling.declaration(draft, language()),
        say("label.basis", text=labelling.words.basis.say(language())),
    )
    st.caption("  \n".join(plain(line) for line in about))


def _each(acts: list[Callable[[], None]]) -> None:
    for act in acts:
        act()


def _ask_why(draft: Draft, number: int, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            say("label.reason"), key=f"{key}.why", max_chars=200, placeholder=say("label.reason_example"), width=320
        )
        st.button(
            say("label.keep_reason"), key=f"{key}.keep_why", icon=":material/check:",
            on_click=partial(_leave_out, draft, number, key),
        )  # fmt: skip


def _chosen(draft: Draft, number: int, field: str) -> None:
    label, current = st.session_state[field], the_copilot().labelling.current(draft, number)
    if label in CARRIED and (current is None or label != current.label):
        keep(PAGE, "label", label)
        _log(draft, number, AiLabel(label))


def _leave_out(draft: Draft, number: int, key: str) -> None:
    _log(draft, number, AiLabel.NONE, str(st.session_state.get(f"{key}.why") or ""))


def _log(draft: Draft, number: int, label: AiLabel, reason: str = "") -> None:
    try:
        by = str(kept("facts").get("who") or desk())
        the_copilot().labelling.choose(draft, number, label, by=by, reason=reason)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _last() -> AiLabel | None:
    last = kept(PAGE).get("label")
    return AiLabel(last) if last in CARRIED else None


def _line(number: int, choice: LabelChoice) -> str:
    label, by = say(f"label.choices.{choice.label}"), choice.by or say("label.somebody")
    line = say("label.log_line", number=number, label=label, by=by, at=moment(choice.at))
    return line + (say("label.log_reason", reason=choice.reason) if choice.reason else "")
