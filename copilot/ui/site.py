"""What surrounds the pages: a gate, a cookie that knows a browser again, and warm parts before the first visitor."""

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copilot.ui.gate import Gate, SignInTrouble
from copilot.ui.way_back import WayBack

DESK_COOKIE = "butterfly_desk"
ONE_YEAR_SECONDS = 365 * 24 * 3600
SECONDS_BETWEEN_ATTEMPTS = 30.0
FRAME = Path(__file__).resolve().with_name("frame.py")


class DeskCookie:
    """Gives every browser a name of its own, so that what was typed in it is there again after a refresh.

    The name is random and says nothing about the person; it is no login. Where people sign in, what they typed is theirs
    and not the browser's (`state.desk`).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _has_cookie(scope):
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                cookie = (
                    f"{DESK_COOKIE}={token_urlsafe(16)}; Path=/; Max-Age={ONE_YEAR_SECONDS}; HttpOnly; SameSite=Lax"
                )
                message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode())]}
            await send(message)

        await self.app(scope, receive, send_with_cookie)


@asynccontextmanager
async def warmed(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Build the copilot and load its encoder beside the server's own start, not in the first visitor's time."""
    threading.Thread(target=_warm_up, daemon=True, name="warm-up").start()
    yield None


def _warm_up() -> None:
    from copilot.bootstrap.memory import keep_what_is_loaded
    from copilot.ui.state import the_copilot

    while not the_copilot().warm_up():
        # An index or an endpoint does not answer; what is left to do is done when it does.
        time.sleep(SECONDS_BETWEEN_ATTEMPTS)
    keep_what_is_loaded()


MIDDLEWARE = (Middleware(Gate), Middleware(SignInTrouble), Middleware(WayBack), Middleware(DeskCookie))


def _has_cookie(scope: Scope) -> bool:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return DESK_COOKIE.encode() + b"=" in cookies


def _is_page(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
