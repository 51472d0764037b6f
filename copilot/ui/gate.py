"""Keeps those who have not signed in from every address that gives or takes content, and says why a sign-in failed.

Pages are kept by the frame (`sign_in`). What a browser fetches besides is kept here, closed by default: our own routes,
files to download and uploads. Streamlit's sign-in returns to the first page without a word where it failed; the reason is
put into the address, for the page to tell.
"""

import json
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copilot.errors import ButterflyError

KEPT = ("/api/", "/media/", "/_stcore/upload_file/")
OPEN_SUFFIX = ".svg"
"""Our own drawings, which the sign-in page shows, too; files of content are of other kinds."""
CALLBACK, LOGIN = "/oauth2callback", "/auth/login"
TROUBLE = "sign_in"
USER_COOKIE = b"_streamlit_user="
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Gate:
    """Answers 401 with `{code}` where a kept address is asked for by nobody who may come in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = ""
        if scope["type"] == "http" and _is_kept(scope["path"]):
            refused = await run_in_threadpool(refusal, _cookies(scope))
        if refused:
            await JSONResponse({"code": refused}, 401, HEADERS)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class SignInTrouble:
    """Puts into the address that Streamlit's sign-in did not come to an end: `?sign_in=failed|declined|unreachable`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith((CALLBACK, LOGIN)):
            await self.app(scope, receive, send)
            return

        async def send_with_reason(message: Message) -> None:
            if message["type"] == "http.response.start" and (reason := _reason(scope, message)):
                message = _sent_home(scope, message, reason)
            await send(message)

        await self.app(scope, receive, send_with_reason)


def refusal(cookies: Mapping[str, str]) -> str:
    """Why a browser with these cookies gets nothing: the code of the error, or "" for one that may."""
    # Not at the server's start, which these would hold up.
    from copilot.ui.state import the_copilot

    try:
        members = the_copilot().calendar.members
        if members.sign_in:
            members.actor_of(claims(cookies))
    except ButterflyError as error:
        return error.code
    return ""


def claims(cookies: Mapping[str, str]) -> dict[str, object]:
    """What the provider said of who signed in, out of the cookie that Streamlit signed; empty where nobody did."""
    from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    secret = get_cookie_secret()
    found = get_cookie_with_chunks(
        lambda name: decode_signed_value(secret, name, cookies.get(name, "")), USER_COOKIE.decode().rstrip("=")
    )
    told = json.loads(found) if found else {}
    # The same question as Streamlit asks for its pages: is the cookie one of this site?
    ours = isinstance(told, dict) and told.get("origin") == get_origin_from_redirect_uri()
    return told if ours else {}


def signs_in(message: Message) -> bool:
    """Whether an answer lets somebody in: it brings Streamlit's own cookie, and not to take it away."""
    cookies = [value for name, value in message["headers"] if name.lower() == b"set-cookie"]
    return any(value.startswith(USER_COOKIE) and not value.startswith(USER_COOKIE + b'""') for value in cookies)


def _is_kept(path: str) -> bool:
    return any(kept in path for kept in KEPT) and not path.endswith(OPEN_SUFFIX)


def _cookies(scope: Scope) -> dict[str, str]:
    headers = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return cookie_parser("; ".join(headers))


def _reason(scope: Scope, message: Message) -> str:
    """Why the sign-in failed; "" where it did not, or none was tried (the way back from a sign-out comes here, too)."""
    if scope["path"].endswith(LOGIN):
        return "unreachable" if message["status"] >= 400 else ""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    if signs_in(message):
        return ""
    if asked.get("error") == ["access_denied"]:
        return "declined"
    return "failed" if asked.keys() & {"error", "code", "state"} else ""


def _sent_home(scope: Scope, message: Message, reason: str) -> Message:
    """The same answer as a way to the first page that tells the reason. (Its body, if any, is not looked at.)"""
    base = scope["path"].removesuffix(CALLBACK).removesuffix(LOGIN)
    headers = MutableHeaders(raw=list(message["headers"]))
    headers["location"] = f"{base}/?{TROUBLE}={reason}"
    return {**message, "status": 302, "headers": headers.raw}
