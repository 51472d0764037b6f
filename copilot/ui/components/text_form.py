"""Chooses the kind of text, and says what it has to know and of which parts it is made."""

import streamlit as st

from copilot.domain.channel import Channel
from copilot.domain.text_form import TextForm
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, language, say, the_copilot


def show(page: str, channel: Channel) -> tuple[TextForm, str]:
    """The form chosen among those at home on the channel, its usual one first, and where its reader comes from."""
    known = the_copilot().briefing.text_forms
    here = sorted((f for f in known.values() if channel in f.channels), key=lambda f: f.channels.index(channel))
    chosen = st.selectbox(
        say("posts.form"), format_func=lambda f: known[f].title.of(language()) if f in known else "",
        **choose(page, "form", [f.id for f in here], here[0].id),
    )  # fmt: skip
    form = known[chosen]
    return form, _origin(page, form)


def needs(form: TextForm) -> None:
    """What the form is for, what it has to know, and its parts in their order."""
    sought = [need.name.of(language()) for need in form.needs if need.look_for]
    asked = [need.name.of(language()) for need in form.needs if need.told_by]
    joint = say("posts.form_joint")
    told = [
        form.does.of(language()),
        say("posts.form_asked", needs=joint.join(asked)) if asked else "",
        say("posts.form_sought", needs=joint.join(sought)) if sought else "",
        say("posts.form_parts", parts=" → ".join(part.name.of(language()) for part in form.parts)),
    ]
    st.caption("  \n".join(plain(line) for line in told if line))


def _origin(page: str, form: TextForm) -> str:
    """Where somebody came from whom the text welcomes; "" for a form that does not ask."""
    if not form.origins:
        return ""
    titles = {"": say("posts.any_origin")} | {o.id: o.title.of(language()) for o in form.origins}
    chosen: str = st.selectbox(
        say("posts.origin"), format_func=lambda o: titles.get(o, ""), **choose(page, "origin", list(titles), "")
    )
    return chosen
