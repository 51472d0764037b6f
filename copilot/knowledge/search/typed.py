"""What people type in a hurry, written out, before a question is looked up."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from copilot.yaml_text import read_yaml

_WORD = re.compile(r"(?<![^\W_])[a-z0-9]+(?![^\W_]|['’][a-z])", re.IGNORECASE)


def written_out(question: str) -> str:
    """The question with words of `typed.yaml` as they are written; everything else as it stands."""
    known = _written()
    return _WORD.sub(lambda word: known.get(word[0].lower(), word[0]), question)


@cache
def _written() -> Mapping[str, str]:
    read: Mapping[str, Mapping[str, str]] = read_yaml((files(__package__) / "typed.yaml").read_text("utf-8"))
    return read["written"]
