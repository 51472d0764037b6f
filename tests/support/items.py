"""Planned items of the tea shop's calendar, and a copilot whose items a scripted model writes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from copilot.bootstrap.calendar import build_writing
from copilot.domain.calendar import Audience, Item, Purpose, SequencePlace, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.domain.review import Actor, Deed, Duty
from copilot.settings import Settings
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from copilot.workflows.draft import Desk
from copilot.writing.events import Writer

MEI = Actor("mei", "小美", Duty.AUTHOR)
FIRST_DAY = date(2026, 11, 24)
IDEAS = (
    "水烧到九十度就关火",
    "晚上七点以后少喝",
    "金桂和茶叶窨了三遍",
    "没拆封七天内能退",
    "罐子拧不开用热毛巾焐",
    "门口的猫今天又来蹭炉子",
    "下雨天茶叶要收进柜子",
    "您家里用什么杯子",
)


def a_slot(slot_id: str, *, day: int = 0, idea: str = IDEAS[0], sequence: SequencePlace | None = None) -> Slot:
    """A slot for a tip in the group, so many days after the first."""
    return Slot(
        slot_id, FIRST_DAY + timedelta(days=day), time(9, 30), "g", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, idea,
        sequence=sequence,
    )  # fmt: skip


def plan_items(copilot: Copilot, slots: Sequence[Slot]) -> list[str]:
    """Put the slots into the shop's calendar, and say their ids."""
    brand = copilot.brand()
    copilot.store.audiences.save(brand.id, Audience("g", "老客群"))
    copilot.store.calendar.add([Item(slot, brand.id) for slot in slots], Done("mei", Deed.PLANNED))
    return [slot.id for slot in slots]


def plan_tips(copilot: Copilot, number: int) -> list[str]:
    """Plan so many tips, one a day."""
    return plan_items(copilot, [a_slot(f"i{n:03}", day=n, idea=IDEAS[n % len(IDEAS)]) for n in range(number)])


def with_writer(copilot: Copilot, writer: Writer | None, hands: int = 2) -> Copilot:
    """The same copilot, whose items are written by `writer` (None: offline), by so many threads."""
    drafting = replace(copilot.drafting, desk=Desk(copilot.drafting.desk.offline, writer))
    settings = Settings(
        data_dir=Path("unused"), _env_file=None, calls_in_flight=hands, price_prompt_per_million=2.0,
        price_answer_per_million=8.0,
    )  # fmt: skip
    writing = build_writing(settings, copilot.store, drafting, copilot.briefing)
    return replace(copilot, drafting=drafting, calendar=replace(copilot.calendar, writing=writing))
