"""A tea shop that plans: its audiences, and a request for some of its weeks."""

from dataclasses import replace
from datetime import date
from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, AudienceKind
from copilot.domain.channel import Channel
from copilot.domain.plan import Goal, PlannedFor, PlanRequest
from copilot.domain.review import Actor, Duty
from copilot.workflows.copilot import Copilot

MONDAY = date(2026, 11, 30)
"""The Monday after the shop's today."""
MEI, LIN = Actor("mei", "小美", Duty.AUTHOR), Actor("lin", "林姐", Duty.ADMIN)


def with_audiences(shop: Copilot) -> tuple[Brand, tuple[Audience, ...]]:
    """The shop's brand, and a group and the friends on Moments added to it."""
    brand = shop.brand("shanque")
    keeping = shop.calendar.audiences
    group = keeping.save(brand, Audience("", "老客1群", size=180, sender="小满"))
    friends = keeping.save(brand, Audience("", "朋友圈", AudienceKind.FOLLOWERS, sender="小满"))
    return brand, (group, friends)


def a_request(whom: tuple[Audience, ...], **other: Any) -> PlanRequest:
    """Two ordinary weeks about white tea, with what is given otherwise."""
    channels = {AudienceKind.GROUP: (Channel.GROUP,), AudienceKind.FOLLOWERS: (Channel.MOMENTS,)}
    planned = tuple(PlannedFor(one, channels[one.kind]) for one in whom)
    request = PlanRequest(Goal.ORDINARY, MONDAY, 2, planned, ("xiaoman",), ("高山白茶",))
    return replace(request, **other)
