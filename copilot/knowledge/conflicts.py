"""Finds where live sources disagree: one product, one field, one condition, days that overlap, other values."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import combinations

from copilot.domain.conflict import Conflict, Disputes, Settlement, Side
from copilot.domain.evidence import Fact, Field
from copilot.knowledge.amounts import Amount, read_amount
from copilot.knowledge.conflict_words import load_conflict_words

Conditions = frozenset[str]

MOST_IN_ONE_DOCUMENT = 3
"""So many prices of one thing in one document may be a slip; more of them differ in something that was not read."""


@dataclass(frozen=True, slots=True, eq=False)
class _Claim:
    """A fact made comparable."""

    fact: Fact
    amount: Amount
    conditions: Conditions
    floor: bool
    """Whether it is only the lowest price."""

    @property
    def document(self) -> str:
        return self.fact.source.document_id or self.fact.source.document


def find_disputes(facts: Sequence[Fact], settlements: Iterable[Settlement] = ()) -> Disputes:
    """Every conflict among `facts`, and those of `settlements` that are about one of them."""
    conflicts = find_conflicts(facts)
    ids = {c.id for c in conflicts}
    return Disputes(conflicts, {s.conflict_id: s for s in settlements if s.conflict_id in ids})


def find_conflicts(facts: Sequence[Fact]) -> tuple[Conflict, ...]:
    """Conflicts among live facts of one brand, of every date, in the order their first fact stands."""
    return _found_in(tuple(facts))


@lru_cache(maxsize=8)
def _found_in(facts: tuple[Fact, ...]) -> tuple[Conflict, ...]:
    """Kept for the next question about the same facts: looking through ten thousand takes 40 ms, hashing them 10."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.product, fact.field].append(fact)
    merged: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    words = load_conflict_words()
    for (product, name), group in groups.items():
        merged[product, words.same(name)] += group
    found: list[Conflict] = []
    for (product, name), group in merged.items():
        if len({(f.value, f.unit) for f in group}) > 1 and not words.never.search(name):
            found += _among(product, name, group)
    return tuple(found)


def _among(product: str, name: str, group: Sequence[Fact]) -> Iterator[Conflict]:
    claims = [claim for fact in group if (claim := _claim(fact))]
    pairs = [*_between_documents(claims, name), *_within_documents(claims, name)]
    place = {claim: at for at, claim in enumerate(claims)}
    for members in sorted(_joined(pairs), key=lambda m: min(place[c] for c in m)):
        ordered = sorted(members, key=place.__getitem__)
        torn = {a.document for a, b in pairs if a in members and a.document == b.document}
        yield _conflict(product, ordered, torn)


def _claim(fact: Fact) -> _Claim | None:
    words = load_conflict_words()
    priced = fact.field in Field.PRICES
    amount = read_amount(fact.value, fact.unit, money=priced)
    if amount is None and not words.one_answer.search(fact.field):
        return None
    parts = frozenset(p for p in map(str.strip, words.between_conditions.split(fact.note.casefold())) if p)
    floors = parts & words.floors
    return _Claim(fact, amount or Amount.of_words(fact.value), parts - floors, bool(floors))


def _between_documents(claims: Sequence[_Claim], name: str) -> Iterator[tuple[_Claim, _Claim]]:
    by_document: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    shelves = {document: _Shelf(own) for document, own in by_document.items()}
    denied = {
        (claim, document): _deniers(claim, shelf, shelves[claim.document], name)
        for claim in claims
        for document, shelf in shelves.items()
        if document != claim.document
    }
    for (claim, _), rivals in denied.items():
        # The other way round, too: 259 without a variant denies no 239 of one variant where another costs 259.
        yield from ((claim, rival) for rival in rivals if denied[rival, claim.document])


def _deniers(claim: _Claim, shelf: "_Shelf", own: "_Shelf", name: str) -> list[_Claim]:
    """What another document says of the same, where nothing of it agrees with `claim`."""
    rivals = shelf.rivals(claim)
    if not rivals or any(_agree(claim, rival) for rival in rivals):
        return []
    if name not in Field.PRICES and not (_one_value(rivals) and _one_value(own.rivals(rivals[0]))):
        return []
    return rivals


def _within_documents(claims: Sequence[_Claim], name: str) -> Iterator[tuple[_Claim, _Claim]]:
    """Prices that one document gives twice; any other field may well have several values there."""
    if name not in Field.PRICES:
        return
    same: dict[object, list[_Claim]] = defaultdict(list)
    for claim in claims:
        fact = claim.fact
        same[claim.document, claim.conditions, fact.valid_from, fact.valid_to, claim.floor].append(claim)
    for group in same.values():
        by_amount = {claim.amount: claim for claim in group}
        if len(by_amount) > MOST_IN_ONE_DOCUMENT:
            continue
        yield from (
            (a, b) for a, b in combinations(by_amount.values(), 2) if a.amount.rivals(b.amount) and not _agree(a, b)
        )


class _Shelf:
    """The claims of one document about one field, found by their conditions."""

    def __init__(self, claims: Sequence[_Claim]) -> None:
        self._by_conditions: dict[Conditions, list[_Claim]] = defaultdict(list)
        for claim in claims:
            self._by_conditions[claim.conditions].append(claim)
        self._holding: dict[str, set[Conditions]] = defaultdict(set)
        for conditions in self._by_conditions:
            for part in conditions:
                self._holding[part].add(conditions)

    def rivals(self, claim: _Claim) -> list[_Claim]:
        """Claims about the same: conditions that are the same or say more or less, days in common, like units."""
        near = set(self._by_conditions) if not claim.conditions else {Conditions()}
        near = near.union(*(self._holding[part] for part in claim.conditions if part in self._holding))
        alike = [c for c in near if c <= claim.conditions or claim.conditions <= c]
        exact = [c for c in alike if c == claim.conditions]
        found = [r for c in (exact or alike) for r in self._by_conditions.get(c, ())]
        return [r for r in found if _overlap(claim.fact, r.fact) and claim.amount.rivals(r.amount)]


def _one_value(claims: Sequence[_Claim]) -> bool:
    return all(a.amount.agrees(claims[0].amount) for a in claims)


def _agree(a: _Claim, b: _Claim) -> bool:
    if a.amount.agrees(b.amount):
        return True
    if a.floor == b.floor:
        return False
    floor, other = (a, b) if a.floor else (b, a)
    return floor.amount.lowest <= other.amount.lowest


def _overlap(a: Fact, b: Fact) -> bool:
    begin = max(a.valid_from or date.min, b.valid_from or date.min)
    return begin <= min(a.valid_to or date.max, b.valid_to or date.max)


def _joined(pairs: Sequence[tuple[_Claim, _Claim]]) -> list[set[_Claim]]:
    """Claims that are joined by pairs, directly or over others."""
    sets: list[set[_Claim]] = []
    for pair in pairs:
        touched = [s for s in sets if not s.isdisjoint(pair)]
        sets = [s for s in sets if s.isdisjoint(pair)]
        sets.append(set(pair).union(*touched))
    return sets


def _conflict(product: str, claims: Sequence[_Claim], torn: set[str]) -> Conflict:
    """`torn` are documents that disagree with themselves: each of their values is a side."""
    sides: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        key = claim.document
        sides[f"{key}:{claim.amount.text}" if key in torn else key].append(claim)
    told = sorted(
        f"{key}|{'；'.join(sorted(c.conditions))}|{c.amount.text}|{c.fact.valid_from}|{c.fact.valid_to}"
        for key, own in sides.items()
        for c in own
    )
    field = claims[0].fact.field
    identity = "\n".join((product, field, *dict.fromkeys(told)))
    return Conflict(
        id=sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:10],
        product=product,
        field=field,
        sides=tuple(
            Side(key, tuple(c.fact for c in own), tuple(c.amount.text for c in own)) for key, own in sides.items()
        ),
    )


def states(text: str, fact: Fact) -> bool:
    """Whether a text has the fact's value in it: a price as a figure of its own (399, not 1399), another figure with
    its unit, an answer in the same words."""
    if fact.number is None:
        return len(fact.value) > 1 and fact.value.casefold() in text.casefold()
    unit = "" if fact.field in Field.PRICES else rf"\s*{re.escape(fact.unit)}"
    figure = rf"(?<![\d.]){re.escape(fact.value)}(?:\.0+)?(?![\d]|\.\d){unit}"
    return re.search(figure, text.replace(",", ""), re.IGNORECASE) is not None
