"""Where the words that a comment is about stand now, in a text that may have been edited since."""

from dataclasses import dataclass

from copilot.domain.review import Comment


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch `[start, end)` of a text."""

    start: int
    end: int


def anchored(text: str, comment: Comment) -> Place | None:
    """Where the comment's quote stands in `text`: where it was, else the occurrence nearest to there; None where it is
    gone, or where the comment is about the whole."""
    quote = comment.quote
    if not quote:
        return None
    places = _occurrences(text, quote)
    nearest = min(places, key=lambda at: abs(at - comment.start), default=None)
    return None if nearest is None else Place(nearest, nearest + len(quote))


def gone(text: str, comment: Comment) -> bool:
    """Whether the comment is about words that are not in `text` any more."""
    return bool(comment.quote) and anchored(text, comment) is None


def _occurrences(text: str, quote: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found
