"""Who signs in comes back to the page they asked for, and to no other place."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from copilot.ui.gate import SignInTrouble
from copilot.ui.way_back import ASKED_COOKIE, WayBack


async def _answer(request: Request) -> Response:
    """As Streamlit's routes do: to the provider, and from there to the first page."""
    if request.url.path.endswith("/auth/login"):
        return RedirectResponse("https://id.example/authorize", 302)
    home = RedirectResponse("/", 302)
    home.delete_cookie("_streamlit_user")
    if request.query_params.get("code") == "good":
        home.set_cookie("_streamlit_user", "signed")
    return home


@pytest.fixture
def site() -> Iterator[TestClient]:
    routes = [Route("/{path:path}", _answer)]
    app = Starlette(routes=routes, middleware=[Middleware(SignInTrouble), Middleware(WayBack)])
    with TestClient(app, follow_redirects=False) as client:
        yield client


def led_to(site: TestClient, referer: str, query: str = "code=good&state=s", base: str = "") -> str:
    there = site.get(f"{base}/auth/login", headers={"referer": referer} if referer else {})
    assert there.headers["location"] == "https://id.example/authorize"
    return site.get(f"{base}/oauth2callback?{query}").headers["location"]


def test_the_page_that_was_asked_for_opens_after_signing_in(site: TestClient) -> None:
    assert led_to(site, "http://testserver/review") == "/review"
    assert led_to(site, "http://testserver/base/calendar", base="/base") == "/base/calendar"


@pytest.mark.parametrize(
    "referer", ["", "http://testserver/", "http://testserver//elsewhere.example", "http://x.example/a/b", "junk"]
)
def test_who_asked_for_no_page_comes_to_the_first(site: TestClient, referer: str) -> None:
    assert led_to(site, referer) == "/"


def test_it_is_asked_for_once(site: TestClient) -> None:
    led_to(site, "http://testserver/review")
    assert site.cookies.get(ASKED_COOKIE) is None
    assert led_to(site, "") == "/"


def test_a_later_sign_in_from_the_first_page_forgets_the_earlier_one(site: TestClient) -> None:
    site.get("/auth/login", headers={"referer": "http://testserver/review"})
    assert led_to(site, "http://testserver/") == "/"


def test_a_cookie_that_names_another_place_leads_home(site: TestClient) -> None:
    site.cookies.set(ASKED_COOKIE, "//elsewhere.example")
    assert site.get("/oauth2callback?code=good").headers["location"] == "/"


def test_a_sign_in_that_failed_leads_to_the_first_page_with_its_reason(site: TestClient) -> None:
    assert led_to(site, "http://testserver/review", "error=access_denied") == "/?sign_in=declined"
