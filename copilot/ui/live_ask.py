"""What a page lets a browser ask while a text is typed: about which brand or draft the text is, sealed by the server.

A page that is drawn for somebody carries a question per text, and its seal. The route that answers (`live_check`) takes
no other questions, so it tells nobody more than the page did, and nobody who was not shown the page.
"""

import hashlib
import hmac
import time
from functools import cache
from secrets import token_bytes

from pydantic import BaseModel, ConfigDict

from copilot.domain.language import Language
from copilot.errors import InvalidInput
from copilot.workflows.ask import Ask

FOLLOWED_CHARACTERS = 5_000
"""Longer texts are checked by the page's own run, not while they are typed."""
DAY_SECONDS = 24 * 3600


class Asked(BaseModel):
    """What a text is held against: `ask` for any text, or variant `number` (from 1) of the stored `draft` it edits.
    `language` is that of the page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language
    ask: Ask | None = None
    draft: str = ""
    number: int = 1

    @property
    def question(self) -> str:
        """As JSON, the same for the same question."""
        return self.model_dump_json(exclude_defaults=True)


def seal(question: str, day: int | None = None) -> str:
    """The mark of this server process on a question of that day (days since 1970; today by default)."""
    signed = f"{_today() if day is None else day}\n{question}"
    return hmac.new(_key(), signed.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def opened(question: str, sealed: str) -> Asked:
    """The question, if this process sealed it today or yesterday. Raises `InvalidInput` (`live_refused`) otherwise."""
    given = sealed.encode("utf-8", "surrogatepass")
    if not any(hmac.compare_digest(seal(question, _today() - age).encode(), given) for age in (0, 1)):
        raise InvalidInput("not a question that a page was given", code="live_refused")
    return Asked.model_validate_json(question)


def _today() -> int:
    return int(time.time() // DAY_SECONDS)


@cache
def _key() -> bytes:
    """Made anew by every process: after a restart a page's questions are refused until its next run."""
    return token_bytes(32)
