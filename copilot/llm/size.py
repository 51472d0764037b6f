"""How large a model is, as far as its name says."""

import re

SMALL_BILLIONS = 4.0
"""Parameters up to which a model says again what stands before it, but does not find out what is true: of the 25 briefs in
docs/drafts-report.md, one of 1.5 billion wrote 15 in full."""
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)b(?![a-z0-9])", re.IGNORECASE)


def is_small(model: str) -> bool:
    """Whether the name says that it has few parameters (`qwen2.5-1.5b`, `llama3.2:3b`); False where it does not say."""
    found = _SIZE.search(model)
    return found is not None and float(found[1]) <= SMALL_BILLIONS
