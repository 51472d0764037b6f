"""The process in which files are read: takes jobs from its input, answers on its output, ends with its parent.

It is started by `apart.py` and imports nothing that it does not need. What it answers is data only.
"""

import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import IO, Any

from copilot.errors import UnreadableFile

try:
    import resource
except ImportError:  # a system without bounds; the parent still watches the time
    resource = None  # type: ignore[assignment]

_LENGTH = struct.Struct(">Q")
LONGEST_WAIT = 4
"""How many times the allowed seconds may pass until a job that gets little of the processor is given up."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work for the process: a call, how long it may work, and how large it may become."""

    run: Callable[[], Any]
    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job. `code` is an error's code, or "" where there is a `result`; after `last` the process ends."""

    result: Any = None
    code: str = ""
    detail: str = ""
    last: bool = False


def write_frame(stream: IO[bytes], value: object) -> None:
    """Send one value."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next value, still pickled; None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    content = stream.read(size)
    return content if len(content) == size else None


def main() -> None:
    """Work until the parent closes the input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    from copilot.knowledge.reading import reader  # noqa: F401  (loaded while the parent still prepares the first job)

    answer = Answer()
    while not answer.last:
        answer = _done(pickle.loads(jobs.get()))
        write_frame(answers, answer)


def _listen(stream: IO[bytes], jobs: "SimpleQueue[bytes]") -> None:
    while (job := read_frame(stream)) is not None:
        jobs.put(job)
    os._exit(0)  # the parent is gone, and with it whoever wanted the answer


def _done(job: Job) -> Answer:
    _bound_memory(job.memory_bytes)
    # The signals' own effect ends the process, also inside a pattern or parser that never comes back to Python.
    _set_alarm(job.seconds)
    try:
        answer = Answer(job.run())
    except UnreadableFile as error:
        answer = Answer(code=error.code, detail=str(error.facts["detail"]))
    except MemoryError:
        return Answer(code="file_too_hungry", detail="more memory than allowed", last=True)
    finally:
        _set_alarm(0)
    large = _size_bytes(1) > job.memory_bytes // 2
    return Answer(answer.result, answer.code, answer.detail, last=large)


def _set_alarm(seconds: float) -> None:
    """Bound the time that is worked, not the time that passes: on a busy machine an ordinary file waits a long while."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * LONGEST_WAIT)


def _bound_memory(allowed_bytes: int) -> None:
    """Let the process grow by `allowed_bytes`; where the system knows no such bound, the time limit remains."""
    if resource is None:
        return
    with suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = _size_bytes(0) + allowed_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _size_bytes(column: int) -> int:
    """Memory now: column 0 is the address space, 1 what of it is in use. Elsewhere than on Linux, the most so far.

    The most so far is no measure on Linux: a new process begins with its parent's.
    """
    if resource is None:
        return 0
    with suppress(OSError, ValueError), open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[column]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
