"""Runs of writing: which items wait, who has taken which and until when, what came of each."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, and_, bindparam, func, insert, or_, select, update

from copilot.domain.calendar import Item
from copilot.domain.draft import Draft, Usage
from copilot.domain.writing_run import Job, JobState, Run, RunState
from copilot.errors import UnknownName
from copilot.store.calendar_items import ItemChange, WithText, change_item
from copilot.store.connection import Database, quick_rows
from copilot.store.index_log import lock_brand
from copilot.store.rows import AnyCells
from copilot.store.schema_calendar import writing_jobs as j
from copilot.store.schema_calendar import writing_runs as r

OPEN = (JobState.WAITING.value, JobState.TAKEN.value)
COLUMNS = (
    j.c.run_id, j.c.item_id, j.c.position, j.c.state, j.c.taken_by, j.c.taken_until, j.c.attempts, j.c.error,
    j.c.draft_id, j.c.prompt_tokens, j.c.answer_tokens,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taking:
    """How somebody takes jobs up: under which name, for how long, and which items they leave for a later time."""

    by: str
    seconds: float
    passing_by: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the items of a run stand, by their ids: what each hand asks before it takes up the next."""

    still_open: frozenset[str]
    waiting: tuple[str, ...]
    """Those of them that nobody has taken, in their order."""
    written: tuple[tuple[str, str], ...]
    """Each with its draft's id."""


@dataclass(frozen=True, slots=True)
class WritingRuns:
    """Runs and their jobs. A job is taken with a lease: whose lease has run out has lost the job to whoever comes next."""

    db: Database
    clock: Callable[[], datetime]

    def start(self, run: Run, item_ids: Sequence[str]) -> Run:
        """Store a run of those items that wait in no other one; where all of them do, nothing is stored and the other
        run is returned. Raises `UnknownName` for the brand."""
        with self.db.writing() as connection:
            lock_brand(connection, run.brand_id)
            held = _open_elsewhere(connection, run.brand_id, item_ids)
            free = [item_id for item_id in dict.fromkeys(item_ids) if item_id not in held]
            if not free and held:
                return _run(connection, next(held[item_id] for item_id in item_ids if item_id in held))
            connection.execute(insert(r).values(_run_row(run)))
            jobs = [_new_job(run.id, item_id, position) for position, item_id in enumerate(free)]
            if jobs:
                connection.execute(insert(j), jobs)
        return run

    def get(self, run_id: str) -> Run:
        """The run of that id. Raises `UnknownName`."""
        return _run(self.db, run_id)

    def of(self, brand_id: str, *, limit: int = 20) -> tuple[Run, ...]:
        """The brand's runs, the newest first."""
        statement = select(r).where(r.c.brand_id == brand_id).order_by(r.c.began_at.desc(), r.c.id).limit(limit)
        with self.db.reading() as connection:
            return tuple(_run_of(row) for row in connection.execute(statement))

    def jobs(self, run_id: str) -> tuple[Job, ...]:
        """The run's jobs in their order."""
        return tuple(_job_of(cells) for cells in quick_rows(self.db, _jobs(), {"of_run": run_id}))

    def standing(self, run_id: str) -> Standing:
        """`jobs`, as far as it takes to know what may be done next."""
        rows = quick_rows(self.db, _states(), {"of_run": run_id})
        return Standing(
            frozenset(item_id for item_id, state, _ in rows if state in OPEN),
            tuple(item_id for item_id, state, _ in rows if state == JobState.WAITING),
            tuple((item_id, draft_id) for item_id, state, draft_id in rows if state == JobState.WRITTEN and draft_id),
        )

    def set_state(self, run_id: str, state: RunState, *, offline: bool | None = None) -> Run:
        """Let a run go on, or hold it; `DONE` is kept only where no job is open. `offline`: with a model or without from
        now on; None leaves that as it is. Raises `UnknownName`."""
        with self.db.writing() as connection:
            run = _run(connection, run_id, lock=True)
            still_open = connection.execute(
                select(func.count()).where(j.c.run_id == run_id, j.c.state.in_(OPEN))
            ).scalar_one()
            done = state is RunState.DONE
            if done == (still_open == 0):
                run = replace(run, state=state, why="", offline=run.offline if offline is None else offline)
                connection.execute(update(r).where(r.c.id == run_id).values(_run_row(run)))
        return run

    def hold(self, job: Job, why: str) -> None:
        """Let a job that was taken wait again, and pause its run for the reason of that code."""
        waiting = {"state": JobState.WAITING.value, "taken_by": "", "taken_until": None}
        with self.db.writing() as connection:
            run = _run(connection, job.run_id, lock=True)
            if _still_taken(connection, job):
                connection.execute(_job_changed(), _named(job) | waiting)
            if run.state is RunState.RUNNING:
                held = _run_row(replace(run, state=RunState.PAUSED, why=why))
                connection.execute(update(r).where(r.c.id == run.id).values(held))

    def take(self, run_id: str, taking: Taking) -> Job | None:
        """Take up the first job that is free, by its position; None where there is none, or the run does not go on."""
        now = self.clock()
        with self.db.writing() as connection:
            if _run(connection, run_id, lock=True).state is not RunState.RUNNING:
                return None
            asked = {"of_run": run_id, "by": taking.by, "now": now, "passing_by": list(taking.passing_by)}
            row = connection.execute(_first_free(), asked).first()
            if row is None:
                return None
            free, until = _job_of(row), now + timedelta(seconds=taking.seconds)
            job = replace(free, state=JobState.TAKEN, taken_by=taking.by, taken_until=until, attempts=free.attempts + 1)
            taken = {
                "state": job.state.value,
                "taken_by": job.taken_by,
                "taken_until": job.taken_until,
                "attempts": job.attempts,
            }
            connection.execute(_job_changed(), _named(job) | taken)
        return job

    def prolong(self, run_id: str, by: str, seconds: float) -> int:
        """Keep what one has taken up for that long from now; returns how many jobs that is."""
        mine = and_(j.c.run_id == run_id, j.c.taken_by == by, j.c.state == JobState.TAKEN.value)
        until = self.clock() + timedelta(seconds=seconds)
        with self.db.writing() as connection:
            return connection.execute(update(j).where(mine).values(taken_until=until)).rowcount

    def keep(self, job: Job, item: Item, draft: Draft, change: ItemChange) -> Item | None:
        """Store `draft` as the item's text by `change`, and that the job is done: all of it or nothing.

        None, and nothing is stored, where the job is no longer the one that was taken. Raises `Conflict` when the item
        changed since it was read as `item`."""
        now = self.clock()
        with self.db.writing() as connection:
            if not _still_taken(connection, job):
                return None
            after = change_item(connection, item.id, item.version, replace(change, text=WithText(draft=draft)), now)
            done = {"state": JobState.WRITTEN.value, "error": "", "draft_id": draft.id, **_tokens(draft.usage)}
            connection.execute(_job_changed(), _named(job) | done)
        return after

    def fail(self, job: Job, code: str, item: Item | None = None, change: ItemChange | None = None) -> bool:
        """Store that a job failed, and with `change` say so at the item (in the same transaction). False, and nothing
        is stored, where the job is no longer the one that was taken. Raises `Conflict` when the item changed."""
        now = self.clock()
        with self.db.writing() as connection:
            if not _still_taken(connection, job):
                return False
            if item is not None and change is not None:
                change_item(connection, item.id, item.version, change, now)
            failed = {"state": JobState.FAILED.value, "error": code}
            connection.execute(_job_changed(), _named(job) | failed)
        return True

    def retry(self, run_id: str) -> int:
        """Let the failed jobs of a run wait again, and the run go on; returns how many. Raises `UnknownName`."""
        failed = and_(j.c.run_id == run_id, j.c.state == JobState.FAILED.value)
        again = {"state": JobState.WAITING.value, "error": "", "taken_by": "", "taken_until": None}
        with self.db.writing() as connection:
            _run(connection, run_id, lock=True)
            count = connection.execute(update(j).where(failed).values(again)).rowcount
            if count:
                connection.execute(update(r).where(r.c.id == run_id).values(state=RunState.RUNNING.value))
        return count


def _named(job: Job) -> dict[str, object]:
    return {"of_run": job.run_id, "of_item": job.item_id}


@cache
def _jobs() -> Select[Any]:
    """Like those below made once, as every hand asks for every item."""
    return select(*COLUMNS).where(j.c.run_id == bindparam("of_run")).order_by(j.c.position)


@cache
def _states() -> Select[Any]:
    return select(j.c.item_id, j.c.state, j.c.draft_id).where(j.c.run_id == bindparam("of_run")).order_by(j.c.position)


@cache
def _first_free() -> Select[Any]:
    """The first job of `:of_run` that waits, or was left by somebody else than `:by` whose lease ran out before `:now`."""
    left = and_(j.c.state == JobState.TAKEN.value, j.c.taken_by != bindparam("by"), j.c.taken_until <= bindparam("now"))
    free = and_(j.c.run_id == bindparam("of_run"), or_(j.c.state == JobState.WAITING.value, left))
    others = j.c.item_id.not_in(bindparam("passing_by", expanding=True))
    return select(*COLUMNS).where(free, others).order_by(j.c.position).limit(1)


@cache
def _job_changed() -> Update:
    return update(j).where(j.c.run_id == bindparam("of_run"), j.c.item_id == bindparam("of_item"))


@cache
def _taken_now() -> Select[Any]:
    named = (j.c.run_id == bindparam("of_run"), j.c.item_id == bindparam("of_item"))
    return select(j.c.state, j.c.taken_by, j.c.attempts).where(*named).with_for_update()


def _still_taken(connection: Connection, job: Job) -> bool:
    rows = quick_rows(connection, _taken_now(), _named(job))
    return [tuple(row) for row in rows] == [(JobState.TAKEN.value, job.taken_by, job.attempts)]


def _open_elsewhere(connection: Connection, brand_id: str, item_ids: Sequence[str]) -> dict[str, str]:
    """The items that wait in a run, with its id."""
    statement = select(j.c.item_id, j.c.run_id).join(r, r.c.id == j.c.run_id)
    rows = connection.execute(statement.where(r.c.brand_id == brand_id, j.c.state.in_(OPEN)))
    wanted = set(item_ids)
    return {item_id: run_id for item_id, run_id in rows if item_id in wanted}


def _run(source: Connection | Database, run_id: str, *, lock: bool = False) -> Run:
    for cells in quick_rows(source, _run_named(lock=lock), {"of_run": run_id}):
        return _run_of(cells)
    raise UnknownName("run", run_id)


@cache
def _run_named(*, lock: bool) -> Select[Any]:
    statement = select(r).where(r.c.id == bindparam("of_run"))
    return statement.with_for_update() if lock else statement


def _run_of(cells: AnyCells) -> Run:
    run_id, brand_id, began_at, by, state, card = cells
    return Run(run_id, brand_id, began_at, by, RunState(state), card.get("why", ""), card.get("offline", False))


def _run_row(run: Run) -> dict[str, object]:
    return {
        "id": run.id,
        "brand_id": run.brand_id,
        "began_at": run.began_at,
        "by": run.by,
        "state": run.state.value,
        "card": {"why": run.why, "offline": run.offline},
    }


def _new_job(run_id: str, item_id: str, position: int) -> dict[str, object]:
    return {
        "run_id": run_id,
        "item_id": item_id,
        "position": position,
        "state": JobState.WAITING.value,
        "taken_by": "",
        "taken_until": None,
        "attempts": 0,
        "error": "",
        "draft_id": None,
        **_tokens(Usage()),
    }


def _tokens(usage: Usage) -> dict[str, int]:
    return {"prompt_tokens": usage.prompt, "answer_tokens": usage.answer}


def _job_of(cells: AnyCells) -> Job:
    run_id, item_id, position, state, taken_by, taken_until, attempts, error, draft_id, prompt, answer = cells
    return Job(
        run_id=run_id,
        item_id=item_id,
        position=position,
        state=JobState(state),
        taken_by=taken_by,
        taken_until=taken_until,
        attempts=attempts,
        error=error,
        draft_id=draft_id,
        usage=Usage(prompt, answer),
    )
