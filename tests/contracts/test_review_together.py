"""Reviewing from many processes at once, and from one that is killed: nothing is lost, and every conflict is told."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from subprocess import Popen

import pytest

from copilot.domain.brand import Brand, Category
from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import AuditEntry, Deed
from copilot.store import Store, open_store
from tests.contracts.conftest import ROOT, PostgresDatabases
from tests.support.calendar import BRAND, MEI, PLAIN, written
from tests.support.review_processes import PROCESSES, ROUNDS, SHARED
from tests.support.reviewing import reviewing_on
from tests.support.shop import NOON

RACE = "import sys; from tests.support.review_processes import race; race(sys.argv[1])"
APPROVE = "import sys; from tests.support.review_processes import approve_when_told; approve_when_told(sys.argv[1])"
Tried = dict[str, str]
RunPython = Callable[..., "Popen[str]"]


@dataclass(frozen=True, slots=True)
class Race:
    """What the racers told, and what is in the database afterwards."""

    told: tuple[Tried, ...]
    items: dict[str, Item]
    texts: dict[str, tuple[str, ...]]
    trail: dict[str, tuple[AuditEntry, ...]]
    broken: tuple[str, ...]


@pytest.fixture(scope="module")
def raced(postgres_databases: PostgresDatabases) -> Race:
    """200 approvals and edits, and 60 edits of the same texts, from 20 processes on PostgreSQL."""
    url = postgres_databases.empty()
    with open_store(url, lambda: NOON) as store:
        waiting(store, [f"item-{n}" for n in range(ROUNDS)])
        for n in range(SHARED):
            written(store, f"shared-{n}", "。")
        racers = subprocess.run([sys.executable, "-c", RACE, url], cwd=ROOT, capture_output=True, text=True, check=True)
        assert racers.stderr == ""
        items = {item.id: item for item in store.calendar.of(BRAND)}
        return Race(
            told=tuple(json.loads(line) for line in racers.stdout.splitlines()),
            items=items,
            texts={i.id: tuple(v.text for v in store.drafts.versions(str(i.draft_id))) for i in items.values()},
            trail={item_id: store.audit.of(BRAND, item_id) for item_id in items},
            broken=store.audit.verify(BRAND),
        )


def waiting(store: Store, ids: list[str]) -> None:
    """A brand whose items of those ids wait for a reviewer, at version 2."""
    store.brands.save(Brand(BRAND, "山雀茶", Category.FOOD))
    review = reviewing_on(store, lambda: NOON)
    for item_id in ids:
        written(store, item_id)
        review.submit(item_id, 1, MEI)


def test_of_two_hundred_approvals_and_edits_one_each_is_done_and_every_other_told_once(raced: Race) -> None:
    tries = [t for t in raced.told if t["deed"] != "add"]
    assert len(tries) == len({(t["item"], t["by"]) for t in tries}) == PROCESSES * ROUNDS == 200
    done = {t["item"]: t for t in tries if not t["conflict"]}
    assert Counter(t["item"] for t in tries if not t["conflict"]) == {f"item-{n}": 1 for n in range(ROUNDS)}
    assert all(t["conflict"] == done[t["item"]]["by"] for t in tries if t["conflict"])


def test_what_was_done_is_what_is_there_and_in_the_trail(raced: Race) -> None:
    for tried in (t for t in raced.told if t["deed"] != "add" and not t["conflict"]):
        item, last = raced.items[tried["item"]], raced.trail[tried["item"]][0]
        approving = tried["deed"] == "approve"
        assert (item.version, item.state) == (3, ItemState.APPROVED if approving else ItemState.DRAFT)
        assert (last.by, last.deed, last.version) == (tried["by"], Deed.APPROVED if approving else Deed.EDITED, 3)
        said = (PLAIN,) if approving else (PLAIN, f"{tried['by']}改的：今天起风了。")
        assert raced.texts[item.id] == said


def test_no_edit_of_a_shared_text_is_lost(raced: Race) -> None:
    names = {f"r{n:02}" for n in range(PROCESSES)}
    for number in range(SHARED):
        shared = f"shared-{number}"
        texts = raced.texts[shared]
        assert set(texts[-1].strip("。").split("。")) == names
        assert len(texts) == raced.items[shared].version == len(raced.trail[shared]) == PROCESSES + 1
        assert all(after.startswith(before) for before, after in pairwise(texts))


def test_the_trail_is_unbroken_after_it(raced: Race) -> None:
    assert raced.broken == ()


def test_ten_kills_while_approving_lose_nothing_that_was_told(url: str, store: Store, run_python: RunPython) -> None:
    waiting(store, [f"item-{n:03}" for n in range(100)])
    moments = random.Random(6)
    approver = run_python(APPROVE, url)
    assert approver.stdin is not None
    assert approver.stdout is not None
    told: list[str] = []
    for _ in range(10):
        approver.stdin.write("go\n")
        approver.stdin.flush()
        pid = int(approver.stdout.readline())
        for _ in range(moments.randrange(8)):
            told.append(approver.stdout.readline().strip())
        for _ in range(moments.randrange(200_000)):
            pass  # somewhere within the next approval
        os.kill(pid, signal.SIGKILL)
        while (line := approver.stdout.readline().strip()) != "ended":
            told.append(line)
    items = {item.id: item for item in store.calendar.of(BRAND)}
    assert len(told) == len(set(told)) >= 10
    assert {items[item_id].state for item_id in told} == {ItemState.APPROVED}
    assert store.audit.verify(BRAND) == ()
    for item in items.values():
        lines = [e for e in store.audit.of(BRAND, item.id) if e.deed is Deed.APPROVED]
        assert (item.version, len(item.approvals), len(lines)) in ((2, 0, 0), (3, 1, 1))
