"""Takes a customer's words out of a review, verbatim and in quotation marks."""

from copilot.writing.offline.lines import Line
from copilot.writing.offline.piece import Piece
from copilot.writing.offline.words import Words


def quote_from(review: list[Line], start: Line, room: int, words: Words) -> Piece | None:
    """As many whole sentences from `start` on as fit in `room`, quoted; None when not even the first does.

    Only sentences that stand next to each other in the review are joined, so the quotation is a true stretch of it.
    The piece counts as the whole review, so that no text quotes one customer as two.
    """
    quoted = ""
    follows = start.place
    for line in review[review.index(start) :]:
        longer = f"{quoted}{words.between}{line.raw}" if quoted else line.raw
        if line.place != follows or len(longer) + 2 > room:
            break
        quoted, follows = longer, line.place + 1
    if not quoted or any(mark in quoted for mark in '“”"'):
        return None
    if quoted[-1] not in "。！？!?.…":
        quoted += words.full_stop.strip()
    return Piece(f"{words.quote_open}{quoted}{words.quote_close}[{start.n}]", frozenset(line.key for line in review))
