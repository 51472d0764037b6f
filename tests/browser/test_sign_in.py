"""Several people and one site: a real browser, a real provider of OpenID Connect on loopback."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from copilot.domain.calendar import Audience
from copilot.domain.review import Actor, Duty, Member
from tests.support.calendar import a_slot, written
from tests.support.chromium import settled, visit
from tests.support.oidc_provider import OidcProvider, secrets_toml
from tests.support.shop import a_copilot
from tests.support.site import running_site
from tests.support.steps import keyed

pytestmark = pytest.mark.browser

PEOPLE: dict[str, dict[str, str | bool]] = {
    "mei": {"email": "Mei@shanque.example", "email_verified": True, "name": "Mei"},
    "lin": {"email": "lin@shanque.example", "email_verified": True, "name": "Lin"},
    "boss": {"email": "boss@shanque.example", "name": "老板"},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "pretender": {"email": "boss@shanque.example", "email_verified": False},
}
SIGN_IN = {"BUTTERFLY_SIGN_IN": "true", "BUTTERFLY_ADMINS": "boss@shanque.example"}

TEXT = "今天起风了，煮一壶茶，门口的猫也进来了。"

APPROVE = f"{keyed('review.shanque.approve')} button"

Start = Callable[[str], str]


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with OidcProvider(PEOPLE) as opened:
        yield opened


@pytest.fixture(scope="module")
def start(learned_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts a site that knows the shop, its author and its reviewer, with that `secrets.toml`, and gives its address."""
    with ExitStack() as sites:

        def started(secrets: str) -> str:
            folder = tmp_path_factory.mktemp("team")
            data = Path(shutil.copytree(learned_shop, folder / "data"))
            with a_copilot(data) as copilot:
                copilot.store.members.save(Member("mei@shanque.example", "小梅", Duty.AUTHOR))
                copilot.store.members.save(Member("lin@shanque.example", "林姐", Duty.REVIEWER))
                mei = Actor("mei@shanque.example", "小梅", Duty.AUTHOR)
                copilot.store.audiences.save(copilot.brand().id, Audience("g2", "老客群"))
                item = written(copilot.store, "waiting", TEXT, slot=a_slot("waiting", date(2031, 5, 6)), by=mei)
                copilot.calendar.review.submit(item.id, item.version, mei)
            (folder / "secrets.toml").write_text(secrets, "utf-8")
            options = ["--secrets.files", str(folder / "secrets.toml")]
            return sites.enter_context(running_site(data, demo=False, extra=SIGN_IN, options=options))

        yield started


@pytest.fixture(scope="module")
def team_site(start: Start, provider: OidcProvider) -> str:
    return start(secrets_toml(provider))


@pytest.fixture
def open_site(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens an address in a browser of its own."""
    contexts: list[BrowserContext] = []

    def opened(address: str) -> Page:
        page = visit(browser, address)
        contexts.append(page.context)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Page, person: str) -> None:
    """Press the button, and choose who one is on the provider's page."""
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name=person, exact=True).click()
    page.wait_for_url("**/?*" if person in {"-"} else "**/")
    settled(page)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    settled(page)


def approve_what_waits(page: Page, site: str) -> None:
    """Open the page of review and press the button for the one item that waits."""
    page.goto(f"{site}/review")
    settled(page)
    expect(page.locator("body")).to_contain_text("门口的猫也进来了")
    page.locator(APPROVE).click()
    settled(page)


@pytest.mark.parametrize("page_name", ["", "replies", "knowledge", "calendar", "review", "settings"])
def test_before_signing_in_no_page_shows_anything(
    open_site: Callable[[str], Page], team_site: str, page_name: str
) -> None:
    page = open_site(f"{team_site}/{page_name}")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert page.locator("textarea, input").count() == 0
    assert "山雀" not in page.content()


def test_a_member_signs_in_works_and_signs_out(
    open_site: Callable[[str], Page], team_site: str, provider: OidcProvider
) -> None:
    page = open_site(team_site)
    sign_in(page, "mei")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("小梅 · 作者")
    page.goto(f"{team_site}/check")
    settled(page)
    page.locator("textarea").first.fill("全国最好的茶")
    page.locator(".bf-text").wait_for()
    sign_out(page)
    assert provider.signed_out[-1] == f"{team_site}/oauth2callback"
    assert "全国最好" not in page.content()
    page.goto(f"{team_site}/check")
    settled(page)
    assert page.locator("textarea").count() == 0
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="mei", exact=True).click()
    page.wait_for_url("**/check")
    expect(page.locator("textarea").first).to_be_visible()


def test_the_next_person_at_the_same_browser_finds_nothing_of_the_first(
    open_site: Callable[[str], Page], team_site: str
) -> None:
    page = open_site(team_site)
    sign_in(page, "lin")
    page.goto(f"{team_site}/check")
    settled(page)
    page.locator("textarea").first.fill("林姐写的半句")
    page.locator(".bf-text").wait_for()
    settled(page)
    sign_out(page)
    sign_in(page, "boss")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("老板 · 管理员")
    page.goto(f"{team_site}/check")
    settled(page)
    expect(page.locator("textarea").first).to_have_value("")
    assert "林姐写的半句" not in page.evaluate("() => JSON.stringify([sessionStorage, localStorage])")


def test_the_author_cannot_approve_and_the_reviewer_can(open_site: Callable[[str], Page], team_site: str) -> None:
    page = open_site(team_site)
    sign_in(page, "mei")
    approve_what_waits(page, team_site)
    expect(page.get_by_role("alert").first).to_contain_text("小梅")
    expect(page.locator(APPROVE)).to_be_visible()
    sign_out(page)
    sign_in(page, "lin")
    approve_what_waits(page, team_site)
    expect(page.get_by_text("已通过").first).to_be_visible()


@pytest.mark.parametrize(
    ("person", "told"),
    [("stranger", "stranger@elsewhere.example 还没有加入"), ("pretender", "boss@shanque.example 还没有验证")],
)
def test_who_is_not_let_in_is_told_why(
    open_site: Callable[[str], Page], team_site: str, person: str, told: str
) -> None:
    page = open_site(team_site)
    sign_in(page, person)
    expect(page.get_by_role("alert")).to_contain_text(told)
    assert "山雀" not in page.content()
    page.get_by_role("button", name="换个账号登录").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()


def test_a_sign_in_that_is_cancelled_says_so(open_site: Callable[[str], Page], team_site: str) -> None:
    page = open_site(team_site)
    sign_in(page, "-")
    expect(page.get_by_role("alert")).to_contain_text("登录取消了")


@pytest.mark.parametrize("path", ["api/live", "api/anything", "media/0123.xlsx", "_stcore/upload_file/a/b"])
def test_no_address_of_content_answers_who_has_not_signed_in(
    open_site: Callable[[str], Page], team_site: str, path: str
) -> None:
    page = open_site(team_site)
    answer = page.request.post(f"{team_site}/{path}", data="{}", headers={"content-type": "application/json"})
    assert (answer.status, json.loads(answer.text())) == (401, {"code": "not_signed_in"})


def test_a_stranger_who_signed_in_gets_no_content_either(open_site: Callable[[str], Page], team_site: str) -> None:
    page = open_site(team_site)
    sign_in(page, "stranger")
    answer = page.request.post(f"{team_site}/api/live", data="{}", headers={"content-type": "application/json"})
    assert (answer.status, json.loads(answer.text())) == (401, {"code": "not_a_member"})


def test_a_cookie_that_nobody_signed_lets_nobody_in(open_site: Callable[[str], Page], team_site: str) -> None:
    page = open_site(team_site)
    sign_in(page, "mei")
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "_streamlit_user"]
    page.context.add_cookies([{**cookie, "value": cookie["value"][:-4] + "AAAA"}])  # type: ignore[typeddict-item]
    page.goto(team_site)
    settled(page)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()


def test_a_wrong_client_secret_is_told_after_the_try(
    open_site: Callable[[str], Page], start: Start, provider: OidcProvider
) -> None:
    page = open_site(start(secrets_toml(provider, client_secret="wrong")))
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="mei").click()
    expect(page.get_by_role("alert")).to_contain_text("client_secret")
    expect(page.get_by_role("button", name="登录")).to_be_visible()


def test_a_provider_that_does_not_answer_is_told(
    open_site: Callable[[str], Page], start: Start, provider: OidcProvider
) -> None:
    page = open_site(start(secrets_toml(provider, server_metadata_url="http://127.0.0.1:9/.well-known")))
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("server_metadata_url")


@pytest.mark.parametrize(
    ("secrets", "told"),
    [
        ("", "没有 [auth]"),
        ("[auth", "没有 [auth]"),
        ('[auth]\nclient_id = "x"\n', "缺：redirect_uri"),
    ],
)
def test_missing_secrets_are_told_instead_of_a_button(
    open_site: Callable[[str], Page], start: Start, secrets: str, told: str
) -> None:
    page = open_site(start(secrets))
    expect(page.get_by_role("alert")).to_contain_text(told)
    assert page.get_by_role("button", name="登录").count() == 0
    assert "山雀" not in page.content()
