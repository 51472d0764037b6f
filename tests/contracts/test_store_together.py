"""What the store promises when several write at once, and when one is killed while writing."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from subprocess import Popen
from threading import Barrier

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.document import LiveCounts, ReadFile
from copilot.domain.draft import Draft, Task, Usage
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.errors import Conflict
from copilot.store import Store

FileMaker = Callable[..., ReadFile]

KEEP_MANY = """
import sys
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Passage, Role, Source
from copilot.store import open_store

url, writer = sys.argv[1:]
with open_store(url) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(8):
        texts = [f"{writer}-{n}-{i}" for i in range(40)] + [f"shared-{n}"]
        passages = tuple(Passage(t, t, Role.FAQ, Source("", "", 0, "L1")) for t in texts)
        kept = store.documents.keep("yun", ReadFile(f"{writer}-{n}", texts[0], "text/plain", b"x", passages))
        if n % 3 == 0:
            store.documents.delete("yun", kept.document.id)
"""

KILLED_WHILE_KEEPING = """
import os, signal, sys
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Passage, Role, Source
from copilot.store import open_store


class Fatal:
    product, field, value, unit, valid_from, valid_to, note = "p", "f", "1", "", None, None, ""

    @property
    def source(self):  # asked for when the passages are written and the facts are about to be
        os.kill(os.getpid(), signal.SIGKILL)


place = Source("", "", 0, "L1")
passages = tuple(Passage(f"new-{i}", f"new-{i}", Role.FAQ, place) for i in range(5000))
with open_store(sys.argv[1]) as store:
    store.documents.keep("yun", ReadFile("a.md", "other", "text/plain", b"x", passages, (Fatal(),)))
"""


def test_writers_in_several_processes_never_hide_a_change_from_a_reader(
    store: Store, brand: Brand, url: str, run_python: Callable[..., "Popen[str]"]
) -> None:
    writers = [run_python(KEEP_MANY, url, name) for name in ("a", "b")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    index: set[str] = set()
    mark = 0
    running = True
    while running:  # one more look after the last writer has ended
        running = any(writer.poll() is None for writer in writers)
        for change in store.index.changes(brand.id, mark, limit=50):
            assert change.seq > mark
            mark = change.seq
            if change.passage:
                index.add(change.passage_id)
            else:
                index.discard(change.passage_id)
    while changes := store.index.changes(brand.id, mark):
        mark = changes[-1].seq
        index |= {c.passage_id for c in changes if c.passage}
        index -= {c.passage_id for c in changes if not c.passage}
    live = {p.id for batch in store.documents.batches(brand.id) for p in batch}
    assert [writer.communicate()[1] for writer in writers] == ["", ""]
    assert len(live) == 2 * 5 * 40 + 5
    assert index == live
    assert mark == store.index.head(brand.id)


def test_threads_keeping_different_files_lose_nothing(store: Store, brand: Brand, file: FileMaker) -> None:
    together = Barrier(4)

    def keep(n: int) -> int:
        together.wait()
        return store.documents.keep(brand.id, file(f"{n}.md", f"only {n}", "shared")).passages_added

    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(keep, range(4)))
    assert sorted(added) == [1, 1, 1, 2]
    assert store.documents.counts(brand.id) == LiveCounts(4, 5, 0)
    assert store.index.head(brand.id) == 5


def test_of_two_revisions_at_once_exactly_one_is_a_conflict(store: Store, brand: Brand) -> None:
    store.drafts.save(
        Draft(
            id="d",
            brand_id=brand.id,
            task=Task.POST,
            channel=Channel.MOMENTS,
            node=Node.OPERATE,
            language=Language.ZH,
            created_at=datetime(2026, 11, 23, tzinfo=UTC),
            text="first",
            variants=(),
            evidence=(),
            gaps=(),
            notices=(),
            model="offline",
            prompt=None,
            usage=Usage(),
        )
    )
    together = Barrier(2)

    def revise(text: str) -> Draft | None:
        together.wait()
        try:
            return store.drafts.revise("d", text, expected_version=1)
        except Conflict:
            return None

    with ThreadPoolExecutor(2) as threads:
        won = [draft for draft in threads.map(revise, ("ann's", "bob's")) if draft]
    assert len(won) == 1
    assert store.drafts.get("d") == won[0]
    assert [v.text for v in store.drafts.versions("d")] == ["first", won[0].text]


def test_a_process_killed_while_keeping_leaves_nothing_half(
    store: Store, brand: Brand, url: str, file: FileMaker, run_python: Callable[..., "Popen[str]"]
) -> None:
    before = store.documents.keep(brand.id, file("a.md", "one"))
    killed = run_python(KILLED_WHILE_KEEPING, url)
    assert killed.communicate() == ("", "")
    assert killed.returncode == -signal.SIGKILL
    assert store.documents.versions(brand.id, before.document.id) == (before.document,)
    assert store.documents.counts(brand.id) == LiveCounts(1, 1, 0)
    assert store.index.head(brand.id) == 1
    again = store.documents.keep(brand.id, file("a.md", "one", "two"))
    assert (again.document.version, again.passages_added) == (2, 1)
