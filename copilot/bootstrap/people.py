"""Joins the parts about customers and what goes out to them."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from uuid import uuid4

from copilot.domain.brand import Brand
from copilot.domain.word import CutWords
from copilot.knowledge.nearness import QuestionNearness
from copilot.knowledge.reading import SeparateReader
from copilot.knowledge.search.cutting import Cutter
from copilot.store import Store
from copilot.workflows.cards import CardKeeping
from copilot.workflows.customers import CustomerKeeping
from copilot.workflows.import_customers import CustomerImport
from copilot.workflows.people import People
from copilot.workflows.propose_cards import CardProposing
from copilot.workflows.scripts import Scripting
from copilot.workflows.segments import Segmenting
from copilot.workflows.send import SendKeeping


def build_people(store: Store, nearness: QuestionNearness, scripts: Scripting, clock: Callable[[], datetime]) -> People:
    """The workflows about customers; files are read as `scripts` reads them."""
    customers = build_customers(store, scripts.learning.reader, clock)
    return People(
        customers=customers,
        segments=customers.segments,
        sending=SendKeeping(store, nearness, clock, customers),
        scripts=scripts,
        cards=CardKeeping(store, lambda: uuid4().hex),
        proposing=CardProposing(store, words_of, nearness),
    )


def words_of(brand: Brand) -> CutWords:
    """What cuts texts into words, the brand's own names whole."""
    return _cutter(frozenset(name for product in brand.products for name in product.names)).words


@lru_cache(8)
def _cutter(names: frozenset[str]) -> Cutter:
    return Cutter(names)


def build_customers(store: Store, reader: SeparateReader, clock: Callable[[], datetime]) -> CustomerKeeping:
    """The workflow about customers."""

    def today() -> date:
        return clock().astimezone().date()

    def new_id() -> str:
        return uuid4().hex

    importing = CustomerImport(store, reader, today, clock, new_id)
    return CustomerKeeping(store, Segmenting(store, today, new_id), importing, clock, new_id)
