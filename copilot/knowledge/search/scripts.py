"""Traditional characters read as simplified ones, so that a question in either script finds text in the other."""

import re
from functools import cache
from importlib.resources import files

from copilot.yaml_text import read_yaml

PAIRS_FILE = "scripts.yaml"


def simplified(text: str) -> str:
    """`text` with the traditional characters that we know made simplified; its length stays the same."""
    # Hardly any text has one, and looking for it takes a tenth of the time that translating takes.
    return text.translate(_pairs()) if not text.isascii() and _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(map(chr, _pairs())))}]")


@cache
def _pairs() -> dict[int, str]:
    said = read_yaml((files(__package__) / PAIRS_FILE).read_text("utf-8"))["pairs"]
    return {ord(traditional): simple for traditional, simple in said.split()}
