"""`kill -9` at ten random moments while a hundred items are written: nothing told is lost, nothing is written twice."""

import multiprocessing
import random
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from copilot.domain.brand import Brand
from copilot.domain.calendar import ItemState
from copilot.domain.review import Deed
from copilot.domain.writing_run import JobState, Run, RunState
from copilot.store import Store
from copilot.store.schema import drafts
from copilot.store.store import utc_now
from tests.support.items import many_slots, plan_slots
from tests.support.written_apart import write_apart

ITEMS = 100
KILLS = 10
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.support.written_apart_loaded"])

Told = tuple[str, str]


def written_until(killed_after: int | None, url: str, data: Path, run_id: str) -> list[Told]:
    """What a process tells that it has stored before it is killed with signal 9, or before it ends by itself."""
    told, telling = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=write_apart, args=(url, data, run_id, telling))
    process.start()
    telling.close()
    heard: list[Told] = []
    try:
        while killed_after is None or len(heard) < killed_after:
            heard.append(told.recv())
        process.kill()
        while True:
            heard.append(told.recv())
    except EOFError:
        process.join()
    return heard


def test_a_hundred_items_are_each_written_once_by_processes_that_are_killed(
    store: Store, url: str, tmp_path: Path
) -> None:
    brand = Brand("yun", "云眠")
    store.brands.save(brand)
    ids = plan_slots(store, brand, many_slots(ITEMS))
    run = store.runs.start(Run("r", brand.id, utc_now(), "mei"), ids)
    dice = random.Random(6)
    told = [
        one for _ in range(KILLS) for one in written_until(dice.randint(1, ITEMS // KILLS - 2), url, tmp_path, run.id)
    ]
    assert store.runs.get(run.id).state is RunState.RUNNING
    assert 0 < len(told) < ITEMS
    told += written_until(None, url, tmp_path, run.id)
    items = {item.id: item for item in store.calendar.of(brand.id)}
    assert store.runs.get(run.id).state is RunState.DONE
    assert {job.state for job in store.runs.jobs(run.id)} == {JobState.WRITTEN}
    assert {item.state for item in items.values()} == {ItemState.DRAFT}
    assert [(item_id, draft_id) for item_id, draft_id in told if items[item_id].draft_id != draft_id] == []
    with store.db.reading() as connection:
        stored = set(connection.execute(select(drafts.c.id)).scalars())
    assert stored == {item.draft_id for item in items.values()}
    deeds = Counter((line.item_id, line.deed) for line in store.audit.of(brand.id))
    assert deeds == Counter({(i, deed): 1 for i in ids for deed in (Deed.PLANNED, Deed.WRITTEN)})
