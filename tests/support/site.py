"""The real site in a process of its own, for tests and screenshots that look at it through a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
START_SECONDS = 60


def environment(data_dir: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without its own settings of ours, plus a data folder."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BUTTERFLY_", "OPENAI_"))}
    own = os.pathsep.join(filter(None, (str(ROOT), clean.get("PYTHONPATH"))))
    return {**clean, "PYTHONPATH": own, "BUTTERFLY_DATA_DIR": str(data_dir), **extra}


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def learn_demo(data_dir: Path, extra: Mapping[str, str] | None = None) -> None:
    """Learn the demo brands in `data_dir`, as `make run` does before the site starts."""
    env = environment(data_dir, extra or {})
    subprocess.run([BIN / "butterfly", "demo"], env=env, check=True, cwd=ROOT, capture_output=True)


@contextmanager
def running_site(
    data_dir: Path,
    *,
    demo: bool = True,
    extra: Mapping[str, str] | None = None,
    page: Path | str = "app.py",
    options: Sequence[str] = (),
) -> Iterator[str]:
    """Start the site on `data_dir` and give its address; with `demo`, the demo brands are learned first. `page` is
    what is run, with `options` of Streamlit's."""
    env = environment(data_dir, extra or {})
    if demo:
        learn_demo(data_dir, extra)
    port = free_port()
    command = [str(BIN / "streamlit"), "run", str(page), "--server.port", str(port), "--server.address", "127.0.0.1"]
    command += options
    with (data_dir / "site.log").open("wb") as log:
        site = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", site)
        yield f"http://127.0.0.1:{port}"
    finally:
        site.terminate()
        site.wait(timeout=20)


def wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return once `address` answers. Raises `RuntimeError` when the process ended or the time is up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the site ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the site did not answer in time")
