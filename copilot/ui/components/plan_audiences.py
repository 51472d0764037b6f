"""Whom a plan is for: the brand's groups, segments and followers, with the channels of each."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, AudienceKind
from copilot.domain.channel import Channel
from copilot.domain.plan import PlannedFor
from copilot.errors import ButterflyError
from copilot.ui.components import plan_audience_form, plan_changes
from copilot.ui.components.plan_words import label
from copilot.ui.state import keep, remember, say, the_copilot

QUICK = {
    "moments": Channel.MOMENTS,
    "official_account": Channel.OFFICIAL_ACCOUNT,
    "video_channel": Channel.VIDEO_CHANNEL,
}
"""Followers that nearly everybody has, by the channel they follow."""


def show(brand: Brand, page: str) -> tuple[PlannedFor, ...]:
    """The audiences; those that are ticked, with their channels."""
    audiences = the_copilot().calendar.audiences.all(brand)
    st.markdown(f"**{say('plan.audiences')}**")
    if not audiences:
        st.info(say("plan.no_audience"), icon=":material/groups:")
    planned = [one for audience in audiences if (one := _row(brand, page, audience))]
    _proposals(brand, page, audiences)
    plan_audience_form.add(brand, page, len(audiences))
    return tuple(planned)


def _row(brand: Brand, page: str, audience: Audience) -> PlannedFor | None:
    """One audience; None where it is not ticked or has no channel."""
    with st.container(border=True, key=f"card-{page}.audience.{audience.id}"):
        left, right = st.columns([6, 6], vertical_alignment="center")
        with left.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            ticked = st.checkbox(
                label(f"{audience.name}　{_about(brand, audience)}"), wrap=True, width="stretch",
                **remember(page, f"use.{audience.id}", True),
            )  # fmt: skip
            st.button(
                "", key=f"{page}.edit.{audience.id}", icon=":material/edit:", type="tertiary",
                help=say("plan.edit_audience", name=audience.name), on_click=plan_audience_form.open_,
                args=(page, audience),
            )  # fmt: skip
        with right:
            channels = _channels(brand, page, audience, ticked=bool(ticked))
        plan_audience_form.edit(brand, page, audience)
    return PlannedFor(audience, channels) if ticked and channels else None


def _channels(brand: Brand, page: str, audience: Audience, *, ticked: bool) -> tuple[Channel, ...]:
    usual = [c.value for c in the_copilot().butterfly.models.channels(brand, audience.kind)]
    chosen = st.multiselect(
        say("plan.channels", name=audience.name), [c.value for c in Channel], format_func=lambda c: say(f"channels.{c}"),
        label_visibility="collapsed", disabled=not ticked, placeholder=say("plan.choose_channels"),
        **remember(page, f"channels.{audience.id}", usual),
    )  # fmt: skip
    return tuple(Channel(c) for c in chosen)


def _about(brand: Brand, audience: Audience) -> str:
    parts = [say(f"audience_kinds.{audience.kind}")]
    if audience.size is not None:
        parts.append(say("plan.people", count=audience.size))
    if audience.sender:
        parts.append(say("plan.sends", name=audience.sender))
    segments = {s.id: s.name for s in the_copilot().store.brands.segments(brand.id)}
    if audience.segment_id in segments and segments[audience.segment_id] != audience.name:
        parts.append(segments[audience.segment_id])
    return " · ".join(parts)


def _proposals(brand: Brand, page: str, audiences: tuple[Audience, ...]) -> None:
    """Audiences that can be added by one press."""
    known = {a.name for a in audiences}
    quick = {say(f"plan.quick.{name}"): channel for name, channel in QUICK.items()}
    segments = the_copilot().calendar.audiences.proposed(brand)
    new = {name: channel for name, channel in quick.items() if name not in known}
    if not new and not segments:
        return
    with st.container(horizontal=True, gap="small", key=f"{page}.proposals"):
        for name, channel in new.items():
            followers = Audience("", name, AudienceKind.FOLLOWERS)
            st.button(
                name, key=f"{page}.quick.{channel}", icon=":material/add:", type="tertiary",
                on_click=partial(_add, brand, page, followers, channel),
            )  # fmt: skip
        for segment in segments:
            st.button(
                segment.name, key=f"{page}.segment.{segment.segment_id}", icon=":material/add:", type="tertiary",
                on_click=partial(_add, brand, page, segment, None),
            )  # fmt: skip


def _add(brand: Brand, page: str, audience: Audience, channel: Channel | None) -> None:
    try:
        added = the_copilot().calendar.audiences.save(brand, audience)
    except ButterflyError as error:
        plan_changes.tell(brand, page, error)
        return
    if channel is not None:
        keep(page, f"channels.{added.id}", [channel.value])
