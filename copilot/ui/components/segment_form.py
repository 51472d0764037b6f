"""A segment rule on its way: its name, its conditions, all or any of them, the card it is tied to, and whom it would hold for."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.conversation import Objection
from copilot.domain.customer import Consent
from copilot.domain.ladder import Step
from copilot.domain.segment_rule import NUMBERS, YES, Aspect, Condition, Lifecycle, SegmentRule
from copilot.errors import ButterflyError
from copilot.ui.components.customer_words import word_name
from copilot.ui.state import locale, say, the_copilot

MOST_CONDITIONS = 5
ALL, ANY = "all", "any"


def show(brand: Brand, rule: SegmentRule | None) -> None:
    """The form of a rule that is there, or of a new one."""
    page, part = f"segments.{brand.id}", rule.id if rule else "new"
    key = f"{page}.form.{part}"
    _begin(key, rule)
    st.text_input(say("segments.name"), key=f"{key}.name", max_chars=40)
    choices = {choice: say(f"segments.every_choice.{choice}") for choice in (ALL, ANY)}
    st.segmented_control(
        say("segments.every"), [ALL, ANY], key=f"{key}.every", required=True,
        format_func=lambda choice: choices[choice],
    )  # fmt: skip
    for number in range(int(st.session_state[f"{key}.count"])):
        _condition(brand, f"{key}.{number}", number)
    _count_buttons(key)
    cards = {"": say("segments.no_tied"), **{s.id: s.name for s in the_copilot().store.brands.segments(brand.id)}}
    if st.session_state[f"{key}.card"] not in cards:
        st.session_state[f"{key}.card"] = ""
    st.selectbox(say("segments.tied"), list(cards), key=f"{key}.card", format_func=lambda c: cards[c])
    _preview(brand, key, rule)
    if error := st.session_state.pop(f"{key}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("segments.save"), key=f"{key}.save", type="primary", icon=":material/check:",
            on_click=partial(_save, brand, rule, key),
        )  # fmt: skip
        if rule:
            st.button(
                say("segments.cancel"), key=f"{key}.cancel", type="tertiary", on_click=partial(_close, brand, key)
            )


def edit(brand: Brand, rule: SegmentRule) -> None:
    """Open the form of a rule, in a callback."""
    _forget(f"segments.{brand.id}.form.{rule.id}")
    st.session_state[f"segments.{brand.id}.editing"] = rule.id


def _begin(key: str, rule: SegmentRule | None) -> None:
    """What the form holds before anybody types, and again where a part of it was out of sight."""
    conditions = rule.conditions if rule else ()
    state = st.session_state
    state.setdefault(f"{key}.name", rule.name if rule else "")
    state.setdefault(f"{key}.every", ALL if rule is None or rule.every else ANY)
    state.setdefault(f"{key}.card", rule.segment_id if rule else "")
    state.setdefault(f"{key}.count", max(1, len(conditions)))
    for number in range(MOST_CONDITIONS):
        given = conditions[number] if number < len(conditions) else Condition(Aspect.LIFECYCLE)
        state.setdefault(f"{key}.{number}.aspect", given.aspect.value)
        state.setdefault(f"{key}.{number}.low", given.at_least)
        state.setdefault(f"{key}.{number}.high", given.at_most)
        state.setdefault(f"{key}.{number}.words", list(given.any_of))
        state.setdefault(f"{key}.{number}.negated", given.negated)


def _condition(brand: Brand, key: str, number: int) -> None:
    aspects = {a.value: say(f"segments.aspects.{a}") for a in Aspect}
    with st.container(border=True, key=f"card-{key}"):
        aspect = Aspect(
            st.selectbox(
                say("segments.condition", number=number + 1), list(aspects), key=f"{key}.aspect",
                format_func=lambda a: aspects[a],
            )
        )  # fmt: skip
        if aspect in NUMBERS:
            low, high = st.columns(2)
            low.number_input(say("segments.at_least"), key=f"{key}.low", step=1, min_value=0)
            high.number_input(say("segments.at_most"), key=f"{key}.high", step=1, min_value=0)
            return
        words = {word: word_name(aspect, word) for word in _words(brand, aspect)}
        st.session_state[f"{key}.words"] = [w for w in st.session_state[f"{key}.words"] if w in words]
        st.multiselect(say("segments.words"), list(words), key=f"{key}.words", format_func=lambda word: words[word])
        st.checkbox(say("segments.negated"), key=f"{key}.negated")


def _words(brand: Brand, aspect: Aspect) -> list[str]:
    """What may be chosen for an aspect."""
    closed = {Aspect.LIFECYCLE: Lifecycle, Aspect.STEP: Step, Aspect.OBJECTION: Objection, Aspect.CONSENT: Consent}
    if aspect in closed:
        return [word.value for word in closed[aspect]]
    if aspect is Aspect.STOPPED:
        return [YES]
    rules = the_copilot().people.segments.rules(brand)
    used = (w for r in rules for c in r.conditions if c.aspect is Aspect.TAG for w in c.any_of)
    return list(dict.fromkeys((*the_copilot().people.customers.tags(brand), *used)))


def _count_buttons(key: str) -> None:
    count = int(st.session_state[f"{key}.count"])
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("segments.more_conditions"), key=f"{key}.more", icon=":material/add:", type="tertiary",
            disabled=count >= MOST_CONDITIONS, on_click=partial(_count, key, count + 1),
        )  # fmt: skip
        st.button(
            say("segments.fewer_conditions"), key=f"{key}.fewer", icon=":material/remove:", type="tertiary",
            disabled=count <= 1, on_click=partial(_count, key, count - 1),
        )  # fmt: skip


def _count(key: str, count: int) -> None:
    st.session_state[f"{key}.count"] = count


def _typed(key: str, rule: SegmentRule | None) -> SegmentRule:
    state = st.session_state
    conditions = []
    for number in range(int(state[f"{key}.count"])):
        one = f"{key}.{number}"
        aspect = Aspect(state[f"{one}.aspect"])
        if aspect in NUMBERS:
            conditions.append(Condition(aspect, at_least=state[f"{one}.low"], at_most=state[f"{one}.high"]))
        else:
            conditions.append(Condition(aspect, tuple(state[f"{one}.words"]), negated=bool(state[f"{one}.negated"])))
    return SegmentRule(
        rule.id if rule else "", str(state[f"{key}.name"] or ""), tuple(conditions),
        every=state[f"{key}.every"] == ALL, segment_id=str(state[f"{key}.card"] or ""),
    )  # fmt: skip


def _preview(brand: Brand, key: str, rule: SegmentRule | None) -> None:
    found = the_copilot().people.segments.members(brand, _typed(key, rule))
    facts = {"reachable": len(found.reachable), "stopped": len(found.stopped), "refused": len(found.refused)}
    st.caption(say("segments.preview", count=found.count, **facts))


def _save(brand: Brand, rule: SegmentRule | None, key: str) -> None:
    try:
        the_copilot().people.segments.save(brand, _typed(key, rule))
    except ButterflyError as error:
        st.session_state[f"{key}.error"] = error
        return
    _close(brand, key)


def _close(brand: Brand, key: str) -> None:
    _forget(key)
    st.session_state.pop(f"segments.{brand.id}.editing", None)


def _forget(key: str) -> None:
    for name in [n for n in st.session_state if str(n).startswith(f"{key}.")]:
        del st.session_state[name]
