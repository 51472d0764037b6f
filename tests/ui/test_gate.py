"""What gives or takes content answers nobody who has not come in, and a failed sign-in says why."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from copilot.domain.review import Duty, Member
from copilot.ui.gate import Gate, SignInTrouble
from copilot.workflows.copilot import Copilot
from copilot.workflows.members import Membership

SECRET = "of-the-test-and-long-enough-for-one"  # the site's own, not a real one
AUTH = {"redirect_uri": "https://copilot.example/oauth2callback", "cookie_secret": SECRET}
LIN = {"is_logged_in": True, "origin": "https://copilot.example", "email": "lin@shanque.example"}
CONTENT = ["/api/live", "/api/not-yet-thought-of", "/base/api/live", "/media/0123.xlsx", "/_stcore/upload_file/a/b"]


@pytest.fixture
def team(known_shop: Copilot, serve: Callable[[Copilot], None], monkeypatch: pytest.MonkeyPatch) -> Copilot:
    """The shop with Lin, where people sign in."""
    known_shop.store.members.save(Member("lin@shanque.example", "林姐", Duty.REVIEWER))
    people = Membership(known_shop.store, sign_in=True)
    copilot = replace(known_shop, calendar=replace(known_shop.calendar, members=people))
    serve(copilot)
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": AUTH})
    return copilot


async def _answer(request: Request) -> Response:
    """As Streamlit's routes do: a callback leads home, with a cookie where all went well."""
    if request.url.path.endswith("/auth/login"):
        return PlainTextResponse("Authentication error", 400)
    if not request.url.path.endswith("/oauth2callback"):
        return PlainTextResponse("content")
    home = RedirectResponse("/", 302)
    home.delete_cookie("_streamlit_user")
    if request.query_params.get("code") == "good":
        home.set_cookie("_streamlit_user", "signed")
    return home


@pytest.fixture
def site() -> Iterator[TestClient]:
    routes = [Route("/{path:path}", _answer, methods=["GET", "POST", "PUT"])]
    app = Starlette(routes=routes, middleware=[Middleware(Gate), Middleware(SignInTrouble)])
    with TestClient(app, follow_redirects=False) as client:
        yield client


def signed_in(site: TestClient, secret: str = SECRET, **claims: Any) -> TestClient:
    value = create_signed_value(secret, "_streamlit_user", json.dumps({**LIN, **claims})).decode()
    site.cookies.set("_streamlit_user", value)
    return site


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("path", CONTENT)
def test_content_is_for_members_who_signed_in(site: TestClient, path: str) -> None:
    refused = site.post(path)
    assert (refused.status_code, refused.json()) == (401, {"code": "not_signed_in"})
    assert signed_in(site).post(path).text == "content"


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("secret", "claims", "code"),
    [
        ("another-secret-of-somebody-who-guesses", {}, "not_signed_in"),
        (SECRET, {"origin": "https://other.example"}, "not_signed_in"),
        (SECRET, {"is_logged_in": False}, "not_signed_in"),
        (SECRET, {"email": "stranger@elsewhere.example"}, "not_a_member"),
        (SECRET, {"email_verified": False}, "email_unverified"),
    ],
)
def test_a_cookie_has_to_be_of_this_site_and_of_a_member(
    site: TestClient, secret: str, claims: dict[str, Any], code: str
) -> None:
    assert signed_in(site, secret, **claims).get("/api/live").json() == {"code": code}


def test_a_member_who_was_removed_gets_nothing_more(site: TestClient, team: Copilot) -> None:
    signed_in(site)
    team.store.members.forget("lin@shanque.example")
    assert site.get("/api/live").json() == {"code": "not_a_member"}


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("path", ["/", "/replies", "/_stcore/health", "/media/logo.svg", "/static/js/main.js"])
def test_the_site_itself_is_open_as_its_pages_have_a_door_of_their_own(site: TestClient, path: str) -> None:
    assert site.get(path).text == "content"


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("path", CONTENT)
def test_on_a_machine_of_one_nobody_is_asked(site: TestClient, path: str) -> None:
    assert site.post(path).text == "content"


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("/oauth2callback?code=good&state=1", "/"),
        ("/oauth2callback?code=bad&state=1", "/?sign_in=failed"),
        ("/oauth2callback?error=server_error", "/?sign_in=failed"),
        ("/oauth2callback?error=access_denied&state=1", "/?sign_in=declined"),
        ("/base/oauth2callback?code=bad&state=1", "/base/?sign_in=failed"),
        ("/oauth2callback", "/"),
        ("/auth/login?provider=x", "/?sign_in=unreachable"),
    ],
    ids=["came in", "refused", "error", "declined", "below a base path", "after a sign-out", "no provider"],
)
def test_a_sign_in_that_failed_leads_home_with_its_reason(site: TestClient, asked: str, home: str) -> None:
    answer = site.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (302, home)
