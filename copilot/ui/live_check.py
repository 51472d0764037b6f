"""The route that says what is found in a text while it is typed: faster than a script run, which follows it.

`POST /api/live` with JSON `{text, question, seal}`, the latter two from the page, answers `{html}`: what the page's own run
will show. Errors are `{code}`; then the browser shows nothing new and waits for the run. Nothing is kept or logged of the
text.

Who may ask: where people sign in, only members who have (see `gate`, which keeps every route of ours); besides, only a
page of this site (other origins are refused), and only what a page was given to ask (see `live_ask`).
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import streamlit as st
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from copilot.errors import ButterflyError, InvalidInput, UnknownName
from copilot.ui.live_ask import FOLLOWED_CHARACTERS, Asked, opened

MOST_BYTES = 64 * 1024
"""Enough for `FOLLOWED_CHARACTERS` in any writing."""
MOST_SECONDS = 2.0
WORKERS = 2
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
STATUS = {"live_refused": 403, "live_no_json": 415, "text_too_long": 413, "live_slow": 503, "error": 500}


class Posted(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    question: str
    seal: str


def address() -> str:
    """Where the route is, below the site's base path."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/api/live" if base else "/api/live"


def routes() -> tuple[Route, ...]:
    """The route, with threads of its own: checking is work, and must not hold up the server's loop."""
    workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="live-check")

    async def live(request: Request) -> Response:
        try:
            return _answered(200, html=await _found(request, workers))
        except TimeoutError:
            return _refused("live_slow")
        except ButterflyError as error:
            return _refused(error.code)
        except Exception as error:
            # Its text could quote what was typed.
            logging.getLogger(__name__).error("a live check failed: %s", type(error).__name__)
            return _refused("error")

    return (Route(address(), live, methods=["POST"]),)


async def _found(request: Request, workers: ThreadPoolExecutor) -> str:
    """What the answer shows. Raises `TimeoutError`, `ButterflyError`."""
    if not _from_this_site(request):
        raise InvalidInput("asked from another site", code="live_refused")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise InvalidInput("not JSON", code="live_no_json")
    async with asyncio.timeout(MOST_SECONDS):
        try:
            posted = Posted.model_validate_json(await _body(request))
        except ValidationError as error:
            raise InvalidInput("not what is asked here", code="invalid_input") from error
        asked = opened(posted.question, posted.seal)
        if len(posted.text) > FOLLOWED_CHARACTERS:
            raise InvalidInput("too long to follow", code="text_too_long")
        return await asyncio.get_running_loop().run_in_executor(workers, checked, asked, posted.text)


def checked(asked: Asked, text: str) -> str:
    """The HTML that is shown for `text`. Raises `ButterflyError`."""
    # Not at the server's start, which these would hold up.
    from copilot.ui.checked_html import found_html
    from copilot.ui.state import the_copilot

    if not text.strip():
        return found_html(asked, text, ())
    copilot = the_copilot()
    if asked.ask is not None:
        return found_html(asked, text, copilot.check(text, asked.ask).judged)
    draft = copilot.store.drafts.get(asked.draft)
    if draft is None or not 0 < asked.number <= len(draft.variants):
        raise UnknownName("draft", asked.draft)
    variant = draft.variants[asked.number - 1]
    return found_html(asked, text, copilot.check_edit(draft, text, variant.idea).judged, variant.citations)


def _from_this_site(request: Request) -> bool:
    """Browsers say where a request comes from; where they do not (plain http), the origin has to be this host."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "-")


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise InvalidInput("too long to follow", code="text_too_long")
    return body


def _refused(code: str) -> Response:
    return _answered(STATUS.get(code, 400), code=code)


def _answered(status: int, **content: str) -> Response:
    return JSONResponse(content, status, HEADERS)
