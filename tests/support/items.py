"""Planned items of the tea shop's calendar, and a copilot whose items a writer of the test's own writes."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from copilot.bootstrap.calendar import occasion_names
from copilot.bootstrap.writing import build_writing
from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, Item, Purpose, SequencePlace, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Brief, Candidate, CandidateVariant, Usage
from copilot.domain.evidence import Evidence
from copilot.domain.ladder import Node
from copilot.domain.review import Actor, Deed, Duty
from copilot.settings import Settings
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from copilot.workflows.draft import Desk
from copilot.writing.events import WriteEvent, Writer

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


class Scribe:
    """A `Writer` that says of each item what it is told to, remembers every brief, and can be held up."""

    def __init__(self, *texts: str, failure: Exception | None = None) -> None:
        self.briefs: list[Brief] = []
        self.texts = list(texts)
        self.failure = failure
        self.may_write = threading.Event()
        self.may_write.set()
        self.asked = threading.Semaphore(0)
        self._lock = threading.Lock()

    def write(self, brief: Brief, _evidence: Evidence) -> Iterator[WriteEvent]:
        with self._lock:
            self.briefs.append(brief)
            text = self.texts.pop(0) if self.texts else f"{brief.topic}。"
        self.asked.release()
        assert self.may_write.wait(10)
        if self.failure:
            raise self.failure
        yield Candidate((CandidateVariant(text),), "scribe", usage=Usage(1000, 100))


def a_slot(slot_id: str, *, day: int = 0, idea: str = IDEAS[0], sequence: SequencePlace | None = None) -> Slot:
    """A slot for a tip in the group, so many days after the first."""
    return Slot(
        slot_id, FIRST_DAY + timedelta(days=day), time(9, 30), "g", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, idea,
        sequence=sequence,
    )  # fmt: skip


def many_slots(number: int) -> list[Slot]:
    """Slots for so many tips, one a day, of ideas that differ."""
    return [a_slot(f"i{n:03}", day=n, idea=IDEAS[n % len(IDEAS)]) for n in range(number)]


def plan_slots(store: Store, brand: Brand, slots: Sequence[Slot]) -> list[str]:
    """Put the slots into a brand's calendar, and say their ids."""
    store.audiences.save(brand.id, Audience("g", "老客群"))
    store.calendar.add([Item(slot, brand.id) for slot in slots], Done("mei", Deed.PLANNED))
    return [slot.id for slot in slots]


def plan_items(copilot: Copilot, slots: Sequence[Slot]) -> list[str]:
    """The same for the copilot's brand."""
    return plan_slots(copilot.store, copilot.brand(), slots)


def plan_tips(copilot: Copilot, number: int) -> list[str]:
    """Plan so many tips, one a day."""
    return plan_items(copilot, many_slots(number))


def with_writer(copilot: Copilot, writer: Writer | None, hands: int = 2) -> Copilot:
    """The same copilot, whose items are written by `writer` (None: offline), by so many threads."""
    drafting = replace(copilot.drafting, desk=Desk(copilot.drafting.desk.offline, writer))
    settings = Settings(
        data_dir=Path("unused"), _env_file=None, calls_in_flight=hands, price_prompt_per_million=2.0,
        price_answer_per_million=8.0,
    )  # fmt: skip
    writing = build_writing(settings, copilot.store, drafting, copilot.briefing, occasion_names)
    return replace(copilot, drafting=drafting, calendar=replace(copilot.calendar, writing=writing))
