"""Whether one paste is the same chat as another, a little later."""

from difflib import SequenceMatcher

from copilot.conversation.parsing import read_paste
from copilot.conversation.tables import is_role_label
from copilot.domain.conversation import Conversation
from copilot.errors import InvalidInput

ALIKE = 0.6
MOST_LINES = 0.5
SHORTEST_LINE = 4


def continues(before: str, now: str) -> bool:
    """Whether `now` is the chat `before` with other turns: the one holds the other or most of its lines, the same
    people speak, or where nobody is named the words are much alike. An empty chat continues anything."""
    was, new = before.strip(), now.strip()
    if not was or not new or was in new or new in was:
        return True
    people_then, people_now = _people(was), _people(new)
    if people_then and people_now and not (people_then <= people_now or people_now <= people_then):
        return False
    lines = [line.strip() for line in was.splitlines() if len(line.strip()) >= SHORTEST_LINE]
    if lines and sum(line in new for line in lines) >= MOST_LINES * len(lines):
        return True
    if people_then and people_now:
        return people_then == people_now
    return SequenceMatcher(None, was, new, autojunk=False).quick_ratio() > ALIKE


def _people(chat: str) -> frozenset[str]:
    try:
        read: Conversation = read_paste(chat)
    except InvalidInput:
        return frozenset()
    return frozenset(name for name in read.names if not is_role_label(name))
