"""Who signs in comes back to the page they asked for; Streamlit itself always leads to the first one."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copilot.ui.gate import CALLBACK, LOGIN, signs_in

ASKED_COOKIE = "butterfly_asked"
SECONDS = 600
"""As long as signing in may take."""
_PAGE = re.compile(r"[a-z_]+")
"""Nothing but a page of ours: an address out of a browser may say anything."""


class WayBack:
    """Notes on the way to the provider which page the sign-in was asked for on, and leads there on the way back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith((CALLBACK, LOGIN)):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        base = scope["path"].removesuffix(CALLBACK).removesuffix(LOGIN)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(raw=list(message["headers"]))
                if scope["path"].endswith(LOGIN):
                    _note(answer, _page(base, urlsplit(headers.get("referer", "")).path), base)
                elif asked := cookie_parser(headers.get("cookie", "")).get(ASKED_COOKIE, ""):
                    if signs_in(message) and _PAGE.fullmatch(asked):
                        answer["location"] = f"{base}/{asked}"
                    _note(answer, "", base)
                message = {**message, "headers": answer.raw}
            await send(message)

        await self.app(scope, receive, send_on)


def _page(base: str, path: str) -> str:
    """The name of the page at that path; "" for the first one, and for whatever is none."""
    before, _, name = path.rpartition("/")
    return name if path.startswith("/") and before == base and _PAGE.fullmatch(name) else ""


def _note(answer: MutableHeaders, page: str, base: str) -> None:
    kept = f"{page}; Max-Age={SECONDS}" if page else "; Max-Age=0"
    answer.append("set-cookie", f"{ASKED_COOKIE}={kept}; Path={base}/; HttpOnly; SameSite=Lax")
