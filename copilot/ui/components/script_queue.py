"""Replies proposed as scripts: reword, check, approve or reject, and take a decision back."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.script_proposal import ScriptProposal, ScriptState
from copilot.domain.waiver import standing
from copilot.errors import ButterflyError
from copilot.ui.checked_html import verdict_html
from copilot.ui.components import findings
from copilot.ui.components.findings import Sheet, plain
from copilot.ui.components.paging import page
from copilot.ui.components.rule_words import who
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, choose, keep, locale, remember, say, the_copilot
from copilot.workflows.scripts import ScriptWording

AT_ONCE, DECISIONS_AT_ONCE = 10, 10
SAVED_KEY = "scripts.saved"


def show(brand: Brand) -> None:
    """What waits, the oldest first, then what was decided."""
    st.caption(say("scripts.lead"))
    waiting = the_copilot().people.scripts.proposed(brand)
    if done := st.session_state.pop(SAVED_KEY, None):
        st.success(say(f"scripts.{done}"), icon=":material/check_circle:")
    if not waiting:
        st.info(say("scripts.none"), icon=":material/rate_review:")
    for proposal in waiting[page(len(waiting), AT_ONCE, f"scripts.{brand.id}.page")]:
        with st.container(border=True, key=f"card-scripts.{brand.id}.{proposal.id}"):
            _proposal(brand, proposal)
    _decided(brand)


def _proposal(brand: Brand, proposal: ScriptProposal) -> None:
    kept, key = f"scripts.{brand.id}", f"scripts.{brand.id}.{proposal.id}"
    st.caption(" · ".join(plain(part) for part in _about(proposal)))
    situation = st.text_input(
        say("scripts.situation"), placeholder=say("scripts.situation_example"), max_chars=120,
        **remember(kept, f"situation.{proposal.id}", proposal.situation),
    )  # fmt: skip
    with st.container(key=f"live-{key}"):
        text = st.text_area(say("scripts.text"), height=110, **remember(kept, f"text.{proposal.id}", proposal.text))
    products = ["", *(p.name for p in brand.products)]
    product = st.selectbox(
        say("scripts.product"), format_func=lambda name: name or say("scripts.any_product"),
        **choose(kept, f"product.{proposal.id}", products, proposal.product or ""),
    )  # fmt: skip
    wording = ScriptWording(text or "", situation or "", product or "")
    blocked = _findings(brand, proposal, wording)
    _ways(brand, proposal, wording, blocked=blocked)


def _findings(brand: Brand, proposal: ScriptProposal, wording: ScriptWording) -> bool:
    """What stands against it; whether that keeps it from being approved."""
    scripts, key = the_copilot().people.scripts, f"scripts.{brand.id}.{proposal.id}"
    text = (wording.text or "").strip()
    if not text:
        return True
    checked = scripts.check(proposal, wording)
    st.html(verdict_html(standing(checked.judged), locale()))
    findings.show(checked.judged, Sheet(key, brand.id, text, partial(_put, brand, proposal)))
    if personal := scripts.personal_data(proposal, wording):
        st.warning(plain(say("scripts.personal", found="、".join(personal))), icon=":material/shield_person:")
    if checked.verdict == "block":
        st.caption(say("scripts.check_blocks"))
    return checked.verdict == "block" or bool(personal)


def _ways(brand: Brand, proposal: ScriptProposal, wording: ScriptWording, *, blocked: bool) -> None:
    key = f"scripts.{brand.id}.{proposal.id}"
    rejecting = st.session_state.get(f"{key}.rejecting", False)
    if rejecting:
        st.text_input(say("scripts.why"), key=f"{key}.reason", max_chars=200, placeholder=say("scripts.why_example"))
    with st.container(horizontal=True, gap="small"):
        if rejecting:
            st.button(
                say("scripts.reject_now"), key=f"{key}.reject_now", type="primary",
                on_click=partial(_reject, brand, proposal),
            )  # fmt: skip
            st.button(say("scripts.cancel"), key=f"{key}.cancel", type="tertiary", on_click=_turn, args=(key, False))
            return
        st.button(
            say("scripts.approve"), key=f"{key}.approve", type="primary", icon=":material/check:",
            disabled=blocked or not (wording.situation or "").strip(),
            on_click=partial(_approve, brand, proposal, wording),
        )  # fmt: skip
        st.button(say("scripts.reject"), key=f"{key}.reject", icon=":material/block:", on_click=_turn, args=(key, True))


def _decided(brand: Brand) -> None:
    scripts = the_copilot().people.scripts
    decided = [p for state in (ScriptState.APPROVED, ScriptState.REJECTED) for p in scripts.proposed(brand, state)]
    if not decided:
        return
    decided.sort(key=lambda p: p.decided_at or p.proposed_at, reverse=True)
    title = say("scripts.decided", count=len(decided))
    with st.expander(title, icon=":material/inventory_2:", key=f"scripts.{brand.id}.decided"):
        for p in decided[page(len(decided), DECISIONS_AT_ONCE, f"scripts.{brand.id}.decided.page")]:
            when = moment(p.decided_at) if p.decided_at else ""
            told = " · ".join(plain(part) for part in (p.situation, p.why, p.by, when) if part)
            badge = f":gray-badge[{say(f'scripts.states.{p.state}')}]"
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{badge} {plain(p.text)}  \n:gray[:small[{told}]]", width="stretch")
                st.button(
                    say("scripts.reopen"), key=f"scripts.{brand.id}.{p.id}.reopen", icon=":material/undo:",
                    on_click=_reopen, args=(p.id,),
                )  # fmt: skip


def _about(proposal: ScriptProposal) -> tuple[str, ...]:
    step = (say(f"steps.{proposal.step}"),) if proposal.step else ()
    move = (say(f"ideas.{proposal.move}"),) if proposal.move else ()
    return (moment(proposal.proposed_at), *step, *move)


def _put(brand: Brand, proposal: ScriptProposal, text: str) -> None:
    st.session_state[f"scripts.{brand.id}.text.{proposal.id}"] = text
    keep(f"scripts.{brand.id}", f"text.{proposal.id}", text)


def _turn(key: str, rejecting: bool) -> None:
    st.session_state[f"{key}.rejecting"] = rejecting


def _approve(brand: Brand, proposal: ScriptProposal, wording: ScriptWording) -> None:
    if _tried(partial(the_copilot().people.scripts.approve, proposal.id, who(), wording)):
        _done(brand, proposal, "approved")


def _reject(brand: Brand, proposal: ScriptProposal) -> None:
    why = str(st.session_state.get(f"scripts.{brand.id}.{proposal.id}.reason") or "")
    if _tried(partial(the_copilot().people.scripts.reject, proposal.id, why, who())):
        _done(brand, proposal, "rejected")


def _reopen(proposal_id: int) -> None:
    _tried(partial(the_copilot().people.scripts.reopen, proposal_id))


def _done(brand: Brand, proposal: ScriptProposal, how: str) -> None:
    for field in ("text", "situation", "product"):
        keep(f"scripts.{brand.id}", f"{field}.{proposal.id}", None)
    _turn(f"scripts.{brand.id}.{proposal.id}", False)
    st.session_state[SAVED_KEY] = how


def _tried(act: "partial[ScriptProposal]") -> bool:
    try:
        act()
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return False
    return True
