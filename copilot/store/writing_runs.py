"""Runs of writing: which items wait, who has taken which and until when, what came of each."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from copilot.domain.calendar import Item
from copilot.domain.draft import Draft, Usage
from copilot.domain.writing_run import Job, JobState, Run, RunState
from copilot.errors import UnknownName
from copilot.store.calendar_items import ItemChange, WithText, change_item
from copilot.store.connection import Database
from copilot.store.index_log import lock_brand
from copilot.store.rows import AnyRow
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
        with self.db.reading() as connection:
            return _run(connection, run_id)

    def of(self, brand_id: str, *, limit: int = 20) -> tuple[Run, ...]:
        """The brand's runs, the newest first."""
        statement = select(r).where(r.c.brand_id == brand_id).order_by(r.c.began_at.desc(), r.c.id).limit(limit)
        with self.db.reading() as connection:
            return tuple(_run_of(row) for row in connection.execute(statement))

    def jobs(self, run_id: str) -> tuple[Job, ...]:
        """The run's jobs in their order."""
        with self.db.reading() as connection:
            rows = connection.execute(select(*COLUMNS).where(j.c.run_id == run_id).order_by(j.c.position))
            return tuple(_job_of(row) for row in rows)

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
                connection.execute(update(j).where(_is(job.run_id, job.item_id)).values(waiting))
            if run.state is RunState.RUNNING:
                held = _run_row(replace(run, state=RunState.PAUSED, why=why))
                connection.execute(update(r).where(r.c.id == run.id).values(held))

    def take(self, run_id: str, taking: Taking) -> Job | None:
        """Take up the first job that is free, by its position; None where there is none, or the run does not go on."""
        now = self.clock()
        with self.db.writing() as connection:
            if _run(connection, run_id, lock=True).state is not RunState.RUNNING:
                return None
            free = and_(j.c.run_id == run_id, _is_free(taking.by, now))
            if taking.passing_by:
                free = and_(free, j.c.item_id.not_in(list(taking.passing_by)))
            row = connection.execute(select(*COLUMNS).where(free).order_by(j.c.position).limit(1)).first()
            if row is None:
                return None
            until = now + timedelta(seconds=taking.seconds)
            job = replace(
                _job_of(row), state=JobState.TAKEN, taken_by=taking.by, taken_until=until, attempts=row.attempts + 1
            )
            taken = {
                "state": job.state.value,
                "taken_by": job.taken_by,
                "taken_until": job.taken_until,
                "attempts": job.attempts,
            }
            connection.execute(update(j).where(_is(row.run_id, row.item_id)).values(taken))
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
            connection.execute(update(j).where(_is(job.run_id, job.item_id)).values(done))
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
            connection.execute(update(j).where(_is(job.run_id, job.item_id)).values(failed))
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


def _is(run_id: str, item_id: str) -> ColumnElement[bool]:
    return and_(j.c.run_id == run_id, j.c.item_id == item_id)


def _is_free(by: str, now: datetime) -> ColumnElement[bool]:
    """Whether a job waits, or was left by somebody else whose lease ran out."""
    left = and_(j.c.state == JobState.TAKEN.value, j.c.taken_by != by, j.c.taken_until <= now)
    return or_(j.c.state == JobState.WAITING.value, left)


def _still_taken(connection: Connection, job: Job) -> bool:
    statement = select(j.c.state, j.c.taken_by, j.c.attempts).where(_is(job.run_id, job.item_id)).with_for_update()
    row = connection.execute(statement).first()
    return row is not None and tuple(row) == (JobState.TAKEN.value, job.taken_by, job.attempts)


def _open_elsewhere(connection: Connection, brand_id: str, item_ids: Sequence[str]) -> dict[str, str]:
    """The items that wait in a run, with its id."""
    statement = select(j.c.item_id, j.c.run_id).join(r, r.c.id == j.c.run_id)
    rows = connection.execute(statement.where(r.c.brand_id == brand_id, j.c.state.in_(OPEN)))
    wanted = set(item_ids)
    return {item_id: run_id for item_id, run_id in rows if item_id in wanted}


def _run(connection: Connection, run_id: str, *, lock: bool = False) -> Run:
    statement = select(r).where(r.c.id == run_id)
    row = connection.execute(statement.with_for_update() if lock else statement).first()
    if row is None:
        raise UnknownName("run", run_id)
    return _run_of(row)


def _run_of(row: AnyRow) -> Run:
    card: dict[str, Any] = row.card
    state = RunState(row.state)
    return Run(row.id, row.brand_id, row.began_at, row.by, state, card.get("why", ""), card.get("offline", False))


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


def _job_of(row: AnyRow) -> Job:
    return Job(
        run_id=row.run_id,
        item_id=row.item_id,
        position=row.position,
        state=JobState(row.state),
        taken_by=row.taken_by,
        taken_until=row.taken_until,
        attempts=row.attempts,
        error=row.error,
        draft_id=row.draft_id,
        usage=Usage(row.prompt_tokens, row.answer_tokens),
    )
