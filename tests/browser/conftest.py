"""One site with the demo brands and one Chromium for all tests here; each test is a visitor of its own."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import chromium, visit
from tests.support.site import learn_demo, running_site

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def learned_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder in which the demo brands are learned, once for all processes of a run. To be copied, not opened."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    learned = shared / "learned-demo"
    with (shared / "learned-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not learned.exists():
            learning = tmp_path_factory.mktemp("learning")
            learn_demo(learning)
            learning.rename(learned)
    return learned


@pytest.fixture(scope="session")
def demo_data(learned_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's data folder."""
    return Path(shutil.copytree(learned_demo, tmp_path_factory.mktemp("site") / "data"))


@pytest.fixture(scope="session")
def site(demo_data: Path) -> Iterator[str]:
    """The address of a site that has learned the demo brands."""
    with running_site(demo_data, demo=False) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Visit]:
    """Opens a page of the site for a fresh visitor: `open_page("replies", language="en-US")`."""
    pages: list[Page] = []

    def opened(name: str = "", *, address: str = site, **how: str | int) -> Page:
        page = visit(browser, f"{address}/{name}", **how)  # type: ignore[arg-type]
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
