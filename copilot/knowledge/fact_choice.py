"""Which facts a brief calls for: only those in force on its day, and none that two sources dispute."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest

from copilot.domain.conflict import Conflict
from copilot.domain.conversation import Objection
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Fact, Field, Gap, Passage, Role
from copilot.domain.ladder import Node, Step
from copilot.knowledge.evidence_words import asks_for_prices
from copilot.knowledge.fact_wording import field_name

_FIGURE = re.compile(r"[<>≤≥±约~]?\s*\d")

WANTED = {Step.INTEREST: (0, 1), Step.NEED: (0, 2), Step.TRUST: (1, 1), Step.ACTION: (3, 1)}
"""How many prices and how many other facts a step calls for. Interest has none: figures there are the expert trap."""
WANTED_WITHOUT_STEP = (2, 2)
WANTED_TO_STAY_IN_TOUCH = (0, 2)
"""Of a text that sells nothing: a price in it would make it an advertisement."""
WANTED_FOR_PRICE = (3, 1)
MOST_OF_OFFER = 4
"""Sizes of one offer; a text that names more is a price list."""
LONGEST_FIGURE = 20
"""Characters; a longer value is a sentence, and passages say those."""
OFFERS_FIRST = (Field.PROMOTION_PRICE, Field.MEMBER_PRICE, Field.LIST_PRICE, Field.UNIT_PRICE)


def choose_facts(
    brief: Brief, facts: Sequence[Fact], product: str | None, confirmed: frozenset[Fact] = frozenset()
) -> list[Fact]:
    """Facts of the product (of the brand, where no product is meant) that hold on the brief's day, best first.

    `confirmed` are facts that a person said hold, whatever else is written.
    """
    about = [f for f in facts if f.in_force(brief.at) and f.product == (product or "")]
    undisputed = {*_undisputed([f for f in about if f not in confirmed]), *confirmed}
    settled = [f for f in about if f in undisputed]
    price_count, other_count = _wanted(brief)
    if asks_for_prices(brief.topic):
        price_count = max(price_count, WANTED_WITHOUT_STEP[0])
    prices = [*_of_the_offer(brief, settled), *_one_of_each_kind(f for f in settled if f.field in Field.PRICES)]
    prices = list(dict.fromkeys(prices))
    others = [f for f in settled if f.field not in Field.PRICES and _worth_saying(f, brief)]
    price_count = max(price_count, len(_of_the_offer(brief, settled)))
    return prices[:price_count] + sorted(others, key=lambda f: not _mentioned(f, brief))[:other_count]


def _of_the_offer(brief: Brief, facts: Iterable[Fact]) -> list[Fact]:
    """The prices of the offer that a text of the calendar is about: every size of it."""
    offer = brief.assignment.offer if brief.assignment else None
    found = [f for f in facts if offer and f.field == Field.PROMOTION_PRICE and offer.holds(f)]
    return found[:MOST_OF_OFFER]


def disputed_gaps(
    brief: Brief, conflicts: Iterable[Conflict], product: str | None, withheld: AbstractSet[Fact]
) -> Iterator[Gap]:
    """A gap for each open conflict that this text would else have quoted. `withheld` are facts that kept a passage
    away."""
    prices, _ = _wanted(brief)
    for conflict in conflicts:
        called_for = conflict.product == (product or "") and (
            (prices and conflict.field in Field.PRICES) or any(_mentioned(f, brief) for f in conflict.facts[:1])
        )
        if conflict.in_force(brief.at) and (called_for or not withheld.isdisjoint(conflict.facts)):
            about = f"{conflict.product or brief.brand.name} {field_name(conflict.field, brief.language)}"
            yield Gap(None, about, disputed=conflict.told())


def repeats_fact(passage: Passage, facts: Iterable[Fact]) -> bool:
    """Whether a passage is a row of a price list or a spec table whose values are facts: they say it better."""
    if passage.role not in (Role.OFFER, Role.SPEC):
        return False
    return repeats_any(passage, facts)


def repeats_any(passage: Passage, facts: Iterable[Fact]) -> bool:
    """Whether a passage repeats one of the facts, from the very place the fact was read."""
    return any(was_read_from(passage, fact) for fact in facts)


def was_read_from(passage: Passage, fact: Fact) -> bool:
    """Whether the fact was read from the very place the passage stands in."""
    return (
        fact.source.document_id == passage.source.document_id
        and fact.value in passage.text
        and _covers(passage.source.locator, fact.source.locator)
    )


def _one_of_each_kind(prices: Iterable[Fact]) -> list[Fact]:
    """The first price of each kind, best kind first, then the second of each: no value of a kind twice."""
    by_kind: dict[str, dict[str, Fact]] = {kind: {} for kind in OFFERS_FIRST}
    for fact in prices:
        by_kind[fact.field].setdefault(fact.value, fact)
    rounds = zip_longest(*(list(kind.values()) for kind in by_kind.values()))
    return [fact for some in rounds for fact in some if fact is not None]


def _worth_saying(fact: Fact, brief: Brief) -> bool:
    """A figure, or whatever was asked for by name; at `interest` only the latter."""
    figure = _FIGURE.match(fact.value) is not None and len(fact.value) <= LONGEST_FIGURE
    return _mentioned(fact, brief) or (figure and brief.step is not Step.INTEREST)


def _wanted(brief: Brief) -> tuple[int, int]:
    if brief.reading is not None and brief.reading.objection is Objection.PRICE:
        return WANTED_FOR_PRICE
    if brief.step:
        return WANTED[brief.step]
    return WANTED_TO_STAY_IN_TOUCH if brief.task is Task.POST and brief.node is Node.OPERATE else WANTED_WITHOUT_STEP


def _undisputed(facts: Sequence[Fact]) -> list[Fact]:
    """Leave out what two sources give different values for under the same name, unit, condition and dates."""
    values: dict[tuple[object, ...], set[str]] = {}
    for fact in facts:
        values.setdefault(_identity(fact), set()).add(fact.value)
    once = {(*_identity(f), f.value): f for f in reversed(facts) if len(values[_identity(f)]) == 1}
    return [f for f in facts if once.get((*_identity(f), f.value)) is f]


def _identity(fact: Fact) -> tuple[object, ...]:
    return fact.product, fact.field, fact.unit, fact.note, fact.valid_from, fact.valid_to


def _mentioned(fact: Fact, brief: Brief) -> bool:
    said = brief.conversation.customer_words if brief.conversation else ""
    return fact.field in f"{brief.topic}\n{said}"


def _covers(whole: str, part: str) -> bool:
    """Whether a passage's locator takes in a fact's: the same, or a row of the same sheet, or lines within lines."""
    if whole == part:
        return True
    (sheet, rows), (other_sheet, other_rows) = _place(whole), _place(part)
    return sheet == other_sheet and bool(rows and other_rows) and rows[0] <= other_rows[0] <= rows[-1]


def _place(locator: str) -> tuple[str, list[int]]:
    """`价格表!A5:H7` → (`价格表!`, [5, 7]); `L12-18` → (`L`, [12, 18])."""
    sheet, mark, place = locator.rpartition("!")
    kind = "" if mark else re.sub(r"[\d\-–:]+.*", "", place)
    return f"{sheet}{mark}{kind}", [int(n) for n in re.findall(r"\d+", place)]
