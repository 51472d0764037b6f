"""Traces of personal data: enough to know it again in a text, not enough to read it."""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

LONGEST = 60
"""Characters of the longest datum that leaves a trace; what is longer is an address, which is spotted by its form."""
DIGEST_BYTES = 8
_FULL_NAME = re.compile(r"[\u3400-\u9fff]{3,4}")


def traces_of(data: Iterable[str], salt: str) -> tuple[str, ...]:
    """One trace for each datum, and for a full Chinese name another without its family name, as reps write it."""
    wanted = [word for datum in data for word in (datum, *([datum[-2:]] if _FULL_NAME.fullmatch(datum) else []))]
    return tuple(dict.fromkeys(f"{len(w)}:{_digest(w, salt)}" for w in wanted if 1 < len(w) <= LONGEST))


def traced(text: str, traces: Sequence[str], salt: str) -> tuple[str, ...]:
    """The stretches of `text` that left one of those traces, the longest first."""
    known: dict[int, set[str]] = {}
    for trace in traces:
        length, _, digest = trace.partition(":")
        known.setdefault(int(length), set()).add(digest)
    return tuple(
        dict.fromkeys(
            text[start : start + length]
            for length in sorted(known, reverse=True)
            for start in range(len(text) - length + 1)
            if _digest(text[start : start + length], salt) in known[length]
        )
    )


def _digest(word: str, salt: str) -> str:
    return blake2b(word.encode(), digest_size=DIGEST_BYTES, key=salt.encode()[:64]).hexdigest()
