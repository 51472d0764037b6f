"""A real `chroma run` that can be stopped, wiped and started again at the same address."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.site import free_port, wait_until_it_answers


class ChromaServer:
    """`with ChromaServer(folder) as server: … server.url … server.stop() … server.start()`"""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = Path(sys.executable).with_name("chroma")
        self._process = subprocess.Popen(
            [str(command), "run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until_it_answers(f"{self.url}/api/v2/heartbeat", self._process)

    def stop(self) -> None:
        """Stop it; what it has stays in its folder."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def wipe(self) -> None:
        """Stop it, and lose what it has."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> "ChromaServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
