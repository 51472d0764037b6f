"""What a draft cites that the live knowledge no longer says."""

from dataclasses import dataclass
from enum import StrEnum


class StaleReason(StrEnum):
    """What happened to something that is cited."""

    CHANGED = "changed"
    """The knowledge says something else in its place."""
    GONE = "gone"
    """The document is there and no longer says it."""
    DELETED = "deleted"
    """The document was deleted, and no other says it."""


@dataclass(frozen=True, slots=True)
class Stale:
    """One cited passage or fact that is no longer live. `n` is its number in the draft.

    For a fact `product` and `field` say what it is about, and `old` and `new` are values with their units; for a
    passage both are texts. `new` is "" where nothing took its place.
    """

    n: int
    reason: StaleReason
    document: str
    document_version: int
    locator: str
    old: str
    new: str = ""
    product: str = ""
    field: str = ""
