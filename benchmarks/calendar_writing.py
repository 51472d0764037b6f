"""Times the writing of the calendar: with a model that takes two seconds a call, and a planned month offline.

`python benchmarks/calendar_writing.py` — bars: 80 items with 8 calls in flight in 24 s (1.2 × ideal); four weeks on five
channels planned and written offline in 3 s, warm, with memory as the site keeps it. CPU seconds tell how much of a
figure is a busy machine's.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from copilot.bootstrap import build_copilot
from copilot.bootstrap.memory import keep_what_is_loaded
from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, AudienceKind, Item, Slot
from copilot.domain.channel import Channel
from copilot.domain.plan import Goal, PlannedFor, PlanRequest
from copilot.domain.review import Deed
from copilot.settings import Settings
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.items import a_slot
from tests.support.model_server import ModelServer

ITEMS = 80
IN_FLIGHT = 8
SECONDS_A_CALL = 2.0
WEEKS = 4
FURTHER_APART = 0.6
"""Cosine below which no two texts of ours are taken to be alike."""
BAR_MODEL = 24.0
BAR_OFFLINE = 3.0


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(build_copilot(Settings(data_dir=Path(folder), model=""))) as copilot:
            for _ in copilot.learn_demo():
                pass
            copilot.warm_up()
            keep_what_is_loaded()
            texts = knowledge_of(copilot)
            for brand_id in ("yunmian", "trailkettle"):
                offline(copilot, copilot.brand(brand_id))
        with_model(Path(folder), texts)


def knowledge_of(copilot: Copilot) -> list[str]:
    """Texts that say different things, for the model to give: passages of the knowledge, none like another."""
    chosen: list[str] = []
    for brand_id in ("yunmian", "trailkettle"):
        for batch in copilot.store.documents.batches(brand_id):
            for text in (passage.text.replace("\n", " ")[:80] for passage in batch):
                near = max(copilot.searching.nearness([text], chosen), default=0.0)
                if near < FURTHER_APART and len(chosen) < 2 * ITEMS:
                    chosen.append(text)
    return chosen


def offline(copilot: Copilot, brand: Brand) -> None:
    """A month for two audiences on five channels."""
    me = copilot.calendar.members.alone()
    group = copilot.calendar.audiences.save(brand, Audience("", "A", size=120))
    followers = copilot.calendar.audiences.save(brand, Audience("", "B", AudienceKind.FOLLOWERS))
    start = copilot.today() + timedelta(days=7 - copilot.today().weekday())
    request = PlanRequest(
        Goal.LAUNCH, start, WEEKS,
        (
            PlannedFor(group, (Channel.GROUP, Channel.MASS_SEND, Channel.PRIVATE_CHAT)),
            PlannedFor(followers, (Channel.MOMENTS, Channel.OFFICIAL_ACCOUNT)),
        ),
        personas=tuple(p.id for p in copilot.store.brands.personas(brand.id))[:2],
        products=tuple(p.name for p in brand.products)[:4],
        offers=copilot.calendar.planning.offers(brand, start, start + timedelta(days=27)),
        live_weekday=2,
        language=brand.language,
    )  # fmt: skip
    began, cpu = time.perf_counter(), time.process_time()
    plan = copilot.calendar.planning.propose(brand, request, me)
    planned = time.perf_counter() - began
    ids = put(copilot, brand, plan.slots)
    began = time.perf_counter()
    run = copilot.calendar.writing.start(brand, ids, me)
    list(copilot.calendar.writing.run_events(run.id))
    written = time.perf_counter() - began
    told = copilot.calendar.writing.progress(run.id)
    print(
        f"offline {brand.id}: {told.written} of {len(ids)} items; planned {planned:.2f} s, written {written:.2f} s, "
        f"together {planned + written:.2f} s (bar {BAR_OFFLINE:.0f} s), CPU {time.process_time() - cpu:.2f} s"
    )


def with_model(folder: Path, texts: Sequence[str]) -> None:
    """Items that a slow model writes."""
    with ModelServer(answer_seconds=SECONDS_A_CALL, texts=texts) as server:
        settings = Settings(
            data_dir=folder, model="play", base_url=server.base_url, allow_model_calls=True, calls_in_flight=IN_FLIGHT
        )
        with closing(build_copilot(settings)) as copilot:
            copilot.warm_up()
            brand = copilot.brand("yunmian")
            slots = [a_slot(f"bench-{n:03}", day=400 + n, idea=texts[n % len(texts)][:20]) for n in range(ITEMS)]
            ids = put(copilot, brand, slots)
            began, cpu = time.perf_counter(), time.process_time()
            run = copilot.calendar.writing.start(brand, ids, copilot.calendar.members.alone())
            list(copilot.calendar.writing.run_events(run.id))
            seconds = time.perf_counter() - began
            calls = len(server.requests)
            ideal = ceil(ITEMS / IN_FLIGHT) * SECONDS_A_CALL
            print(
                f"model of {SECONDS_A_CALL:.0f} s a call, {IN_FLIGHT} in flight: {ITEMS} items, {calls} calls, "
                f"{seconds:.1f} s = {seconds / ideal:.2f} × ideal {ideal:.0f} s (bar {BAR_MODEL:.0f} s), "
                f"CPU {time.process_time() - cpu:.1f} s"
            )


def put(copilot: Copilot, brand: Brand, slots: Sequence[Slot]) -> list[str]:
    """The slots as planned items of the calendar; their ids."""
    copilot.store.calendar.add([Item(slot, brand.id) for slot in slots], Done("bench", Deed.PLANNED))
    return [slot.id for slot in slots]


if __name__ == "__main__":
    main()
