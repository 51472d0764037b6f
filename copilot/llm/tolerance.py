"""Optional parameters of a chat call, and which of them to leave out for an endpoint that refuses them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from copilot.ports import ChatRequest


@dataclass(frozen=True, slots=True)
class Dialect:
    """What an endpoint takes."""

    usage_option: bool = True
    """`stream_options.include_usage`: older servers refuse it."""
    schema: bool = True
    """`response_format` with a JSON schema."""
    needs_schema: bool = False
    """A refusal of the schema is told, and not worked around."""
    temperature: bool = True
    """Reasoning models refuse any but their own."""
    limit: str | None = "max_tokens"
    """Newer OpenAI models take `max_completion_tokens` instead; some servers take neither."""


PLAIN = Dialect()


def arguments(request: ChatRequest, dialect: Dialect) -> dict[str, Any]:
    """The optional parameters of `request` that the endpoint takes."""
    chosen: dict[str, Any] = {}
    if dialect.usage_option:
        chosen["stream_options"] = {"include_usage": True}
    if dialect.temperature:
        chosen["temperature"] = request.temperature
    if dialect.limit:
        chosen[dialect.limit] = request.max_answer_tokens
    if dialect.schema and request.answer_schema is not None:
        chosen["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": request.answer_schema, "strict": True},
        }
    return chosen


def without_what_was_refused(dialect: Dialect, error: Exception, request: ChatRequest) -> Dialect | None:
    """A plainer dialect to try after a refusal (400 or 422), or None when there is nothing left to leave out.

    Where the endpoint does not name what it refuses, the parameters that are refused most often go first.
    """
    words = _words(error)
    sent = arguments(request, dialect)
    if dialect.limit and _names(words, dialect.limit, sent):
        other = "max_completion_tokens" if dialect.limit == "max_tokens" else None
        return replace(dialect, limit=other)
    if _names(words, "stream_options", sent) or ("include_usage" in words and "stream_options" in sent):
        return replace(dialect, usage_option=False)
    if any(name in words for name in ("response_format", "json_schema")) and "response_format" in sent:
        return None if dialect.needs_schema else replace(dialect, schema=False)
    if _names(words, "temperature", sent):
        return replace(dialect, temperature=False)
    if _is_about_something_else(words):
        return None
    keeps_schema = dialect.schema and (dialect.needs_schema or request.answer_schema is None)
    plainer = replace(dialect, usage_option=False, schema=keeps_schema)
    return plainer if plainer != dialect else None


def _names(words: str, parameter: str, sent: Iterable[str]) -> bool:
    return parameter in words and parameter in sent


def _is_about_something_else(words: str) -> bool:
    """Whether the refusal is one that other parameters would not change."""
    return any(hint in words for hint in ("context", "too long", "maximum", "api key", "api_key", "model_not_found"))


def _words(error: Exception) -> str:
    return f"{getattr(error, 'param', '') or ''} {getattr(error, 'body', '') or ''} {error}".lower()
