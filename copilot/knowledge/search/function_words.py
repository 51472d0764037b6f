"""Words that shape a question and say nothing of what it is about."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from copilot.yaml_text import read_yaml


@cache
def function_words() -> frozenset[str]:
    """The words of `function_words.yaml`."""
    return frozenset(_read()["en"])


def denials_in(text: str) -> list[str]:
    """The words in a text spelt plain that turn what it says round, in their order."""
    return _denials().findall(text)


@cache
def _denials() -> re.Pattern[str]:
    said = _read()["denials"]
    return re.compile("|".join([*said["zh"], *(rf"\b{word}\b" for word in said["en"]), r"n['’]t\b"]))


def _read() -> dict[str, Any]:
    read: dict[str, Any] = read_yaml((files(__package__) / "function_words.yaml").read_text("utf-8"))
    return read
