"""A file is read in a process of its own: what it does there costs the file and nothing else."""

import gc
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from copilot.domain.document import Known
from copilot.errors import UnreadableFile
from copilot.knowledge.reading import Limits, SeparateReader, read_file

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def hasty() -> Iterator[SeparateReader]:
    reader = SeparateReader(Limits(seconds=1.5, memory_bytes=200_000_000, file_bytes=100_000))
    yield reader
    reader.close()


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(UnreadableFile) as caught:
        call()
    assert caught.value.facts["path"] == "a.md"
    return caught.value.code


def test_what_is_read_apart_is_what_is_read_here(hasty: SeparateReader) -> None:
    content = "# 护腰垫\n坐着不塌。标价：199元\n".encode()
    here = read_file("a.md", content, Known("b"), today=TODAY)
    assert hasty.read("a.md", content, Known("b"), today=TODAY) == here


def test_one_process_reads_many_files(hasty: SeparateReader) -> None:
    assert hasty.run("a.md", os.getpid) == hasty.run("a.md", os.getpid) != os.getpid()


def test_errors_keep_their_code_and_the_next_file_is_read(hasty: SeparateReader) -> None:
    read = partial(hasty.read, known=Known("b"), today=TODAY)
    assert _code(lambda: read("a.md", b" ")) == "file_empty"
    assert _code(lambda: read("a.md", b"x" * 100_001)) == "file_too_large"
    assert read("b.md", b"hello there").passages


def test_a_pattern_that_never_ends_is_stopped(hasty: SeparateReader) -> None:
    catastrophe = partial(re.match, "(a+)+$", "a" * 60 + "b")
    assert _code(lambda: hasty.run("a.md", catastrophe)) == "file_too_slow"
    assert hasty.run("a.md", os.getpid)


def test_a_file_that_waits_for_ever_is_stopped() -> None:
    reader = SeparateReader(Limits(seconds=0.3))
    assert _code(lambda: reader.run("a.md", partial(time.sleep, 1000))) == "file_too_slow"
    reader.close()


def test_a_file_that_is_too_large_is_refused_unread(hasty: SeparateReader, tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as sparse:
        sparse.truncate(100_001)
    assert _code(lambda: hasty.load(tmp_path / "a.md", "a.md")) == "file_too_large"


def test_a_file_that_takes_all_memory_is_stopped(hasty: SeparateReader) -> None:
    assert _code(lambda: hasty.run("a.md", partial(bytearray, 900_000_000))) == "file_too_hungry"
    assert hasty.run("a.md", os.getpid)


def test_a_crash_of_the_reading_process_is_a_broken_file(hasty: SeparateReader) -> None:
    assert _code(lambda: hasty.run("a.md", partial(os.abort))) == "file_broken"
    assert _code(lambda: hasty.run("a.md", partial(signal.raise_signal, signal.SIGKILL))) == "file_too_hungry"
    assert hasty.run("a.md", os.getpid)


def test_an_answer_that_is_more_than_data_is_refused(hasty: SeparateReader) -> None:
    assert _code(lambda: hasty.run("a.md", partial(Path, "x"))) == "file_broken"


def test_the_process_ends_with_its_reader() -> None:
    reader = SeparateReader()
    pid = reader.run("a.md", os.getpid)
    del reader
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_process_ends_when_its_parent_is_killed() -> None:
    script = """
import os, sys
from copilot.knowledge.reading import SeparateReader
reader = SeparateReader()
print(reader.run("a.md", os.getpid), flush=True)
sys.stdin.read()
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    # `wait` for a process that is no child of ours: it is gone when its own pipe end is.
    assert _is_gone(pid)


def _is_gone(pid: int) -> bool:
    """Whether the process ends; read from its descriptor, which turns readable then."""
    import select

    try:
        descriptor = os.pidfd_open(pid)
    except (ProcessLookupError, AttributeError):
        return True
    try:
        return bool(select.select([descriptor], [], [], 20)[0])
    finally:
        os.close(descriptor)
