"""A brand's own rules: added, changed and deleted here, each change with its way back."""

import re
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.brand_rules import OWN_KIND, BrandRule
from copilot.domain.draft import Severity
from copilot.errors import ButterflyError
from copilot.ui.components import rule_trial
from copilot.ui.components.findings import plain
from copilot.ui.components.rule_words import badge, decided, kind_name, severity_name, state, who
from copilot.ui.state import choose, keep, locale, remember, say, the_copilot
from copilot.workflows.rules import Removed

FIELDS = ("terms", "message", "rewording", "kind", "severity")
_BETWEEN_TERMS = re.compile(r"[\n，,、;；]+")


def show(brand: Brand) -> None:
    """All of them, and a place to add one."""
    page, rules = f"rules.{brand.id}", the_copilot().ruling.of(brand)
    st.subheader(say("rules.own", count=len(rules.own)))
    _way_back(brand)
    if not rules.own:
        st.caption(say("rules.no_own"))
    for rule in rules.own:
        with st.container(border=True, key=f"card-{page}.{rule.id}"):
            if st.session_state.get(f"{page}.editing") == rule.id:
                _form(brand, rule)
            else:
                _card(brand, rule)
    with st.expander(say("rules.add_title"), icon=":material/add:", key=f"{page}.new"):
        _form(brand, None)


def _card(brand: Brand, rule: BrandRule) -> None:
    page, change = f"rules.{brand.id}", the_copilot().ruling.of(brand).change_of(rule.id)
    terms = " / ".join(f"**{plain(t)}**" for t in rule.terms)
    st.markdown(f"{terms}　{badge(rule.severity)} :gray-badge[{kind_name(rule.kind)}]{state(change)}")
    said = [say("rules.says", text=plain(rule.message))]
    if rule.rewording:
        said.append(say("rules.instead", text=plain(rule.rewording)))
    st.caption("  \n".join([*said, *([decided(change)] if change and change.muted else [])]))
    with st.container(horizontal=True, gap="small"):
        buttons = [
            ("try_this", ":material/play_arrow:", partial(rule_trial.choose_rule, brand, rule.id)),
            ("edit", ":material/edit:", partial(_edit, brand, rule)),
            ("remove", ":material/delete:", partial(_remove, brand, rule)),
        ]
        if change and change.muted:
            buttons.insert(0, ("unmute", ":material/volume_up:", partial(_unmute, brand, rule)))
        for name, icon, act in buttons:
            st.button(say(f"rules.{name}"), key=f"{page}.{rule.id}.{name}", icon=icon, type="tertiary", on_click=act)


def _form(brand: Brand, rule: BrandRule | None) -> None:
    page, part = f"rules.{brand.id}", rule.id if rule else "new"
    st.text_area(
        say("rules.terms"), help=say("rules.terms_help"), placeholder=say("rules.terms_example"), height=90,
        **remember(page, f"{part}.terms", ""),
    )  # fmt: skip
    st.caption(say("rules.terms_help"))
    left, right = st.columns(2)
    kinds = {k: kind_name(k) for k in sorted(the_copilot().ruling.kinds(), key=lambda k: k != OWN_KIND)}
    levels = {s.value: severity_name(s) for s in Severity}
    left.selectbox(
        say("rules.kind"), format_func=lambda k: kinds[k], **choose(page, f"{part}.kind", list(kinds), OWN_KIND)
    )
    right.selectbox(
        say("rules.severity"), format_func=lambda s: levels[s],
        **choose(page, f"{part}.severity", list(levels), Severity.WARN.value),
    )  # fmt: skip
    st.text_input(
        say("rules.message"), placeholder=say("rules.message_example"), max_chars=200,
        **remember(page, f"{part}.message", ""),
    )  # fmt: skip
    st.text_input(say("rules.rewording"), max_chars=100, **remember(page, f"{part}.rewording", ""))
    if error := st.session_state.pop(f"{page}.{part}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("rules.save" if rule else "rules.add"), key=f"{page}.{part}.save", type="primary",
            icon=":material/check:", on_click=partial(_save, brand, rule),
        )  # fmt: skip
        if rule:
            st.button(
                say("rules.cancel"), key=f"{page}.{part}.cancel", type="tertiary", on_click=partial(_close, brand, part)
            )


def _way_back(brand: Brand) -> None:
    page = f"rules.{brand.id}"
    before: Removed | BrandRule | None = st.session_state.get(f"{page}.before")
    if before is None:
        return
    rule = before.rule if isinstance(before, Removed) else before
    told = say("rules.removed" if isinstance(before, Removed) else "rules.edited", terms=" / ".join(rule.terms))
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.before"):
        st.markdown(plain(told), width="stretch")
        st.button(say("rules.undo"), key=f"{page}.undo", icon=":material/undo:", on_click=partial(_undo, brand, before))


def _save(brand: Brand, rule: BrandRule | None) -> None:
    page, part = f"rules.{brand.id}", rule.id if rule else "new"
    typed = {field: str(st.session_state.get(f"{page}.{part}.{field}") or "") for field in FIELDS}
    wanted = BrandRule(
        id=rule.id if rule else "",
        terms=tuple(_BETWEEN_TERMS.split(typed["terms"])),
        message=typed["message"],
        severity=Severity(typed["severity"]),
        kind=typed["kind"],
        rewording=typed["rewording"],
        by=who(),
    )
    ruling = the_copilot().ruling
    try:
        if rule:
            st.session_state[f"{page}.before"] = ruling.edit(brand, wanted)
        else:
            ruling.add(brand, wanted)
    except ButterflyError as error:
        st.session_state[f"{page}.{part}.error"] = error
        return
    _close(brand, part)


def _edit(brand: Brand, rule: BrandRule) -> None:
    page = f"rules.{brand.id}"
    values = ("\n".join(rule.terms), rule.message, rule.rewording, rule.kind, rule.severity.value)
    for field, value in zip(FIELDS, values, strict=True):
        st.session_state[f"{page}.{rule.id}.{field}"] = value
    st.session_state[f"{page}.editing"] = rule.id


def _close(brand: Brand, part: str) -> None:
    """Forget what was typed."""
    page = f"rules.{brand.id}"
    for field in FIELDS:
        keep(page, f"{part}.{field}", None)
        st.session_state.pop(f"{page}.{part}.{field}", None)
    st.session_state.pop(f"{page}.editing", None)


def _remove(brand: Brand, rule: BrandRule) -> None:
    page = f"rules.{brand.id}"
    try:
        st.session_state[f"{page}.before"] = the_copilot().ruling.remove(brand, rule.id)
    except ButterflyError as error:
        st.session_state[f"{page}.new.error"] = error


def _undo(brand: Brand, before: Removed | BrandRule) -> None:
    page, ruling = f"rules.{brand.id}", the_copilot().ruling
    try:
        if isinstance(before, Removed):
            ruling.put_back(brand, before)
        else:
            ruling.edit(brand, before)
    except ButterflyError as error:
        st.session_state[f"{page}.new.error"] = error
    st.session_state.pop(f"{page}.before", None)


def _unmute(brand: Brand, rule: BrandRule) -> None:
    the_copilot().ruling.unmute(brand, rule.id, who())
