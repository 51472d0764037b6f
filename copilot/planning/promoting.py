"""Keeping promotion rare while a plan is made: days between two, and its share of what an audience hears in a week."""

from collections.abc import Callable
from datetime import date, timedelta

from copilot.domain.calendar import Purpose, SequenceKind
from copilot.planning.board import Board
from copilot.planning.material import monday_of
from copilot.planning.wants import Entry


def may_promote(board: Board, audience_id: str, day: date) -> bool:
    """Whether that day is far enough from every other promotion and from a welcome."""
    rule = board.rules.promotion
    for n in range(-rule.gap_days + 1, rule.gap_days):
        if any(entry.promotes for entry in board.on(audience_id, day + timedelta(days=n))):
            return False
    before = (day - timedelta(days=n) for n in range(rule.newcomer_days))
    return not any(_welcomes(entry) for d in before for entry in board.on(audience_id, d))


def keep_share(board: Board, audience_id: str, thin_out: Callable[[date], bool]) -> None:
    """Give up promotions until no week holds too many. `thin_out` is asked first to add something that does not sell
    to the week of that Monday, and says whether it could; a promotion that is given up becomes a free place."""
    for monday in _weeks(board, audience_id):
        while not _share_holds(board, audience_id, monday):
            ours = [e for e in _counted(board, audience_id, monday) if e.promotes and not e.kept]
            if not ours:
                _give_way(board, audience_id, monday)
                break
            if max(e.want.weight for e in ours if e.want) >= _WORTH_MORE and thin_out(monday):
                continue
            lightest = min(ours, key=lambda e: (e.want.weight if e.want else 0, -e.day.toordinal()))
            lightest.want = None
    _forget_calls_for_nothing(board, audience_id)


_WORTH_MORE = 3
"""From this weight on more is said around a promotion rather than giving it up."""


def _give_way(board: Board, audience_id: str, monday: date) -> None:
    """What is kept may have been counted over several weeks as long as its own held little; leave it so."""
    free = [
        entry
        for entry in board.in_week(audience_id, monday)
        if not entry.kept and not (entry.want and (entry.want.promotes or entry.want.purpose is Purpose.LIVE))
    ]
    for entry in free:
        board.remove(entry)
    if not _share_holds(board, audience_id, monday):
        for entry in free:
            board.add(entry)


def _weeks(board: Board, audience_id: str) -> list[date]:
    return sorted({monday_of(entry.day) for entry in board.of(audience_id) if entry.promotes})


def _share_holds(board: Board, audience_id: str, monday: date) -> bool:
    heard = _counted(board, audience_id, monday)
    return sum(entry.promotes for entry in heard) <= board.rules.promotion.share * len(heard)


def _counted(board: Board, audience_id: str, monday: date) -> list[Entry]:
    """What a week's share is taken of: the week, or where little is heard some weeks up to it."""
    rule = board.rules.promotion
    heard = list(board.in_week(audience_id, monday))
    if len(heard) < rule.few:
        for n in range(1, rule.weeks_when_few):
            heard.extend(board.in_week(audience_id, monday - timedelta(weeks=n)))
    return heard


def _forget_calls_for_nothing(board: Board, audience_id: str) -> None:
    """A last call for what was never offered would be the first that is heard of it."""
    told: set[tuple[SequenceKind | None, str]] = set()
    for entry in board.of(audience_id):
        if entry.want and entry.want.purpose is Purpose.LAST_CALL and _instance(entry) not in told:
            entry.want = None
        if entry.promotes:
            told.add(_instance(entry))


def _instance(entry: Entry) -> tuple[SequenceKind | None, str]:
    if entry.want:
        return entry.want.sequence, entry.want.instance
    if entry.kept and entry.kept.sequence:
        offer = entry.kept.offer
        return entry.kept.sequence.kind, offer.id if offer and entry.kept.sequence.kind is SequenceKind.OFFER else ""
    return None, ""


def _welcomes(entry: Entry) -> bool:
    purpose = entry.kept.purpose if entry.kept else entry.want.purpose if entry.want else None
    return purpose is Purpose.WELCOME
