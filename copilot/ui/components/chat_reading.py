"""What was understood of a pasted chat: where the customer stands and why, and the turns as they were read."""

from html import escape

import streamlit as st

from copilot.domain.conversation import Reading, Speaker
from copilot.ui.components.findings import plain
from copilot.ui.state import say
from copilot.workflows.reply import Understood


def show(understood: Understood, key: str) -> None:
    """One line on where the customer stands, what asks for a person, and the turns to compare."""
    reading = understood.reading
    where = "".join(f"<li>{escape(part)}</li>" for part in standing(reading))
    why = f"<q>{escape(reading.why)}</q>" if reading.why else ""
    st.html(f'<div class="bf-reading"><ul>{where}</ul>{why}</div>')
    if reading.escalation:
        st.warning(say(f"escalations.{reading.escalation}"), icon=":material/support_agent:")
    if reading.says_stop:
        st.warning(say("reply.stop"), icon=":material/do_not_disturb_on:")
    turns = understood.masked.conversation.turns
    with st.expander(say("reply.turns", count=len(turns)), icon=":material/chat:", key=key):
        for turn in turns:
            who = say("reply.customer" if turn.speaker is Speaker.CUSTOMER else "reply.rep")
            st.markdown(f"**{who}**　{plain(turn.text)}")
        if understood.masked.mask.items:
            st.caption(say("reply.masked", count=len(understood.masked.mask.items)))


def standing(reading: Reading) -> tuple[str, ...]:
    """Stand, step, objection and products, in words."""
    step = (say(f"steps.{reading.step}"),) if reading.step else ()
    objection = (say(f"objections.{reading.objection}"),) if reading.objection else ()
    return (say(f"stands.{reading.stand}"), *step, *objection, *reading.products)
