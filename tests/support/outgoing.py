"""Approved items to be written into files."""

from datetime import UTC, date, datetime, time

from copilot.domain.ai_label import AiLabel
from copilot.domain.calendar import Approval, Item, ItemState, Offer, Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.outgoing import Outgoing, OutgoingCalendar

APPROVED_AT = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
TEXT = "下雨天枕头别往阳台挂。"
IDEA = "雨天怎么晾枕头"


def item(
    name: str,
    day: date,
    at: time,
    *,
    idea: str = IDEA,
    state: ItemState = ItemState.APPROVED,
    offer: str = "",
) -> Item:
    """An item that one person approved; with `offer`, one that promotes."""
    slot = Slot(
        name, day, at, "g1", Channel.GROUP, Node.CONVERT if offer else Node.OPERATE, Step.ACTION if offer else None,
        Purpose.OFFER if offer else Purpose.TIP, idea, "lin", "荞麦枕" if offer else None, bool(offer),
        Offer("o1", offer) if offer else None, "double_12" if offer else None, requests=("晒单图 3 张",) if offer else (),
    )  # fmt: skip
    approvals = (Approval("chen", APPROVED_AT, "hash"),)
    return Item(slot, "yun", state, version=3, draft_id="d1", approvals=approvals)


def outgoing(
    name: str = "i1", day: date = date(2026, 12, 3), at: time = time(9, 30), *, text: str = TEXT, **words: str
) -> Outgoing:
    """One that may go out. `words`: its `audience`, `sender`, `idea` and `offer`."""
    one = item(name, day, at, idea=words.get("idea", IDEA), offer=words.get("offer", ""))
    return Outgoing(
        one, text, words.get("audience", "新客2群"), ("陈敏",), APPROVED_AT, "林姐", words.get("sender", "小林"),
        AiLabel.METADATA, "发布时选“内容由AI生成”",
    )  # fmt: skip


def calendar_of(*items: Outgoing, clocks: str = "Asia/Shanghai", brand: str = "云上眠") -> OutgoingCalendar:
    """The calendar of December."""
    made = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
    return OutgoingCalendar(brand, items, date(2026, 12, 1), date(2026, 12, 31), made, clocks)
