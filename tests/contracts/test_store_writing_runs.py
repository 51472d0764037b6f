"""What the store promises about runs of writing: an item is written once, whoever is killed in between."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier

import pytest

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState, Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Draft, Task, Usage, Variant
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.domain.review import Deed
from copilot.domain.writing_run import Job, JobState, Run, RunState
from copilot.errors import Conflict, UnknownName
from copilot.store import Store, open_store
from copilot.store.audit_trail import Done
from copilot.store.calendar_items import ItemChange
from copilot.store.writing_runs import Standing, Taking

BEGIN = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
ANN, BOB = Taking("ann", 60), Taking("bob", 60)
WRITTEN = ItemChange(lambda i: replace(i, state=ItemState.DRAFT, draft_id=f"d-{i.id}"), Done("mei", Deed.WRITTEN))
FAILED = ItemChange(lambda i: replace(i, why="index_failed"), Done("mei", Deed.FAILED, why="index_failed"))


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def draft(item_id: str) -> Draft:
    only = Variant("晒枕头", "晒枕头", None, None, "", (), ())
    return Draft(
        f"d-{item_id}", "yun", Task.POST, Channel.GROUP, Node.OPERATE, Language.ZH, BEGIN,
        "晒枕头", (only,), (), (), (), "offline", None, Usage(300, 40),
    )  # fmt: skip


@pytest.fixture
def three(store: Store) -> Store:
    """A store with three planned items and a run of them."""
    store.brands.save(Brand("yun", "云眠"))
    slot = Slot("a", date(2026, 12, 1), time(9), "g", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, "晒枕头")
    store.calendar.add([Item(replace(slot, id=i), "yun") for i in "abc"], Done("mei", Deed.PLANNED))
    store.runs.start(Run("r", "yun", BEGIN, "mei"), ["a", "b", "c"])
    return store


def taken(store: Store, taking: Taking = ANN) -> Job:
    job = store.runs.take("r", taking)
    assert job is not None
    return job


def keep(store: Store, job: Job, item: Item | None = None) -> Item | None:
    return store.runs.keep(job, item or store.calendar.get(job.item_id), draft(job.item_id), WRITTEN)


def test_jobs_are_taken_one_by_one_in_their_order(three: Store) -> None:
    assert [taken(three, ANN).item_id, taken(three, BOB).item_id, taken(three, ANN).item_id] == ["a", "b", "c"]
    assert three.runs.take("r", BOB) is None


@pytest.mark.usefixtures("three")
def test_of_two_who_take_at_once_each_gets_another_job(url: str, clock: Clock) -> None:
    together = Barrier(2)

    def take(name: str) -> str:
        with open_store(url, clock) as store:
            together.wait()
            return taken(store, Taking(name, 60)).item_id

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, ("ann", "bob"))) == ["a", "b"]


def test_an_item_its_text_and_its_job_are_stored_together(three: Store) -> None:
    after = keep(three, taken(three))
    assert after is not None
    assert (after.state, three.drafts.texts(["d-a"])) == (ItemState.DRAFT, {"d-a": "晒枕头"})
    job = three.runs.jobs("r")[0]
    assert (job.state, job.draft_id, job.usage) == (JobState.WRITTEN, "d-a", Usage(300, 40))


def test_an_item_that_somebody_changed_meanwhile_is_not_overwritten(three: Store) -> None:
    job, seen = taken(three), three.calendar.get("a")
    three.calendar.change("a", 1, lambda i: replace(i, removed=True), Done("lin", Deed.REMOVED))
    with pytest.raises(Conflict):
        keep(three, job, seen)
    assert (three.drafts.get("d-a"), three.runs.jobs("r")[0].state) == (None, JobState.TAKEN)


def test_a_job_whose_lease_ran_out_goes_to_another_and_the_first_stores_nothing(three: Store, clock: Clock) -> None:
    lost = taken(three, ANN)
    clock.later(61)
    found = taken(three, BOB)
    assert (found.item_id, found.attempts) == ("a", 2)
    assert keep(three, lost) is None
    assert three.calendar.get("a").state is ItemState.PLANNED
    assert keep(three, found) is not None


def test_a_lease_that_is_prolonged_keeps_the_job(three: Store, clock: Clock) -> None:
    taken(three, ANN)
    clock.later(50)
    assert three.runs.prolong("r", "ann", 60) == 1
    clock.later(50)
    assert taken(three, BOB).item_id == "b"


def test_nobody_takes_their_own_slow_job_a_second_time(three: Store, clock: Clock) -> None:
    taken(three, ANN)
    clock.later(61)
    assert taken(three, ANN).item_id == "b"


def test_items_are_passed_by_where_asked(three: Store) -> None:
    assert taken(three, Taking("ann", 60, ("a", "b"))).item_id == "c"


def test_how_a_run_stands_tells_what_is_open_what_waits_and_what_is_written(three: Store) -> None:
    keep(three, taken(three))
    three.runs.fail(taken(three), "index_failed")
    standing = three.runs.standing("r")
    assert standing == Standing(frozenset("c"), ("c",), (("a", "d-a"),))
    taken(three)
    assert three.runs.standing("r") == Standing(frozenset("c"), (), (("a", "d-a"),))


def test_nothing_of_a_paused_run_is_taken(three: Store) -> None:
    three.runs.set_state("r", RunState.PAUSED)
    assert three.runs.take("r", ANN) is None
    three.runs.set_state("r", RunState.RUNNING)
    assert taken(three).item_id == "a"


def test_a_run_is_not_done_while_a_job_is_open(three: Store) -> None:
    assert three.runs.set_state("r", RunState.DONE).state is RunState.RUNNING
    for _ in range(3):
        keep(three, taken(three))
    assert three.runs.set_state("r", RunState.DONE).state is RunState.DONE


def test_a_failure_is_told_at_the_item_and_can_be_tried_again(three: Store) -> None:
    job = taken(three)
    assert three.runs.fail(job, "index_failed", three.calendar.get("a"), FAILED)
    assert (three.calendar.get("a").why, three.runs.jobs("r")[0].error) == ("index_failed", "index_failed")
    assert three.runs.retry("r") == 1
    assert taken(three).item_id == "a"


def test_items_that_wait_in_a_run_are_not_taken_into_another(three: Store) -> None:
    assert three.runs.start(Run("s", "yun", BEGIN, "mei"), ["b", "a"]).id == "r"
    with pytest.raises(UnknownName):
        three.runs.get("s")
    keep(three, taken(three))
    three.runs.start(Run("t", "yun", BEGIN, "mei"), ["a", "b"])
    assert [job.item_id for job in three.runs.jobs("t")] == ["a"]


def test_runs_come_the_newest_first(three: Store) -> None:
    keep(three, taken(three))
    three.runs.start(Run("s", "yun", BEGIN + timedelta(hours=1), "lin"), ["a"])
    assert [run.id for run in three.runs.of("yun")] == ["s", "r"]
