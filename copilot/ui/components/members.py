"""Who may sign in and what for: a list for admins, to be changed one by one."""

import streamlit as st

from copilot.domain.review import Actor, Duty, Member
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, say, the_copilot

KEY = "members"
DUTIES = [duty.value for duty in Duty]


def show() -> None:
    """The members for an admin; one's own duty for others; how to begin where nobody signs in."""
    st.subheader(say("members.title"))
    actor = current_actor()
    if actor.alone:
        st.markdown(say("members.alone"))
        st.code("BUTTERFLY_SIGN_IN=true\nBUTTERFLY_ADMINS=…@…", language="bash")
        return
    if actor.duty is not Duty.ADMIN:
        st.markdown(say("members.yours", duty=say(f"duties.{actor.duty}")))
        return
    st.caption(" ".join(say(f"members.may.{duty}") for duty in Duty))
    first = the_copilot().calendar.members.first_admins
    for member in the_copilot().calendar.members.all():
        _row(member, actor, fixed=member.email in first)
    with st.expander(say("members.add"), icon=":material/person_add:", key=f"{KEY}.form"):
        _form()


def _row(member: Member, actor: Actor, *, fixed: bool) -> None:
    """One member. Those of the configuration cannot be changed here."""
    who, duty, out = st.columns([4, 3, 1], vertical_alignment="center")
    name = plain(member.name) if member.name != member.email else ""
    who.markdown(f"**{name}**　{plain(member.email)}" if name else plain(member.email))
    key = f"{KEY}.{member.email}"
    if fixed:
        duty.markdown(f"{say('duties.admin')} · {say('members.fixed')}")
        return
    st.session_state[f"{key}.duty"] = member.duty.value
    duty.selectbox(
        say("members.duty"), DUTIES, format_func=lambda d: say(f"duties.{d}"), key=f"{key}.duty",
        label_visibility="collapsed", on_change=_change, args=(member,),
    )  # fmt: skip
    out.button(
        say("members.remove"), key=f"{key}.remove", icon=":material/person_remove:", on_click=_remove,
        args=(member.email,), disabled=member.email == actor.id,
    )  # fmt: skip


def _form() -> None:
    st.text_input(say("members.email"), key=f"{KEY}.email", max_chars=200)
    st.text_input(say("members.name"), key=f"{KEY}.name", max_chars=60)
    st.selectbox(say("members.duty"), DUTIES, format_func=lambda d: say(f"duties.{d}"), key=f"{KEY}.duty")
    st.button(say("members.let_in"), key=f"{KEY}.add", icon=":material/person_add:", on_click=_add)


def _add() -> None:
    email, name, duty = (str(st.session_state[f"{KEY}.{field}"] or "") for field in ("email", "name", "duty"))
    if _saved(Member(email, name, Duty(duty))):
        st.session_state[f"{KEY}.email"] = st.session_state[f"{KEY}.name"] = ""


def _change(member: Member) -> None:
    duty = Duty(st.session_state[f"{KEY}.{member.email}.duty"])
    if duty is not member.duty:
        _saved(Member(member.email, member.name, duty))


def _saved(member: Member) -> bool:
    try:
        saved = the_copilot().calendar.members.save(member, current_actor())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return False
    st.toast(say("members.saved", name=saved.name, duty=say(f"duties.{saved.duty}")), icon=":material/check:")
    return True


def _remove(email: str) -> None:
    try:
        the_copilot().calendar.members.remove(email, current_actor())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
