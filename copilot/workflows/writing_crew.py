"""The threads of this process that work through runs of writing, whatever becomes of the page that asked."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue

from copilot.domain.writing_run import ItemFailed, ItemWritten, Job, Run, RunState
from copilot.errors import ButterflyError
from copilot.store import Store
from copilot.store.writing_runs import Taking
from copilot.workflows.surroundings import Surroundings
from copilot.workflows.write_item import ItemWriter

LEASE_SECONDS = 45.0
"""How long a job stays with a process that does not answer any more; one that works prolongs it."""
CLOSING_SECONDS = 10.0
LOOKING_AGAIN_SECONDS = 0.5
"""Between two looks at jobs that wait for another part, or for another process."""

Event = ItemWritten | ItemFailed


@dataclass(slots=True)
class Crew:
    """Works through each run at most once in this process, with at most `hands` threads for one run. Several processes
    may work through the same run. Nothing begins by itself: a run that a crash left goes on when somebody resumes it."""

    store: Store
    writer: ItemWriter
    hands: int
    new_id: Callable[[], str]
    lease_seconds: float = LEASE_SECONDS
    _at_work: dict[str, "_Work"] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, run: Run) -> None:
        """Work through a run in the background; nothing where this process does so already."""
        self._work(run)

    def events(self, run: Run) -> Iterator[Event]:
        """Work through a run, telling what happens from now on, until it is done, paused or given up."""
        yield from self._work(run).events()

    def is_at(self, run_id: str) -> bool:
        """Whether this process works on it."""
        with self._lock:
            work = self._at_work.get(run_id)
        return work is not None and not work.finished.is_set()

    def wait(self, run_id: str, seconds: float | None = None) -> None:
        """Return when this process has stopped working on the run, or after that long."""
        with self._lock:
            work = self._at_work.get(run_id)
        if work is not None:
            work.finished.wait(seconds)

    def close(self) -> None:
        """Take up nothing more, and let what is being written come to its end, for a while."""
        with self._lock:
            works = list(self._at_work.values())
        for work in works:
            work.stop()
        for work in works:
            work.finished.wait(CLOSING_SECONDS)

    def _work(self, run: Run) -> "_Work":
        with self._lock:
            work = self._at_work.get(run.id)
            if work is None or not work.has_all_hands():
                work = self._at_work[run.id] = _Work(self, run)
                work.begin()
            return work


class _Work:
    """One run being worked through by threads of this process."""

    def __init__(self, crew: Crew, run: Run) -> None:
        self._crew, self._run = crew, run
        self._taking_as = crew.new_id()
        self._changed = threading.Condition()
        self._listeners: list[SimpleQueue[Event | None]] = []
        self._hands = 0
        self._stopped = False
        self._around: Surroundings | None = None
        self.finished = threading.Event()

    def begin(self) -> None:
        threading.Thread(target=self._go, daemon=True, name="writing").start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def has_all_hands(self) -> bool:
        """Whether it still goes on; hands that left because the run was paused are called back."""
        with self._changed:
            if self.finished.is_set():
                return False
            if self._around is not None:
                self._call_hands()
            return True

    def events(self) -> Iterator[Event]:
        heard: SimpleQueue[Event | None] = SimpleQueue()
        with self._changed:
            if self.finished.is_set():
                return
            self._listeners.append(heard)
        while (event := heard.get()) is not None:
            yield event

    def _go(self) -> None:
        """Start the hands, prolong what they hold until the last has left, and say whether the run is done."""
        store = self._crew.store
        try:
            jobs = {job.item_id: job for job in store.runs.jobs(self._run.id)}
            items = [store.calendar.get(item_id) for item_id in jobs]
            self._crew.writer.composer.foresee([item for item in items if jobs[item.id].open])
            with self._changed:
                self._around = Surroundings(store, items)
                self._call_hands()
            while not self._has_ended():
                self._prolong()
        except ButterflyError:
            _log().exception("run %s was given up", self._run.id)
        finally:
            with self._changed:
                self.finished.set()
                for heard in self._listeners:
                    heard.put(None)

    def _call_hands(self) -> None:
        while self._hands < self._crew.hands:
            self._hands += 1
            threading.Thread(target=self._hand, daemon=True, name="writing-hand").start()

    def _has_ended(self) -> bool:
        """Wait for the hands, a third of a lease at most. Once the last has left, a run with nothing open is done."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._hands == 0, self._crew.lease_seconds / 3):
                return False
            if self._crew.store.runs.get(self._run.id).state is RunState.RUNNING:
                self._crew.store.runs.set_state(self._run.id, RunState.DONE)
            self.finished.set()
            return True

    def _prolong(self) -> None:
        try:
            self._crew.store.runs.prolong(self._run.id, self._taking_as, self._crew.lease_seconds)
        except ButterflyError:
            _log().warning("leases of run %s were not prolonged", self._run.id, exc_info=True)

    def _hand(self) -> None:
        """Write one item after another until there is none left."""
        assert self._around is not None
        try:
            while not self._stopped:
                job, left = self._next(self._around)
                if job is not None:
                    self._tell(self._crew.writer.write(job, self._run.by, self._around))
                elif left:
                    with self._changed:
                        self._changed.wait(LOOKING_AGAIN_SECONDS)
                else:
                    return
        except ButterflyError:
            _log().exception("a thread of run %s gave up", self._run.id)
        finally:
            with self._changed:
                self._hands -= 1
                self._changed.notify_all()

    def _next(self, around: Surroundings) -> tuple[Job | None, bool]:
        """A job to do now, if any, and whether there may be one later."""
        runs = self._crew.store.runs
        standing = runs.standing(self._run.id)
        around.catch_up(standing.written)
        if not standing.still_open:
            return None, False
        blocked = [item_id for item_id in standing.waiting if around.waits_for(item_id, standing.still_open)]
        job = runs.take(self._run.id, Taking(self._taking_as, self._crew.lease_seconds, blocked))
        if job is not None:
            return job, True
        return None, runs.get(self._run.id).state is RunState.RUNNING

    def _tell(self, event: Event | None) -> None:
        with self._changed:
            self._changed.notify_all()
            if event is not None:
                for heard in self._listeners:
                    heard.put(event)


def _log() -> logging.Logger:
    return logging.getLogger(__name__)
