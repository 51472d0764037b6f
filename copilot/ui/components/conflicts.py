"""Sources that disagree: what each says, a decision, and the decisions made before, each to be taken back."""

from collections import Counter
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.conflict import Conflict, Verdict
from copilot.errors import ButterflyError
from copilot.ui.components.facts_table import field_name
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page
from copilot.ui.moments import moment
from copilot.ui.places import place
from copilot.ui.state import TROUBLE_KEY, choose, remember, say, the_copilot
from copilot.workflows.disputes import Settled

CARDS_AT_ONCE, DECISIONS_AT_ONCE = 4, 20


def show(brand: Brand) -> None:
    """What is to settle, on top of the page; below it what was settled."""
    waiting = the_copilot().disputing.open(brand)
    if waiting:
        st.subheader(say("facts.to_settle", count=len(waiting)))
        st.caption(say("facts.to_settle_help"))
        st.text_input(say("facts.who"), max_chars=40, width=280, **remember("facts", "who", ""))
    _one_source(brand, waiting)
    for conflict in waiting[page(len(waiting), CARDS_AT_ONCE, f"facts.{brand.id}.waiting.page")]:
        _card(brand, conflict)
    _decided(brand, the_copilot().disputing.settled(brand))


def _one_source(brand: Brand, waiting: tuple[Conflict, ...]) -> None:
    """Where many are waiting, one document may be right in all of them."""
    if len(waiting) <= CARDS_AT_ONCE:
        return
    counts = Counter(
        name for c in waiting for name, sides in Counter(s.document for s in c.sides).items() if sides == 1
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("facts.right_throughout"), format_func=lambda name: say("facts.part", part=name, count=counts[name]),
            **choose(f"facts.{brand.id}", "right_throughout", [name for name, _ in counts.most_common()], ""),
        )  # fmt: skip
        st.button(
            say("facts.trust"), key=f"facts.{brand.id}.trust", icon=":material/done_all:",
            on_click=partial(_trust, brand, chosen),
        )  # fmt: skip


def _trust(brand: Brand, document: str | None) -> None:
    try:
        count = the_copilot().disputing.trust(brand, document or "", by=_who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    st.toast(say("facts.trusted", count=count), icon=":material/check:")


def _card(brand: Brand, conflict: Conflict) -> None:
    key = f"facts.{brand.id}.{conflict.id}"
    with st.container(border=True, key=f"card-{key}"):
        st.markdown(f"**{plain(conflict.product or brand.name)} · {plain(field_name(conflict.field))}**")
        earlier = the_copilot().disputing.before(brand, conflict)
        if earlier:
            st.caption(
                f":material/history: {say('facts.before', by=plain(earlier.by or '–'), why=plain(earlier.why or '–'))}"
            )
        for column, side in zip(st.columns(len(conflict.sides)), conflict.sides, strict=True):
            with column:
                st.markdown(f"#### {plain(side.said)}")
                condition = " / ".join(dict.fromkeys(f.note for f in side.facts if f.note))
                if condition:
                    st.caption(plain(condition))
                st.caption(plain(f"{side.document} · {place(side.facts[0].source.locator)}"))
                st.button(
                    say("facts.this_one"), key=f"{key}.{side.key}", icon=":material/check:",
                    on_click=partial(_settle, brand, conflict, Verdict.RIGHT, side.key),
                )  # fmt: skip
        st.text_input(say("facts.why"), key=f"{key}.why", max_chars=200, placeholder=say("facts.why_example"))
        with st.container(horizontal=True):
            for verdict in (Verdict.BOTH, Verdict.NEITHER):
                st.button(
                    say(f"facts.verdicts.{verdict}"), key=f"{key}.{verdict}", type="tertiary",
                    on_click=partial(_settle, brand, conflict, verdict, ""),
                )  # fmt: skip


def _decided(brand: Brand, decided: tuple[Settled, ...]) -> None:
    if not decided:
        return
    with st.expander(
        say("facts.decided", count=len(decided)), icon=":material/gavel:", key=f"facts.{brand.id}.decided"
    ):
        for settled in decided[page(len(decided), DECISIONS_AT_ONCE, f"facts.{brand.id}.decided.page")]:
            made = settled.decision
            side = settled.conflict.side(made.right) if settled.conflict else None
            what = (
                say("facts.right_is", said=side.said, document=side.document)
                if side
                else say(f"facts.verdicts.{made.verdict}")
            )
            about = f"**{plain(made.product or brand.name)} · {plain(field_name(made.field))}**　{plain(what)}"
            when = moment(made.at) if made.at else ""
            facts = [plain(part) for part in (made.why, made.by, when) if part]
            if settled.conflict is None:
                facts.append(say("facts.changed_since"))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{about}  \n:gray[:small[{' · '.join(facts)}]]", width="stretch")
                st.button(
                    say("facts.undo"), key=f"facts.{brand.id}.{made.conflict_id}.undo", icon=":material/undo:",
                    on_click=partial(_undo, brand, made.conflict_id),
                )  # fmt: skip


def _settle(brand: Brand, conflict: Conflict, verdict: Verdict, right: str) -> None:
    why = str(st.session_state.get(f"facts.{brand.id}.{conflict.id}.why") or "")
    try:
        the_copilot().disputing.settle(brand, conflict.id, verdict, right=right, why=why, by=_who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _undo(brand: Brand, conflict_id: str) -> None:
    try:
        the_copilot().disputing.undo(brand, conflict_id, by=_who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _who() -> str:
    return str(st.session_state.get("facts.who") or "")
