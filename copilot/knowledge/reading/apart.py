"""Reads files in a process of its own, bounded in time and memory, so that a hostile file costs a file and no more."""

import io
import json
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.document import Known, ReadFile
from copilot.domain.preview import Preview
from copilot.domain.sheet import Sheet
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.archive import Unpacked, unpack
from copilot.knowledge.reading.cards import read_brand_card
from copilot.knowledge.reading.limits import DEFAULT_LIMITS, Limits
from copilot.knowledge.reading.previews import preview_file
from copilot.knowledge.reading.reader import read_file
from copilot.knowledge.reading.sheets import read_sheets
from copilot.knowledge.reading.worker import LONGEST_WAIT, Answer, Job, read_frame, write_frame

_AT_ONCE = 2
_GRACE_SECONDS = 5
_OUT_OF_TIME = frozenset({-getattr(signal, "SIGALRM", 14), -getattr(signal, "SIGPROF", 27)})
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from copilot.knowledge.reading.worker import main; main()"
)


class SeparateReader:
    """Reads in up to two processes, which are started when first needed, used again, and replaced when they end.

    A plain command starts them, not `multiprocessing`: it would run the main module again, which under Streamlit is
    Streamlit. They end with their parent, because their input does.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._idle: list[_Process] = []
        self._lock = threading.Lock()
        self._places = threading.Semaphore(_AT_ONCE)
        weakref.finalize(self, _end_all, self._idle)

    def read(self, name: str, content: bytes, known: Known, *, today: date) -> ReadFile:
        """As `read_file`; raises `UnreadableFile`, also with `file_too_slow` and `file_too_hungry`."""
        self._refuse_large(name, len(content))
        job = partial(_without_content, name, content, known, today=today, limits=self.limits)
        read: ReadFile = self.run(name, job)
        return replace(read, content=content)

    def preview(self, name: str, content: bytes, known: Known, *, today: date) -> Preview:
        """As `preview_file`; raises `UnreadableFile`, also with `file_too_slow` and `file_too_hungry`."""
        self._refuse_large(name, len(content))
        job = partial(_preview_without_content, name, content, known, today=today, limits=self.limits)
        preview: Preview = self.run(name, job)
        return replace(preview, file=replace(preview.file, content=content))

    def sheets(self, name: str, content: bytes, *, keep_lines: bool = False) -> tuple[Sheet, ...]:
        """As `read_sheets`; raises `UnreadableFile`, also with `file_too_slow` and `file_too_hungry`."""
        self._refuse_large(name, len(content))
        sheets: tuple[Sheet, ...] = self.run(
            name, partial(read_sheets, name, content, self.limits, keep_lines=keep_lines)
        )
        return sheets

    def load(self, path: Path, name: str) -> bytes:
        """The bytes of a file on disk called `name`. One that is too large is refused unread. Raises `UnreadableFile`."""
        self._refuse_large(name, path.stat().st_size)
        return path.read_bytes()

    def unpack(self, name: str, content: bytes) -> Unpacked:
        """As `archive.unpack`."""
        self._refuse_large(name, len(content))
        unpacked: Unpacked = self.run(name, partial(unpack, name, content, self.limits))
        return unpacked

    def brand_card(self, name: str, text: str) -> Brand | None:
        """As `read_brand_card`."""
        card: Brand | None = self.run(name, partial(read_brand_card, name, text))
        return card

    def run(self, name: str, call: Callable[[], Any]) -> Any:
        """What `call` returns in the other process; `name` is the file it concerns. Raises `UnreadableFile`.

        Arguments and result must be picklable; the result is made of domain values and plain data.
        """
        with self._places:
            with self._lock:
                process = self._idle.pop() if self._idle else None
            if process is None or not process.lives:
                process = _Process()
            answer = process.answer(Job(call, self.limits.seconds, self.limits.memory_bytes))
            if answer.last:
                process.end()
            else:
                with self._lock:
                    self._idle.append(process)
        if answer.code:
            raise UnreadableFile(name, answer.code, answer.detail)
        return answer.result

    def _refuse_large(self, name: str, size: int) -> None:
        if size > self.limits.file_bytes:
            raise UnreadableFile(name, "file_too_large", f"{size} bytes, allowed are {self.limits.file_bytes}")

    def close(self) -> None:
        """End the idle processes; they are started again when needed."""
        with self._lock:
            _end_all(self._idle)


class _Process:
    """One reading process and the pipes to it."""

    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps([p or "." for p in sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._popen.stdin
        assert self._popen.stdout
        self._in, self._out = self._popen.stdin, self._popen.stdout

    @property
    def lives(self) -> bool:
        return self._popen.poll() is None

    def answer(self, job: Job) -> Answer:
        """The job's answer; a process that died over it answers with the reason."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._popen.kill()

        timer = threading.Timer(job.seconds * LONGEST_WAIT + _GRACE_SECONDS, stop)
        timer.daemon = True
        timer.start()
        try:
            write_frame(self._in, job)
            frame = read_frame(self._out)
        except OSError:
            frame = None
        finally:
            timer.cancel()
        if frame is not None:
            return _answer_in(frame)
        status = self._popen.wait()
        if late.is_set() or status in _OUT_OF_TIME:
            return Answer(code="file_too_slow", detail=f"more than {job.seconds:g} seconds", last=True)
        if status == -getattr(signal, "SIGKILL", 9):
            return Answer(code="file_too_hungry", detail="the system ended its reading", last=True)
        return Answer(code="file_broken", detail=f"the reading process ended with {status}", last=True)

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._in, self._out):
            with suppress(OSError):
                pipe.close()


def _end_all(processes: "list[_Process]") -> None:
    while processes:
        processes.pop().end()


def _without_content(*args: Any, **named: Any) -> ReadFile:
    """Runs in the other process; the parent has the bytes already."""
    return replace(read_file(*args, **named), content=b"")


def _preview_without_content(*args: Any, **named: Any) -> Preview:
    preview = preview_file(*args, **named)
    return replace(preview, file=replace(preview.file, content=b""))


class _Plain(pickle.Unpickler):
    """Takes data from the reading process and nothing that could act: it has had a stranger's file in its hands."""

    def find_class(self, module: str, name: str) -> Any:
        allowed = module.startswith("copilot.domain.") or (module, name) in _ALLOWED
        if not allowed:
            raise pickle.UnpicklingError(f"{module}.{name} is no answer")
        return super().find_class(module, name)


_ALLOWED = frozenset(
    {
        ("copilot.knowledge.reading.worker", "Answer"),
        ("copilot.knowledge.reading.archive", "Unpacked"),
        ("copilot.knowledge.reading.archive", "Member"),
        ("datetime", "date"),
    }
)


def _answer_in(frame: bytes) -> Answer:
    try:
        answer = _Plain(io.BytesIO(frame)).load()
    except Exception as error:
        return Answer(code="file_broken", detail=f"{type(error).__name__}: {error}"[:200], last=True)
    return answer if isinstance(answer, Answer) else Answer(code="file_broken", detail="no answer", last=True)
