"""Lets a model reword a question into the knowledge's words before it is searched, and remembers what came of it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

from copilot.conversation import mask_text
from copilot.conversation.language import language_of
from copilot.domain.brand import Brand
from copilot.domain.evidence import Field, SearchHit
from copilot.domain.language import Language
from copilot.domain.query import SearchQuery
from copilot.errors import ButterflyError
from copilot.knowledge.search.outage import Outage
from copilot.knowledge.search.patience import Patience
from copilot.writing.rewriter import KnownWords

REMEMBERED = 512
SNIPPETS = 10
NAMES = 24

Fields = Callable[[Brand], Sequence[str]]
"""What a brand's facts are about, in its documents' words."""


class Rewriter(Protocol):
    """Makes short queries of a question."""

    def rewrite(self, question: str, known: KnownWords, language: Language) -> tuple[str, ...]:
        """One to three queries. Raises `ModelFailed`."""


class Rewriting:
    """A rewriter and how it does. `usual` is what the settings say: whether every question is reworded.

    What fails is left alone for a moment, and its error is kept to be told.
    """

    def __init__(
        self, rewriter: Rewriter, *, usual: bool, timeout_seconds: float, fields: Fields = lambda _: ()
    ) -> None:
        self.rewriter = rewriter
        self.usual = usual
        self.timeout_seconds = timeout_seconds
        self.outage = Outage()
        self._fields = fields
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], tuple[str, ...]] = OrderedDict()

    @property
    def trouble(self) -> ButterflyError | None:
        """Why questions are searched as they are at present, though they should be reworded."""
        return self.outage.error

    def wanted(self, query: SearchQuery) -> bool:
        """Whether this question is to be reworded."""
        return self.usual if query.rewrite is None else query.rewrite

    def queries(self, query: SearchQuery, hits: Sequence[SearchHit], patience: Patience) -> tuple[str, ...]:
        """Rewordings of the question, which found `hits`; none where the model fails or takes too long.

        Personal data is masked before it goes out.
        """
        question = mask_text(query.text, brand=query.brand).text
        key = (query.brand.id, question)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        known = KnownWords(self._names(query.brand, hits), tuple(_beginning(hit) for hit in hits[:SNIPPETS]))
        language = language_of(question) or query.brand.language
        found = self.outage.attempt(lambda: patience.wait_for(lambda: self.rewriter.rewrite(question, known, language)))
        if found is None:
            return ()
        with self._lock:
            self._known[key] = found
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _names(self, brand: Brand, hits: Sequence[SearchHit]) -> tuple[str, ...]:
        """What things are called near the question: products and headings that were found, then the other products and
        what facts are about."""
        near = [name for hit in hits for name in (hit.passage.product, hit.passage.heading.split(" > ")[-1])]
        rest = [*(p.name for p in brand.products), *(f for f in self._fields(brand) if f not in vars(Field).values())]
        return tuple(dict.fromkeys(name for name in (*near, *rest) if name))[:NAMES]


def _beginning(hit: SearchHit) -> str:
    return " ".join(hit.passage.text.split())
