"""Processes that review at the same time. They are forked from one that has loaded everything: loading takes seconds."""

import json
import multiprocessing
import os
import sys
from dataclasses import replace
from multiprocessing.synchronize import Barrier

from copilot.bootstrap.desk import packaged_checker
from copilot.domain.review import Actor
from copilot.errors import Conflict
from copilot.store import Store, open_store
from copilot.workflows.review import Reviewing
from tests.support.calendar import LIN
from tests.support.reviewing import reviewing_on
from tests.support.shop import NOON

PROCESSES, ROUNDS, SHARED = 20, 10, 3
FORK = multiprocessing.get_context("fork")


def race(url: str) -> None:
    """In each of ten rounds all of 20 processes approve or edit one and the same version of an item; then each adds
    its name to three texts, and tries again where somebody was faster. Tells what came of every try, a line each."""
    packaged_checker()
    together = FORK.Barrier(PROCESSES)
    racers = [FORK.Process(target=_racer, args=(url, n, together)) for n in range(PROCESSES)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()


def _racer(url: str, number: int, together: Barrier) -> None:
    me = replace(LIN, id=f"r{number:02}", name=f"r{number:02}")
    with open_store(url, lambda: NOON) as store:
        review = reviewing_on(store, lambda: NOON)
        for turn in range(ROUNDS):
            together.wait()
            _try_once(review, turn, number, me)
        together.wait()
        for turn in range(SHARED):
            _add_name(store, review, f"shared-{(number + turn) % SHARED}", me)


def _try_once(review: Reviewing, turn: int, number: int, me: Actor) -> None:
    item_id, deed = f"item-{turn}", "approve" if (turn + number) % 2 else "edit"
    try:
        if deed == "approve":
            review.approve(item_id, 2, me)
        else:
            review.edit(item_id, 2, f"{me.id}改的：今天起风了。", me)
    except Conflict as conflict:
        _tell(item=item_id, by=me.id, deed=deed, conflict=str(conflict.facts["by"]))
    else:
        _tell(item=item_id, by=me.id, deed=deed, conflict="")


def _add_name(store: Store, review: Reviewing, item_id: str, me: Actor) -> None:
    while True:
        item = store.calendar.get(item_id)
        draft = store.drafts.get(str(item.draft_id))
        assert draft is not None
        try:
            review.edit(item_id, item.version, f"{draft.text}{me.id}。", me)
        except Conflict as conflict:
            _tell(item=item_id, by=me.id, deed="add", conflict=str(conflict.facts.get("by", "")))
        else:
            _tell(item=item_id, by=me.id, deed="add", conflict="")
            return


def approve_when_told(url: str) -> None:
    """For each line on stdin, fork a process that approves what waits, telling each id once it is approved; tell its
    pid first, and at last that it ended."""
    packaged_checker()
    for _ in sys.stdin:
        child = FORK.Process(target=_approver, args=(url,))
        child.start()
        child.join()
        os.write(1, b"ended\n")


def _approver(url: str) -> None:
    os.write(1, f"{os.getpid()}\n".encode())
    with open_store(url, lambda: NOON) as store:
        review = reviewing_on(store, lambda: NOON)
        for item in store.calendar.of("shanque"):
            if item.state == "submitted":
                review.approve(item.id, item.version, LIN)
                os.write(1, f"{item.id}\n".encode())


def _tell(**told: str) -> None:
    """One write for a line, so that lines of several processes do not mix."""
    os.write(1, f"{json.dumps(told)}\n".encode())
