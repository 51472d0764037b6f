"""Turns what model SDKs raise into our `ModelFailed` errors, by one table, with secrets taken out."""

import re
import time
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from copilot.errors import (
    ModelAnswerUnusable,
    ModelCutOff,
    ModelFailed,
    ModelRateLimited,
    ModelRefused,
    ModelUnreachable,
)

LONGEST_DETAIL = 200

# Names, not classes: the SDKs of OpenAI, Anthropic and others share these names, and LangChain has its own set;
# importing them all to compare classes would load what is not used. The first name found in the error's ancestry wins.
BY_NAME: Mapping[str, type[ModelFailed]] = {
    "APITimeoutError": ModelUnreachable,
    "APIConnectionError": ModelUnreachable,
    "InternalServerError": ModelUnreachable,
    "ConflictError": ModelUnreachable,
    "RateLimitError": ModelRateLimited,
    "AuthenticationError": ModelRefused,
    "PermissionDeniedError": ModelRefused,
    "NotFoundError": ModelRefused,
    "BadRequestError": ModelRefused,
    "UnprocessableEntityError": ModelRefused,
    "ModelRateLimitError": ModelRateLimited,
    "ModelAuthenticationError": ModelRefused,
    "ModelPermissionDeniedError": ModelRefused,
    "ModelNotFoundError": ModelRefused,
    "ModelInvalidRequestError": ModelRefused,
    "ContextOverflowError": ModelRefused,
    "ModelConnectionError": ModelUnreachable,
    "ModelTimeoutError": ModelUnreachable,
    "ModelAPIError": ModelUnreachable,
    "JSONDecodeError": ModelAnswerUnusable,
    "UnicodeDecodeError": ModelAnswerUnusable,
    "TransportError": ModelUnreachable,
    "TimeoutError": ModelUnreachable,
    "ConnectionError": ModelUnreachable,
    "ImportError": ModelRefused,
    "ValueError": ModelRefused,
    "APIError": ModelUnreachable,
}
PASSING_STATUSES = frozenset({408, 409, 425})
USED_UP = ("insufficient_quota", "insufficient_balance", "billing")


def translate(error: Exception, *, model: str, received: int = 0, secrets: Iterable[str] = ()) -> ModelFailed:
    """The error of ours that says what `error` means, after `received` characters of an answer."""
    detail = scrub_error(error, secrets)
    status = _status(error)
    kind = _kind(error, status)
    if received and kind.passes and kind is not ModelRateLimited:
        return failure(ModelCutOff, model, detail, status=status, received=received)
    if kind is ModelRateLimited:
        return failure(kind, model, detail, status=status, retry_after_seconds=_retry_after_seconds(error))
    return failure(kind, model, f"{type(error).__name__}: {detail}", status=status)


def failure(kind: type[ModelFailed], model: str, detail: str, *, status: int = 0, **facts: Any) -> ModelFailed:
    """An error of ours. Facts: `model`, `status` (HTTP status or 0), `detail` (what happened, for the owner), for a
    rate limit `retry_after_seconds` (0 where it was not said), for a cut stream `received` (characters)."""
    return kind(f"{model}: {detail}", model=model, status=status, detail=detail, **facts)


def scrub_error(error: Exception, secrets: Iterable[str]) -> str:
    """The text of `error` on one line without `secrets`; they are taken out of the error itself, too, as it stays
    the cause of ours and would show up in a traceback."""
    hidden = [s for s in secrets if len(s) >= 4]
    error.args = tuple(_scrub(a, hidden) if isinstance(a, str) else a for a in error.args)
    if isinstance(message := getattr(error, "message", None), str):
        error.message = _scrub(message, hidden)  # type: ignore[attr-defined]
    text = re.sub(r"\s+", " ", _scrub(str(error), hidden)).strip()
    return text[:LONGEST_DETAIL]


def _scrub(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, "***")
    return re.sub(r"\b(?:sk-|Bearer )[A-Za-z0-9_\-*.]{6,}", "***", text)


def _status(error: Exception) -> int:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else 0


def _kind(error: Exception, status: int) -> type[ModelFailed]:
    if status == 429:
        return ModelRefused if _used_up(error) else ModelRateLimited
    if status >= 500 or status in PASSING_STATUSES:
        return ModelUnreachable
    if status >= 400:
        return ModelRefused
    return next((BY_NAME[c.__name__] for c in type(error).__mro__ if c.__name__ in BY_NAME), ModelFailed)


def _used_up(error: Exception) -> bool:
    """Whether a 429 means that the account is empty, which no waiting mends."""
    code = str(getattr(error, "code", "") or "")
    return any(word in code for word in USED_UP)


def _retry_after_seconds(error: Exception) -> float:
    """What the answer's headers ask for: milliseconds, seconds or a date (RFC 9110, 10.2.3); 0 where unsaid."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    if (seconds := _number(value)) is not None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else 0.0
    except ValueError:
        return 0.0


def _number(value: str | None) -> float | None:
    return float(value) if value and re.fullmatch(r"\d{1,9}(\.\d+)?", value.strip()) else None
