"""Trust and fatigue: each group with its signs, the items that did it, its weeks, and the way to a quiet week."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.fatigue import Fatigue, HeardWeek, Level, Listener, ListenerKind
from copilot.ui.components import quiet_week, week_note
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page as paged
from copilot.ui.state import choose, language, say, the_copilot

PERIODS = (6, 10, 26, 52)
AT_ONCE = 10
ITEMS_SHOWN = 8
ICONS = {
    Level.CHANNEL: ":red[:material/campaign:]", Level.WATCH: ":orange[:material/visibility:]",
    Level.CALM: ":green[:material/check_circle:]", Level.UNKNOWN: ":gray[:material/help:]",
}  # fmt: skip


def show(brand: Brand) -> None:
    """The most tired first."""
    page = f"fatigue.{brand.id}"
    st.markdown(say("fatigue.lead"))
    quiet_week.way_back(brand, page)
    weeks = st.segmented_control(
        say("fatigue.weeks"), required=True, format_func=str, **choose(page, "weeks", list(PERIODS), PERIODS[1])
    )
    watching = the_copilot().butterfly.fatigue
    found = watching.look(brand, int(weeks or PERIODS[1]))
    if not found:
        st.info(say("fatigue.no_audience"), icon=":material/groups:")
        return
    week_note.show(brand, page)
    if all(one.level is Level.UNKNOWN for one in found):
        st.info(say("fatigue.nothing"), icon=":material/outgoing_mail:")
    for one in found[paged(len(found), AT_ONCE, f"{page}.pages")]:
        with st.container(border=True, gap="small", key=f"card-{_key(page, one.listener)}"):
            _listener(brand, page, one)


def _key(page: str, listener: Listener) -> str:
    return f"{page}.{listener.kind}.{listener.id}"


def _listener(brand: Brand, page: str, found: Fatigue) -> None:
    listener, key = found.listener, _key(page, found.listener)
    head = f"**{plain(listener.name)}** :gray[:small[{say(f'fatigue.kinds.{listener.kind}')}]]"
    st.markdown(f"{ICONS[found.level]} **{say(f'fatigue.levels.{found.level}')}** · {head}")
    for sign in found.signs:
        facts = {"now": sign.shown_now, "usual": sign.shown_usual, "base": sign.base, "count": sign.count}
        st.markdown(f"{plain(sign.why.of(language()))}: {plain(say(f'fatigue.signs.{sign.kind}', **facts))}")
        st.caption(plain(say("fatigue.source", text=sign.source.of(language()))))
    if found.level is Level.UNKNOWN:
        st.caption(say("fatigue.unknown_help", recent=found.recent))
        return
    if not any(sign.own for sign in found.signs) and found.baseline_weeks < found.recent + 1:
        st.caption(say("fatigue.no_baseline", count=found.baseline_weeks))
    _did_it(found)
    if listener.kind is ListenerKind.AUDIENCE:
        quiet_week.show(brand, page, listener, wanted=found.level in (Level.CHANNEL, Level.WATCH))
    with st.expander(say("fatigue.table"), icon=":material/table_rows:", key=f"{key}.weeks"):
        _weeks(found)


def _did_it(found: Fatigue) -> None:
    if not found.did_it:
        return
    st.markdown(f":small[**{say('fatigue.did_it')}**]")
    lines = []
    for item in found.did_it[:ITEMS_SHOWN]:
        slot, sent = item.slot, item.sent
        told = say(
            "fatigue.item_line", day=f"{slot.day:%m-%d}", channel=say(f"channels.{slot.channel}"), idea=slot.idea
        )
        counts = (sent.reached, sent.replies, sent.muted) if sent else (None, None, None)
        facts = {name: "–" if count is None else count for name, count in zip(("reached", "replies", "muted"), counts, strict=True)}  # fmt: skip
        lines.append(f"- {plain(told)}  \n  :gray[:small[{plain(say('fatigue.item_echo', **facts))}]]")
    st.markdown("\n".join(lines))


def _weeks(found: Fatigue) -> None:
    """The figures as a table, then the two that matter most as a line each."""
    st.dataframe([_row(week) for week in found.weeks[::-1]], hide_index=True, width="stretch")
    monday = say("fatigue.columns.week")
    shares = [None if week.promotion_share is None else 100 * week.promotion_share for week in found.weeks]
    # One line each: two in one chart would be told apart by colour alone.
    for name, values in (("chart_share", shares), ("chart_gone", [week.gone for week in found.weeks])):
        label = say(f"fatigue.{name}")
        st.caption(label)
        drawn = [{monday: week.week, label: value} for week, value in zip(found.weeks, values, strict=True)]
        st.line_chart(drawn, x=monday, y=label, height=150)


def _row(week: HeardWeek) -> dict[str, str]:
    share, rate = week.promotion_share, week.reply_rate
    values = {
        "week": week.week.isoformat(),
        "sent": week.sent,
        "promotions": week.promotions,
        "share": None if share is None else f"{share:.0%} ({week.promotions}/{week.sent})",
        "chats": week.chats,
        "replies": None if week.replies is None else f"{week.replies}" + ("" if rate is None else f" ({rate:.0%})"),
        "reached": week.reached,
        "gone": week.gone,
        "complaints": week.complaints,
    }
    return {say(f"fatigue.columns.{n}"): "–" if value is None else str(value) for n, value in values.items()}
