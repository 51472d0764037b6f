"""A referral scheme as a form: who gets what and when, checked, and kept only where nothing blocks it."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.referral import CheckedScheme, EarnedBy, KeptScheme, ReferralScheme, Reward, RewardKind, Thanked
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import COLOURS, ICONS, plain
from copilot.ui.moments import moment
from copilot.ui.state import choose, keep, kept, language, locale, remember, say, the_copilot
from copilot.workflows.refer import LONGEST_TEXT, MOST_REWARDS

MOST_LEVELS = 5


def show(brand: Brand) -> None:
    """The form, what was found, and the schemes that were kept."""
    page = f"referral.{brand.id}"
    st.markdown(say("referral.lead"))
    scheme = _form(page)
    with st.container(horizontal=True, gap="small"):
        for name in ("check", "keep"):
            st.button(
                say(f"referral.{name}"), key=f"{page}.{name}", type="primary" if name == "keep" else "secondary",
                on_click=partial(_do, brand, page, scheme, name)
            )  # fmt: skip
    if error := st.session_state.pop(f"{page}.error", None):
        st.error(locale().explain(error), icon=":material/block:")
    found: CheckedScheme | None = st.session_state.get(f"{page}.found")
    if found is not None and found.scheme == scheme:
        _findings(found)
    _way_back(brand, page)
    _list(brand, page)


def _form(page: str) -> ReferralScheme:
    name = st.text_input(say("referral.name"), max_chars=60, **remember(page, "name", ""))
    text = st.text_area(say("referral.text"), max_chars=LONGEST_TEXT, height=90, **remember(page, "text", ""))
    conditions = st.text_area(
        say("referral.conditions"), max_chars=LONGEST_TEXT, height=90, placeholder=say("referral.conditions_example"),
        **remember(page, "conditions", ""),
    )  # fmt: skip
    st.markdown(f"**{say('referral.rewards')}**")
    count = int(kept(page).get("count") or 1)
    rewards = tuple(_reward(page, number) for number in range(count))
    with st.container(horizontal=True, gap="small"):
        for field, to, off in (("add", count + 1, count >= MOST_REWARDS), ("remove", count - 1, count <= 0)):
            st.button(
                say(f"referral.{field}_reward"), key=f"{page}.{field}", type="tertiary", disabled=off,
                on_click=keep, args=(page, "count", max(to, 0)),
            )  # fmt: skip
    fee = st.checkbox(say("referral.entry_fee"), **remember(page, "entry_fee", False))
    must_buy = st.checkbox(say("referral.must_buy"), **remember(page, "must_buy", False))
    given = tuple(one for one in rewards if one.what.strip())
    return ReferralScheme(str(name or ""), given, str(text or ""), str(conditions or ""), bool(fee), bool(must_buy))


def _reward(page: str, number: int) -> Reward:
    """One row: to whom, what, of which kind, when, and how many levels away."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"card-{page}.reward.{number}"):
        who = st.selectbox(
            say("referral.who"), format_func=lambda one: say(f"referral.thanked.{one}"), width=130,
            **choose(page, f"who{number}", [one.value for one in Thanked]),
        )  # fmt: skip
        what = st.text_input(say("referral.what"), max_chars=200, width=200, **remember(page, f"what{number}", ""))
        kind = st.selectbox(
            say("referral.kind"), format_func=lambda one: say(f"referral.kinds.{one}"), width=140,
            **choose(page, f"kind{number}", [one.value for one in RewardKind], RewardKind.COUPON.value),
        )  # fmt: skip
        when = st.selectbox(
            say("referral.earned_by"), format_func=lambda one: say(f"referral.earned.{one}"), width=210,
            **choose(page, f"earned{number}", [one.value for one in EarnedBy]),
        )  # fmt: skip
        level = st.selectbox(
            say("referral.level"), width=90, **choose(page, f"level{number}", list(range(1, MOST_LEVELS + 1)))
        )
    return Reward(Thanked(who), str(what or ""), RewardKind(kind), EarnedBy(when), int(level or 1))


def _findings(found: CheckedScheme) -> None:
    st.markdown(f"**{say(f'referral.verdicts.{found.verdict}')}**")
    if not found.findings:
        st.success(say("referral.nothing"), icon=":material/check_circle:")
    for one in found.findings:
        word = say(f"calculators.severities.{one.severity}")
        quote = f"**{plain(say('referral.quoted', quote=one.quote))}** " if one.quote else ""
        st.markdown(
            f":{COLOURS[one.severity]}[{ICONS[one.severity]} **{word}**] {quote}{plain(one.message.of(language()))}"
        )
        lines = [say("referral.instead", text=one.suggestion.of(language()))] if one.suggestion else []
        lines.append(say("calculators.source", text=one.basis.of(language())))
        st.caption("  \n".join(map(plain, lines)))


def _list(brand: Brand, page: str) -> None:
    found = the_copilot().butterfly.referring.kept(brand)
    if not found:
        return
    st.markdown(f"**{say('referral.kept', count=len(found))}**")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.{one.id}"):
            told = f"{say(f'referral.verdicts.{one.verdict}')} · {one.by} · {moment(one.at) if one.at else ''}"
            st.markdown(f"**{plain(one.scheme.name)}**  \n:gray[:small[{plain(told)}]]", width="stretch")
            st.button(
                say("calculators.open"), key=f"{page}.{one.id}.open", icon=":material/folder_open:",
                on_click=partial(_open, page, one.scheme),
            )  # fmt: skip
            st.button(
                say("calculators.delete"), key=f"{page}.{one.id}.delete", type="tertiary", icon=":material/delete:",
                on_click=partial(_delete, brand, page, one),
            )  # fmt: skip


def _way_back(brand: Brand, page: str) -> None:
    gone: KeptScheme | None = st.session_state.get(f"{page}.gone")
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{page}.gone"):
        st.markdown(plain(say("calculators.deleted", name=gone.scheme.name)), width="stretch")
        st.button(
            say("calculators.undo"), key=f"{page}.undo", icon=":material/undo:", on_click=partial(_undo, brand, page)
        )


def _do(brand: Brand, page: str, scheme: ReferralScheme, name: str) -> None:
    referring = the_copilot().butterfly.referring
    try:
        st.session_state[f"{page}.found"] = referring.check(brand, scheme)
        if name == "keep":
            referring.keep(brand, scheme, current_actor())
            st.toast(say("referral.saved"), icon=":material/check:")
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error


def _open(page: str, scheme: ReferralScheme) -> None:
    values: dict[str, object] = {
        "name": scheme.name, "text": scheme.text, "conditions": scheme.conditions, "count": len(scheme.rewards),
        "entry_fee": scheme.entry_fee, "must_buy": scheme.must_buy,
    }  # fmt: skip
    for number, one in enumerate(scheme.rewards):
        values |= {
            f"who{number}": one.who.value, f"what{number}": one.what, f"kind{number}": one.kind.value,
            f"earned{number}": one.earned_by.value, f"level{number}": one.level,
        }  # fmt: skip
    for field, value in values.items():
        st.session_state[f"{page}.{field}"] = value
        keep(page, field, value)


def _delete(brand: Brand, page: str, scheme: KeptScheme) -> None:
    try:
        st.session_state[f"{page}.gone"] = the_copilot().butterfly.referring.delete(brand, scheme.id, current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error


def _undo(brand: Brand, page: str) -> None:
    gone: KeptScheme = st.session_state.pop(f"{page}.gone")
    try:
        the_copilot().butterfly.referring.restore(brand, gone.id, current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error
