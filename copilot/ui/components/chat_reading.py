"""What of a pasted chat was read and what was hidden of it: the turns to compare, the placeholders."""

import streamlit as st

from copilot.domain.conversation import Speaker
from copilot.ui.components.findings import plain
from copilot.ui.state import say
from copilot.workflows.reply import Understood

LITERAL = "literal"
"""The kind of what only looked like a placeholder of ours: nothing that was hidden."""


def show(understood: Understood, key: str) -> None:
    """What was masked, and the turns as whoever writes gets them."""
    items = [item for item in understood.masked.mask.items if item.kind != LITERAL]
    if items:
        names = say("desk.between").join(plain(item.placeholder) for item in items)
        st.caption(f":material/visibility_off: {say('reply.masked', count=len(items), items=names)}")
    turns = understood.masked.conversation.turns
    with st.expander(say("reply.turns", count=len(turns)), icon=":material/chat:", key=key):
        for turn in turns:
            who = say("reply.customer" if turn.speaker is Speaker.CUSTOMER else "reply.rep")
            st.markdown(f"**{who}**　{plain(turn.text)}")
