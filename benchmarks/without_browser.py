"""The site's pages in this process, for benchmarks that measure what a page takes without a browser's share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import streamlit as st
from streamlit import config
from streamlit.logger import set_log_level

from copilot import bootstrap
from copilot.settings import Settings
from copilot.ui.site import DESK_COOKIE
from copilot.workflows.copilot import Copilot

FRAME = Path(__file__).resolve().parent.parent / "copilot" / "ui" / "frame.py"


@contextmanager
def site_of(copilot: Copilot) -> Iterator[None]:
    """Pages that are opened within are of this copilot, for a person at a Chinese browser."""
    # AppTest sets and reads widgets outside of a page's run, and Streamlit warns of each of these accesses.
    config.set_option("logger.level", "error")
    set_log_level("error")
    browser = SimpleNamespace(cookies={DESK_COOKIE: "bench"}, locale="zh-CN", timezone="Asia/Shanghai")
    with (
        mock.patch.object(bootstrap, "build_copilot", return_value=copilot),
        mock.patch("copilot.ui.state.Settings", return_value=Settings(_env_file=None)),
        mock.patch.object(st, "context", browser),
    ):
        yield
