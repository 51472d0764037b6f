"""The site's pages without a browser: AppTest over a copilot that knows the tea shop."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from copilot import bootstrap
from copilot.settings import Settings
from copilot.ui.site import DESK_COOKIE
from copilot.ui.state import LANGUAGE_KEY
from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot

FRAME = Path(__file__).resolve().parents[2] / "copilot" / "ui" / "frame.py"
SECONDS = 30
DESK = "desk-of-the-test"

Visit = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _known_once() -> Iterator[None]:
    """A new AppTest looks through all that is installed for components, and each of its runs compiles the page: neither
    changes while tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        one_cache = cache(ScriptCache)
        patch.setattr(local_script_runner, "ScriptCache", one_cache)
        patch.setattr(app_test, "ScriptCache", one_cache)
        yield


@pytest.fixture(autouse=True)
def _no_caches() -> Iterator[None]:
    """Streamlit's caches outlive a test."""
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(scope="module")
def known_shop(learned_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copilot]:
    """A copilot that knows the shop; a module's tests share it, so each clears what it typed."""
    folder = Path(shutil.copytree(learned_shop, tmp_path_factory.mktemp("known") / "data"))
    with a_copilot(folder) as copilot:
        yield copilot


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[[Copilot], None]:
    """Makes the pages use the given copilot."""

    def use(copilot: Copilot) -> None:
        monkeypatch.setattr(bootstrap, "build_copilot", lambda _: copilot)
        monkeypatch.setattr("copilot.ui.state.Settings", lambda: Settings(_env_file=None))
        # AppTest has no browser to ask.
        browser = SimpleNamespace(cookies={DESK_COOKIE: DESK}, locale="zh-CN", timezone="Asia/Shanghai", url=None)
        monkeypatch.setattr(st, "context", browser)

    return use


@pytest.fixture
def shop(known_shop: Copilot, serve: Callable[[Copilot], None]) -> Copilot:
    """The shop, served, with nothing typed."""
    for page in ("frame", "edits", "new_brand"):
        known_shop.store.forms.forget(DESK, page)
    for screen in ("replies", "selling_points", "posts", "knowledge", "facts"):
        known_shop.store.forms.forget(DESK, f"{screen}.shanque")
    for slot in range(1, 14):
        known_shop.store.forms.forget(DESK, f"replies.shanque.{slot}")
    serve(known_shop)
    return known_shop


@pytest.fixture
def empty(tmp_path: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A copilot that knows nothing yet, served."""
    with a_copilot(tmp_path / "data") as copilot:
        serve(copilot)
        yield copilot


@pytest.fixture
def visit() -> Visit:
    """Opens a page as a visitor of that language: `visit("replies", "en")`."""

    def open_page(screen: str = "home", language: str = "zh") -> AppTest:
        at = AppTest.from_file(FRAME, default_timeout=SECONDS)
        at.session_state[LANGUAGE_KEY] = language
        at.run()
        return at if screen == "home" else at.switch_page(f"screens/{screen}.py").run()

    return open_page


def words(at: AppTest) -> str:
    """Everything a person can read on the page, without its controls."""
    main = [*at.title, *at.subheader, *at.markdown, *at.caption, *at.info, *at.warning, *at.error, *at.success]
    html = [block.proto.body for block in at.get("html")]
    return "\n".join([*(str(element.value) for element in main), *html])
