"""What a brand asks of review, for admins to change, and the trail of everything that was done, as a file."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.review import Duty, ReviewPolicy, RiskKind
from copilot.reporting.trail_table import trail_csv
from copilot.ui.actor import current_actor
from copilot.ui.components.calendar_note import Note
from copilot.ui.components.item_words import why_words
from copilot.ui.components.people_names import names
from copilot.ui.components.review_deeds import attempt
from copilot.ui.moments import moment
from copilot.ui.state import say, the_copilot


def show(brand: Brand, page: str) -> None:
    """Both, and the way to the people."""
    policy = the_copilot().calendar.review.policy(brand)
    st.subheader(say("review.asked"))
    if current_actor().duty is Duty.ADMIN:
        _form(brand, policy, page)
    else:
        kinds = say("review.comma").join(say(f"risk_kinds.{kind}") for kind in policy.two_for)
        st.markdown(say("review.two_are", kinds=kinds) if kinds else say("review.one_is"))
        st.markdown(say("review.label_is") if policy.label_asked else say("review.label_is_not"))
        st.caption(say("review.admins_change"))
    st.page_link("screens/settings.py", label=say("review.people"), icon=":material/group:")
    _trail(brand, page)


def _form(brand: Brand, policy: ReviewPolicy, page: str) -> None:
    # The stored choice is in the keys: what another admin asked meanwhile is what the fields begin with.
    key = f"{page}.asked.{'-'.join(policy.two_for)}.{policy.label_asked}"
    two_for = st.multiselect(
        say("review.two_for"), [kind.value for kind in RiskKind], [kind.value for kind in policy.two_for],
        format_func=lambda k: say(f"risk_kinds.{k}"), key=f"{key}.two", placeholder=say("review.nobody_else"),
        help=say("review.two_for_help"),
    )  # fmt: skip
    label = st.toggle(say("review.label_asked"), policy.label_asked, key=f"{key}.label")
    wanted = ReviewPolicy(tuple(RiskKind(kind) for kind in two_for), label)
    changed = (set(wanted.two_for), label) != (set(policy.two_for), policy.label_asked)
    st.button(
        say("review.ask"), key=f"{page}.ask", type="primary", disabled=not changed, on_click=_save,
        args=(brand, wanted, page),
    )  # fmt: skip


def _save(brand: Brand, wanted: ReviewPolicy, page: str) -> None:
    def deed() -> Note:
        the_copilot().calendar.review.set_policy(brand, wanted, current_actor())
        return Note(say("review.asked_now"))

    attempt(page, deed)


def _trail(brand: Brand, page: str) -> None:
    st.subheader(say("review.trail"))
    st.caption(say("review.trail_help"))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            say("review.trail_file"), data=lambda: _file(brand), key=f"{page}.trail", mime="text/csv",
            file_name=f"{say('review.trail_name')}-{brand.id}-{the_copilot().today():%Y-%m-%d}.csv",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        checked = st.button(say("review.verify"), key=f"{page}.verify", icon=":material/verified_user:")
    if not checked:
        return
    if broken := the_copilot().store.audit.verify(brand.id):
        st.error(say("review.trail_broken", ids=say("review.comma").join(one or "-" for one in broken)))
    else:
        st.success(say("review.trail_whole"))


def _file(brand: Brand) -> bytes:
    copilot = the_copilot()
    items = {i.id: i for gone in (False, True) for i in copilot.store.calendar.of(brand.id, removed=gone)}
    return trail_csv(copilot.store.audit.of(brand.id), items, say, people=names(), moment=moment, why=why_words)
