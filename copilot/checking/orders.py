"""Orders to whoever writes, hidden in documents and messages: kept away from writers, and found where a text repeats them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from copilot.checking.context import ContextReader
from copilot.checking.ledger import Ledger
from copilot.checking.request import CheckRequest
from copilot.domain.draft import Finding
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

WORDS_FILE = "rules/orders.yaml"
_PIECE = re.compile(r"```.*?(?:```|\Z)|[^\n。！？!?]+?(?:[。！？!?]+|\.(?=\s|$)|(?=\n|```|$))", re.DOTALL)
_HAN = re.compile(r"[一-鿿]")
_MOST = 5
_TEXTS = 10_000
_FEWEST_WORDS = 2


class OrderWords(BaseModel):
    """orders.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to_a_writer: tuple[re.Pattern[str], ...]
    code: re.Pattern[str]
    off_subject: tuple[re.Pattern[str], ...]
    known_share: float
    run_latin: int
    run_han: int

    @field_validator("code", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE | re.MULTILINE) if isinstance(value, str) else value

    @field_validator("to_a_writer", "off_subject", mode="before")
    @classmethod
    def _all_ready(cls, value: object) -> object:
        return tuple(re.compile(v, re.IGNORECASE) for v in value) if isinstance(value, list) else value


@cache
def load_order_words() -> OrderWords:
    """The shipped words. Raises `RulesInvalid`."""
    try:
        return OrderWords.model_validate(read_yaml((files(__package__) / WORDS_FILE).read_text("utf-8")))
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise RulesInvalid(f"{WORDS_FILE}: {error}", file=WORDS_FILE, detail=str(error)) from error


def without_orders(text: str) -> str:
    """`text` less the sentences that speak to a writing machine, and code; the same object where there are none."""
    orders = orders_in(text)
    for order in orders:
        text = text.replace(order, " ")
    return re.sub(r"[ \t]{2,}", " ", text).strip() if orders else text


@lru_cache(maxsize=_TEXTS)
def orders_in(text: str) -> tuple[str, ...]:
    """The sentences of `text` that speak to a writing machine, and its code."""
    words = load_order_words()
    return tuple(p for p in _pieces(text) if words.code.search(p) or any(o.search(p) for o in words.to_a_writer))


class Orders:
    """The check for orders that a text repeats."""

    def __init__(self, contexts: ContextReader) -> None:
        self._contexts = contexts
        self._words = lru_cache(maxsize=_TEXTS)(lambda text: contexts.words(text.casefold()))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Findings where the text repeats an order from a customer's message or a source."""
        request = ledger.reading.request
        flat, origin = _flattened(request.text)
        found = (span for text in (*request.heard, *_told(request)) for span in self._repeated(flat, text, request))
        for count, (start, end) in enumerate(dict.fromkeys(found)):
            if count < _MOST:
                yield ledger.reading.finding(ledger.notices["hidden_order"], origin[start], origin[end - 1] + 1)

    def _repeated(self, flat: str, text: str, request: CheckRequest) -> Iterator[tuple[int, int]]:
        for order in orders_in(text):
            yield from _shared(flat, order)
        for order in _off_subject(text):
            for span in _shared(flat, order):
                if self._is_foreign(order, text, request):
                    yield span

    def _is_foreign(self, order: str, text: str, request: CheckRequest) -> bool:
        """Whether what an order is about is spoken of nowhere else: not by the brand, nor in the chat."""
        asked = self._words(order)
        facts = (f"{f.product} {f.field} {f.value} {f.note}" for f in request.facts)
        names = (name for product in request.brand.products for name in product.names)
        others = (other.replace(order, " ") for other in (*request.heard, *_told(request), text))
        known = frozenset[str]().union(*map(self._words, (*facts, *names, *others, request.brand.name)))
        return len(asked) >= _FEWEST_WORDS and len(asked & known) <= len(asked) * load_order_words().known_share


def _told(request: CheckRequest) -> tuple[str, ...]:
    return tuple(item.text for item in request.evidence)


@lru_cache(maxsize=_TEXTS)
def _off_subject(text: str) -> tuple[str, ...]:
    return tuple(p for p in _pieces(text) if any(o.search(p) for o in load_order_words().off_subject))


def _pieces(text: str) -> Sequence[str]:
    return [m[0].strip() for m in _PIECE.finditer(text) if m[0].strip()]


def _shared(flat: str, order: str) -> Iterator[tuple[int, int]]:
    """Where in `flat` the first long run of `order` stands, and on to where both part."""
    wanted = " ".join(order.split()).casefold()
    words = load_order_words()
    run = min(len(wanted), words.run_han if _HAN.search(wanted) else words.run_latin)
    for at in range(len(wanted) - run + 1):
        start = flat.find(wanted[at : at + run])
        if start >= 0:
            end = start + run
            while end < len(flat) and at + end - start < len(wanted) and flat[end] == wanted[at + end - start]:
                end += 1
            yield start, end
            return


def _flattened(text: str) -> tuple[str, list[int]]:
    """`text` with each run of blanks as one space, in lower case, and where each character stood."""
    kept = [i for i, c in enumerate(text) if not c.isspace() or (i and not text[i - 1].isspace())]
    lower = ((" " if text[i].isspace() else text[i].lower()) for i in kept)
    return "".join(c if len(c) == 1 else c[0] for c in lower), kept
