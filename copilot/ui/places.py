"""Places in documents as people read them: `p.3` is page 3, `table 2 row 1-8` is rows 1 to 8 of table 2."""

import re

from copilot.domain.draft import Citation
from copilot.domain.evidence import Source
from copilot.locales import Locale
from copilot.ui.state import locale

_PARTS = (
    ("page", re.compile(r"p\.(?P<n>[\d-]+)")),
    ("table", re.compile(r"table (?P<table>\d+) row (?P<n>[\d-]+)")),
    ("paragraph", re.compile(r"¶(?P<n>[\d-]+)")),
    ("line", re.compile(r"L(?P<n>[\d-]+)")),
)


def place(locator: str, told: Locale | None = None) -> str:
    """A locator in the sentences `told`, by default the visitor's; cells such as `Prices!A5:H5` and anything unknown stay as they are."""
    rest, said = locator, []
    for name, pattern in _PARTS:
        if found := pattern.match(rest):
            said.append((told or locale()).say(f"places.{name}", **found.groupdict()))
            rest = rest[found.end() :].lstrip()
    return locator if rest or not said else " ".join(said)


def whereabouts(source: Source | Citation, told: Locale | None = None) -> str:
    """The document and the place in it, as `place` tells it."""
    return f"{source.document} · {place(source.locator, told)}"
