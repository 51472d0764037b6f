"""Answers as JSON by a schema: the schema for the ideas that are asked for, and the words in it while it streams."""

import json
import re
from collections.abc import Sequence
from typing import Any

from copilot.writing.answer_json import TEXT_KEYS
from copilot.writing.ideas import Idea

OPENING = "[{"
HIGH_HALF = re.compile(r"\\u[dD][89abAB]")
HALF_PAIR = re.compile("[\ud800-\udfff]")


def schema_of(ideas: Sequence[Idea]) -> dict[str, Any]:
    """The JSON schema of an answer that has one text for each idea."""
    text = {
        "type": "object",
        "properties": {
            "idea": {"type": "string", "enum": [idea.name for idea in ideas]},
            "text": {"type": "string"},
        },
        "required": ["idea", "text"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"texts": {"type": "array", "items": text, "minItems": len(ideas), "maxItems": len(ideas)}},
        "required": ["texts"],
        "additionalProperties": False,
    }


class ReadableStream:
    """Feed it the pieces of an answer as they come; of JSON it returns the texts in it, with a blank line between them.
    An answer that is no JSON passes as it is."""

    def __init__(self) -> None:
        self._is_json: bool | None = None
        self._key = ""
        self._is_value = False
        self._string: str | None = None
        self._escape = ""
        self._texts = 0

    def feed(self, piece: str) -> str:
        """The readable part of the piece."""
        if self._is_json is None and piece.strip():
            self._is_json = piece.lstrip()[0] in OPENING
        return "".join(map(self._next, piece)) if self._is_json else piece

    @property
    def _is_text(self) -> bool:
        return self._is_value and self._key in TEXT_KEYS

    def _next(self, c: str) -> str:
        if self._string is None:
            return self._between(c)
        if self._escape or c == "\\":
            return self._unescaped(c)
        if c == '"':
            self._key = self._key if self._is_value else self._string
            self._string = None
            return ""
        return self._within(c)

    def _between(self, c: str) -> str:
        if c == '"':
            self._string = ""
            self._texts += self._is_text
            return "\n\n" if self._is_text and self._texts > 1 else ""
        if c in ":,{[":
            self._is_value = c == ":"
        return ""

    def _within(self, said: str) -> str:
        assert self._string is not None
        self._string += said if not self._is_value else ""
        return said if self._is_text else ""

    def _unescaped(self, c: str) -> str:
        """What an escape means, once it is whole: a character beyond the first 65,536 takes two of them."""
        self._escape += c
        if len(self._escape) < _length_of(self._escape):
            return ""
        try:
            said: str = json.loads(f'"{self._escape}"')
        except ValueError:
            said = ""
        self._escape = ""
        return self._within(HALF_PAIR.sub("", said))


def _length_of(escape: str) -> int:
    """Characters of the whole escape that begins so."""
    if not escape.startswith("\\u"):
        return 2
    return 12 if HIGH_HALF.match(escape) else 6
