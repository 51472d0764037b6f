"""Which products are out of stock, as the facts tell; how they tell it is data."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.domain.evidence import Fact
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

STOCK_FILE = "stock.yaml"


class StockWords(BaseModel):
    """How facts tell of stock."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: frozenset[str]
    gone: frozenset[str]


def out_of_stock(facts: Iterable[Fact], day: date) -> frozenset[str]:
    """The products of which no variant is left on that day. Of a product nothing is told about, there is enough."""
    left: dict[str, bool] = {}
    words = load_stock_words()
    for fact in facts:
        if fact.product and fact.in_force(day) and fact.field.strip().casefold() in words.fields:
            left[fact.product] = left.get(fact.product, False) or not _gone(fact, words)
    return frozenset(product for product, some in left.items() if not some)


def _gone(fact: Fact, words: StockWords) -> bool:
    number = fact.number
    return number <= 0 if number is not None else fact.value.strip().casefold() in words.gone


@cache
def load_stock_words() -> StockWords:
    """Read and check the words. Raises `RulesInvalid`."""
    try:
        return StockWords.model_validate(read_yaml((files(__package__) / STOCK_FILE).read_text("utf-8")))
    except ValidationError as error:
        raise RulesInvalid(f"planning/{STOCK_FILE}: {error}", file=STOCK_FILE, detail=str(error)) from error
