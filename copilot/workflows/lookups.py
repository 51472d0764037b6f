"""What was found for a sentence, remembered while the knowledge stays the same: who edits a text changes one sentence
at a time, and the others need no second search."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from copilot.domain.evidence import SearchHit
from copilot.domain.query import SearchQuery

Hits = tuple[SearchHit, ...]
MOST = 2000


class SentenceLookups:
    """The last searches, each with the state of the knowledge it was made in. Shared by threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._found: OrderedDict[tuple[SearchQuery, int], Hits] = OrderedDict()
        self._turn = Lock()

    def get(self, query: SearchQuery, state: int, search: Callable[[SearchQuery], Hits]) -> Hits:
        """What `search` finds for `query` while the knowledge is in `state`."""
        key = (query, state)
        with self._turn:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        hits = search(query)
        with self._turn:
            self._found[key] = hits
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return hits
