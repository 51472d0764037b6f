"""A model that misbehaves leads to a notice and to words of the offline writer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_writing import CHAT
from tests.support.model_server import ModelServer
from tests.support.site import running_site
from tests.support.steps import go_to, paste, write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    """An endpoint that can be told to misbehave."""
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def modelled_site(
    site: str, demo_data: Path, model: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A site with that endpoint, on a copy of what the first site learned."""
    assert site
    data = Path(shutil.copytree(demo_data, tmp_path_factory.mktemp("modelled") / "data"))
    settings = {
        "BUTTERFLY_MODEL": "play",
        "BUTTERFLY_BASE_URL": model.base_url,
        "BUTTERFLY_API_KEY": "sk-play",
        "BUTTERFLY_MODEL_ATTEMPTS": "1",
    }
    with running_site(data, demo=False, extra=settings) as address:
        yield address


@pytest.mark.parametrize("mode", ["broken", "cut", "empty", "bad_json", "unauthorized"])
def test_a_misbehaving_model_gives_a_notice_and_offline_words(
    open_page: Visit, modelled_site: str, model: ModelServer, mode: str
) -> None:
    model.set_mode(mode)
    page = open_page("replies", address=modelled_site)
    paste(page, CHAT)
    write(page)
    expect(page.get_by_text("换成离线写手写了")).to_be_visible()


def test_a_model_that_answers_writes_and_its_connection_can_be_tested(
    open_page: Visit, modelled_site: str, model: ModelServer
) -> None:
    model.set_mode("ok")
    page = open_page("replies", address=modelled_site)
    paste(page, CHAT)
    write(page)
    expect(page.get_by_text("离线写手")).to_have_count(0)
    go_to(page, "设置")
    page.get_by_role("button", name="测试连接").click()
    expect(page.get_by_text("模型有回应")).to_be_visible()
    model.set_mode("unauthorized")
    page.get_by_role("button", name="测试连接").click()
    expect(page.get_by_text("模型拒绝了请求")).to_be_visible()
