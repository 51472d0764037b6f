"""Writes the items of a run in a process of its own, that a test may kill. Have a fork server import
`written_apart_loaded`: then a process begins at once, with the encoder loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from copilot.bootstrap import build_copilot
from copilot.domain.writing_run import ItemWritten
from copilot.knowledge.nearness import unknown_nearness
from copilot.settings import Settings
from copilot.workflows.copilot import Copilot
from tests.support.items import MEI, Scribe, with_writer
from tests.support.shop import encoder

LEASE_SECONDS = 0.3
HANDS = 4


@contextmanager
def opened(url: str, data: Path) -> Iterator[Copilot]:
    """A copilot on that database whose items a scribe writes, by the real clock, with short leases."""
    settings = Settings(data_dir=data, database_url=url, _env_file=None)
    copilot = build_copilot(settings, None, encoder())
    # Whether texts are alike is another test's business, and the scribe says the same again and again.
    drafting = replace(copilot.drafting, searching=replace(copilot.searching, nearness=unknown_nearness))
    copilot = with_writer(replace(copilot, drafting=drafting), Scribe(), HANDS)
    copilot.calendar.writing.crew.lease_seconds = LEASE_SECONDS
    try:
        yield copilot
    finally:
        copilot.calendar.writing.close()
        copilot.close()


def write_apart(url: str, data: Path, run_id: str, told: Connection) -> None:
    """Go on with the run, and tell each item and its draft as they are stored."""
    with opened(url, data) as copilot:
        copilot.calendar.writing.resume(run_id, MEI)
        for event in copilot.calendar.writing.run_events(run_id):
            if isinstance(event, ItemWritten):
                told.send((event.item_id, event.draft.id))
    told.close()
