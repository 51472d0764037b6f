"""Traditional characters read as simplified ones, so that a question in either script finds text in the other."""

from functools import cache
from importlib.resources import files

import yaml

PAIRS_FILE = "scripts.yaml"


def simplified(text: str) -> str:
    """`text` with the traditional characters that we know made simplified; its length stays the same."""
    return text if text.isascii() else text.translate(_pairs())


@cache
def _pairs() -> dict[int, str]:
    said = yaml.safe_load((files(__package__) / PAIRS_FILE).read_text("utf-8"))["pairs"]
    return {ord(traditional): simple for traditional, simple in said.split()}
