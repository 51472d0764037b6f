"""The rules that ship: found by word, kind and trade, each with its basis, and muted or weighed for the brand."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand, Category
from copilot.domain.brand_rules import BrandRules, RuleChange
from copilot.domain.draft import Severity
from copilot.domain.shipped_rule import ShippedRule
from copilot.errors import ButterflyError
from copilot.ui.components import paging, rule_trial
from copilot.ui.components.findings import plain
from copilot.ui.components.rule_words import by_reach, decided, kind_name, severity_name, state, trades, who
from copilot.ui.state import TROUBLE_KEY, choose, language, remember, say, the_copilot

PAGE = 15
AS_SHIPPED = "shipped"


def show(brand: Brand) -> None:
    """The filters, and a page of the rules that fit."""
    page, changes = f"rules.{brand.id}", the_copilot().ruling.of(brand)
    st.subheader(say("rules.shipped"))
    found = _filtered(brand, changes)
    st.caption(say("rules.found", count=len(found)) if found else say("rules.none_found"))
    for rule in found[paging.page(len(found), PAGE, f"{page}.page")]:
        change = changes.change_of(rule.id)
        title = f"{plain(rule.title)} :gray-badge[{kind_name(rule.kind)}]{state(change)}"
        with st.expander(title, key=f"{page}.rule.{rule.id}"):
            _about(rule, brand)
            _controls(brand, rule, change)


def _filtered(brand: Brand, changes: BrandRules) -> list[ShippedRule]:
    page = f"rules.{brand.id}"
    rules = the_copilot().ruling.shipped(language())
    names = {"": say("rules.any_kind"), **{r.kind: kind_name(r.kind) for r in rules}}
    trade_names = {"": say("rules.any_trade"), **{c.value: say(f"categories.{c}") for c in Category}}
    word, kind, trade = st.columns([2, 1, 1])
    wanted = word.text_input(
        say("rules.search"), placeholder=say("rules.search_example"), max_chars=60, **remember(page, "search", "")
    )
    of_kind = kind.selectbox(
        say("rules.kind"), format_func=lambda k: names[k],
        **choose(page, "kind", list(names), ""),
    )  # fmt: skip
    of_trade = trade.selectbox(
        say("rules.trade"), format_func=lambda c: trade_names[c],
        **choose(page, "trade", list(trade_names), ""),
    )  # fmt: skip
    changed = st.checkbox(say("rules.changed_only"), **remember(page, "changed", False))
    return [
        r
        for r in rules
        if (not of_kind or r.kind == of_kind)
        and (not of_trade or r.speaks_to(Category(of_trade)))
        and (not changed or changes.change_of(r.id))
        and _mentions(r, wanted or "")
    ]


def _mentions(rule: ShippedRule, words: str) -> bool:
    said = f"{rule.id} {rule.title} {rule.message} {rule.suggestion} {rule.basis} {rule.source} {kind_name(rule.kind)}".casefold()
    return all(word in said for word in words.casefold().split())


def _about(rule: ShippedRule, brand: Brand) -> None:
    st.markdown(by_reach(rule.severity_for(brand.category)))
    lines = [plain(rule.message)] if rule.message != rule.title else []
    lines += [plain(say("rules.instead", text=rule.suggestion))] if rule.suggestion else []
    lines.append(plain(say("rules.basis", text=rule.basis)))
    if rule.source:
        lines.append(plain(say("rules.source", text=rule.source)))
    if rule.categories:
        lines.append(say("rules.holds_for", trades=trades(rule.categories)))
    if rule.not_categories:
        lines.append(say("rules.not_for", trades=trades(rule.not_categories)))
    for trade, weight in rule.weighed:
        if trade is not brand.category:
            lines.append(say("rules.weighed_in", trade=say(f"categories.{trade}"), text=by_reach(weight)))
    st.caption("  \n".join((*lines, f"`{rule.id}`")))
    if rule.contexts:
        passes = (f"- {plain(c.basis or c.id)}" for c in rule.contexts)
        st.caption("\n".join((f"{say('rules.contexts', count=len(rule.contexts))}\n", *dict.fromkeys(passes))))


def _controls(brand: Brand, rule: ShippedRule, change: RuleChange | None) -> None:
    key = f"rules.{brand.id}.rule.{rule.id}"
    if change:
        st.caption(f":material/history: {decided(change)}")
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    levels = {AS_SHIPPED: say("rules.as_shipped"), **{s.value: severity_name(s) for s in Severity}}
    now = change.severity.value if change and change.severity else AS_SHIPPED
    st.session_state[f"{key}.severity"] = now
    left.selectbox(
        say("rules.set_severity"), list(levels), key=f"{key}.severity", on_change=partial(_weigh, brand, rule, now),
        format_func=lambda s: levels[s],
    )  # fmt: skip
    right.text_input(say("rules.why"), key=f"{key}.why", max_chars=200, placeholder=say("rules.why_example"))
    with st.container(horizontal=True, gap="small"):
        muted = bool(change and change.muted)
        st.button(
            say("rules.unmute" if muted else "rules.mute"), key=f"{key}.mute",
            icon=":material/volume_up:" if muted else ":material/volume_off:", on_click=partial(_mute, brand, rule, muted),
        )  # fmt: skip
        st.button(
            say("rules.try_this"), key=f"{key}.try", icon=":material/play_arrow:", type="tertiary",
            on_click=partial(rule_trial.choose_rule, brand, rule.id),
        )  # fmt: skip


def _weigh(brand: Brand, rule: ShippedRule, now: str) -> None:
    key = f"rules.{brand.id}.rule.{rule.id}"
    chosen = st.session_state[f"{key}.severity"]
    if chosen == now:
        return
    severity = None if chosen == AS_SHIPPED else Severity(chosen)
    try:
        the_copilot().ruling.weigh(brand, rule.id, severity, reason=_why(key), by=who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _mute(brand: Brand, rule: ShippedRule, muted: bool) -> None:
    key = f"rules.{brand.id}.rule.{rule.id}"
    try:
        if muted:
            the_copilot().ruling.unmute(brand, rule.id, who())
        else:
            the_copilot().ruling.mute(brand, rule.id, _why(key), who())
            st.session_state[f"{key}.why"] = ""
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _why(key: str) -> str:
    return str(st.session_state.get(f"{key}.why") or "")
