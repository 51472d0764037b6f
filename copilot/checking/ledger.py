"""One text's quantities and product mentions beside everything known: what the checks of numbers, offers and claims share."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from copilot.checking.campaigns import Campaigns
from copilot.checking.context import Context, ContextReader
from copilot.checking.gifts import EndedGifts
from copilot.checking.known import Known
from copilot.checking.names import Mention
from copilot.checking.number_words import NumberPhrases
from copilot.checking.offer_names import OfferNames
from copilot.checking.quantities import clause
from copilot.checking.quantity import THRESHOLD, Measure, Quantity
from copilot.checking.request import Reading
from copilot.checking.rulebook import Notice
from copilot.checking.shelves import Knowns
from copilot.checking.surface import Stretch
from copilot.domain.draft import Finding

_KIND = {
    Measure.MONEY: "price",
    Measure.DISCOUNT: "price",
    Measure.REDUCTION: "price",
    Measure.MULTIBUY: "price",
    Measure.DATE: "date",
    Measure.WEEKDAY: "date",
    Measure.CLOCK: "date",
}
_PRICED = (Measure.MONEY, Measure.BARE)
_SIGHT = 150
_GIFT = "送"
"""What is named behind it is given away with what the number is about."""
_NEIGHBOURS = 12
_OF = re.compile(r"[^，,。！？!?；;\n的]{0,7}的[^，,。！？!?；;\n]{0,7}$")
"""What joins a number to the product named behind it in its clause: 199元的那款."""
_CLAUSE_END = re.compile(r"[，。；、]|,(?!\d)|;")
_COMPARED = re.compile(r"(?:比|\bthan\b)[^，。,.]{0,5}$")
"""What makes the product named right behind it one that another is compared with."""
_COMPARES = 9
_JOINTS = " :：,，—–-|"
"""What may stand between a product and its price."""
_DIFFERS = re.compile(r"\s?(?:dearer|cheaper|less|more|off|extra|back|short|over|under|difference)\b")
"""What makes a sum the difference of two."""
_LABEL_BEFORE, _LABEL_AFTER = 10, 8


@dataclass(frozen=True, slots=True)
class Ledger:
    """One text's quantities and mentions, and everything known to hold them against."""

    reading: Reading
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    known: Knowns
    phrases: NumberPhrases
    notices: Mapping[str, Notice]
    offer_names: OfferNames
    gifts: EndedGifts
    campaigns: Campaigns
    contexts: ContextReader
    plain: Callable[[str], str]
    """Any text as rules read it."""
    without_names: Callable[[str], str]
    """A plain text without the names of products."""
    named_in: Callable[[str], frozenset[str]]
    """The products named in a plain text."""
    told: Callable[[], str]
    """All that facts and passages tell, a line each, in plain form."""
    kinds: frozenset[str]
    """The nouns for goods of the brand: last words of English names, last characters of Chinese ones."""
    begun_in: Callable[[str], str]
    """The product whose name a plain text begins to say."""
    called_in: Callable[[str], frozenset[str]]
    """The products that a plain text may call by how their names begin."""
    with_rows: Callable[[frozenset[str]], frozenset[str]]
    """Products, and those that price lists keep as rows of theirs: Cheese Club, monthly."""
    is_card: Callable[[str], bool]
    """Whether a product is a card that earns prices of others."""
    totals: dict[int, frozenset[Decimal]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What the products around a quantity may come to, by its place, once that was added up."""
    worked_out: dict[int, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Whether the sum at a place comes of those before it, once that was asked."""
    _near: dict[int, tuple[Mention, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _sentences: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _contexts: dict[int, Context] = field(default_factory=dict, init=False, repr=False, compare=False)
    _scopes: dict[int, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _named: dict[int, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _clauses: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _neighbours: dict[int, tuple[Quantity, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def finding(self, rule: str, quantity: Quantity, replacement: str | None = None, **facts: object) -> Finding:
        """A finding about `quantity`; the rule of its kind (`price_…`, `date_…`, `number_…`) where there is one."""
        kind = "number" if quantity.tail == THRESHOLD else _KIND.get(quantity.measure, "number")
        notice = self.notices.get(f"{kind}_{rule}") or self.notices[rule]
        finding = self.reading.finding(notice, quantity.start, quantity.end, **facts)
        return replace(finding, replacement=replacement)

    def clause(self, quantity: Quantity) -> str:
        """The words around a quantity."""
        if (known := self._clauses.get(quantity.start)) is None:
            known = self._clauses[quantity.start] = clause(self.reading.surface.plain, quantity)
        return known

    def near(self, quantity: Quantity) -> tuple[Quantity, ...]:
        """The other quantities within 150 characters, no more than twelve on either side."""
        if (known := self._neighbours.get(quantity.start)) is not None:
            return known
        at = bisect_left(self.quantities, quantity.start, key=lambda q: q.start)
        self._neighbours[quantity.start] = found = tuple(
            q
            for q in self.quantities[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
            if q is not quantity and quantity.start - _SIGHT <= q.start < quantity.end + _SIGHT
        )
        return found

    def is_fee(self, quantity: Quantity) -> bool:
        """Whether a sum is a fee of the shop's and no product's price."""
        if quantity.measure is not Measure.MONEY or self.scope(quantity):
            return False
        return self.phrases.of_fee(self.reading.surface.plain, quantity, self.clause(quantity))

    def is_told(self, pattern: re.Pattern[str]) -> bool:
        """Whether a fact or a passage holds the pattern."""
        return bool(pattern.search(self.told()))

    def prices_goods(self, quantity: Quantity) -> bool:
        """Whether a sum stands right behind a product's name, as its price."""
        before = [m for m in self.mentions_near(quantity) if m.end <= quantity.start][-1:]
        if _DIFFERS.match(self.reading.surface.plain, quantity.end):
            return False
        if not before or quantity.measure is not Measure.MONEY or quantity.tail == THRESHOLD:
            return False
        between = self.reading.surface.plain[before[0].end : quantity.start]
        return self.phrases.leads_to_price(between.strip(_JOINTS)) and not self.phrases.adds_up(between)

    def sentence(self, quantity: Quantity) -> str:
        """The sentence of a quantity."""
        if (known := self._sentences.get(quantity.start)) is None:
            stretch = self.reading.surface.sentence_at(quantity.start)
            known = self._sentences[quantity.start] = self.reading.surface.plain[stretch.start : stretch.end]
        return known

    def surroundings(self, quantity: Quantity) -> str:
        """The text within 150 characters of a quantity."""
        return self.reading.surface.plain[max(0, quantity.start - _SIGHT) : quantity.end + _SIGHT]

    def only_closes(self, known: Known, quantity: Quantity) -> bool:
        """Whether a day is known as one on which the shop is closed, while the words around a quantity close nothing."""
        return self._closes(known) and not self.phrases.closed.search(self.clause(quantity))

    def only_opens(self, known: Known, quantity: Quantity) -> bool:
        """Whether a day is known as one on which the shop is open, while the words around a quantity close another."""
        return not self._closes(known) and bool(self.phrases.closed.search(self.clause(quantity)))

    def _closes(self, known: Known) -> bool:
        return bool(known.context.near & self.phrases.closed_words)

    def price_field_of(self, quantity: Quantity) -> str | None:
        """Which price (list, member, promotion) the words around a sum name."""
        plain, near = self.reading.surface.plain, self.near(quantity)
        previous = max((q.end for q in near if q.end <= quantity.start), default=0)
        following = min((q.start for q in near if q.start >= quantity.end), default=len(plain))
        before = plain[max(previous, quantity.start - _LABEL_BEFORE) : quantity.start]
        return self.phrases.price_field(before, plain[quantity.end : min(following, quantity.end + _LABEL_AFTER)])

    def mentions_near(self, quantity: Quantity) -> tuple[Mention, ...]:
        """The products named in the sentence of a quantity."""
        if (known := self._near.get(quantity.start)) is None:
            stretch = self.reading.surface.sentence_at(quantity.start)
            first = bisect_left(self.mentions, stretch.start, key=lambda m: m.start)
            last = bisect_left(self.mentions, stretch.end, key=lambda m: m.start)
            known = self._near[quantity.start] = self.mentions[first:last]
        return known

    def context(self, quantity: Quantity) -> Context:
        """The words that say what a quantity is about."""
        if (known := self._contexts.get(quantity.start)) is None:
            known = self._contexts[quantity.start] = self.contexts.of(self.reading.surface.plain, quantity)
        return known

    def names_product(self, quantity: Quantity, product: str) -> bool:
        """Whether the product is named in the sentence of a quantity, or is the one that was asked about."""
        return product in self._products_named(quantity)

    def products_of(self, quantity: Quantity) -> frozenset[str]:
        """The products that `speaks_of` is true of."""
        return self._products_named(quantity) | self.scope(quantity)

    def speaks_of(self, quantity: Quantity, product: str) -> bool:
        """Whether the product is named in the sentence of a quantity, or was the last one named before it."""
        return self.names_product(quantity, product) or product in self.scope(quantity)

    def scope(self, quantity: Quantity) -> frozenset[str]:
        """The products a quantity may be about; empty: any.

        The nearest named before it in its sentence, or the one named right after it; else what the text was speaking
        of, and the product the check was asked for.
        """
        if quantity.tail == THRESHOLD:
            return frozenset()
        if (known := self._scopes.get(quantity.start)) is None:
            known = self._scopes[quantity.start] = self.with_rows(self._scope(quantity))
        return known

    def _products_named(self, quantity: Quantity) -> frozenset[str]:
        if (named := self._named.get(quantity.start)) is None:
            asked = self.reading.request.product
            here = frozenset(m.product for m in self.mentions_near(quantity))
            named = self._named[quantity.start] = here | {asked} if asked else here
        return named

    def _scope(self, quantity: Quantity) -> frozenset[str]:
        stretch = self.reading.surface.sentence_at(quantity.start)
        here = self.mentions_near(quantity)
        if paired := self._paired(quantity, here, stretch):
            return frozenset({paired})
        before = [m for m in here if m.end <= quantity.start]
        if whole := self._whole_of(before, quantity):
            return frozenset({whole, before[-1].product})
        plain = self.reading.surface.plain
        after = [m for m in here if m.start >= quantity.end and _GIFT not in plain[quantity.end : m.start]]
        if after and _OF.match(plain, quantity.end, after[0].start):
            return frozenset({after[0].product})
        if self.phrases.together.search(self.sentence(quantity)):
            return frozenset(m.product for m in here)
        if not before and after and self._elsewhere(quantity, after[0]):
            after = after[:0]
        nearest = [m.product for m in (*before[-1:], *after)[:1]]
        if before and nearest and quantity.measure in _PRICED:
            return frozenset(nearest)
        asked = self.reading.request.product
        product = self.reading.request.brand.product(asked) if asked else None
        at = bisect_left(self.mentions, quantity.start, key=lambda m: m.start)
        earlier = [m.product for m in self.mentions[max(0, at - 1) : at]]
        if quantity.measure in _PRICED and (earlier or nearest):
            apart = after and _CLAUSE_END.search(plain, quantity.end, after[0].start)
            return frozenset({*nearest, *earlier[-1:]} if apart else nearest or earlier[-1:])
        return frozenset({*nearest, *earlier[-1:], *((product.name,) if product else ())})

    def _elsewhere(self, quantity: Quantity, named: Mention) -> bool:
        """Whether a product is named behind a quantity in another clause, with a number of its own before it or as what
        something is compared with: 7980的话，一天285，比单点日餐便宜."""
        plain = self.reading.surface.plain
        if not _CLAUSE_END.search(plain, quantity.end, named.start):
            return False
        between = any(quantity.end <= q.start and q.end <= named.start for q in self.near(quantity))
        fitting = [k for k in self.known.agreeing(quantity) if k.holds] if quantity.measure in _PRICED else []
        of_another = bool(fitting) and all(k.product != named.product for k in fitting)
        return between or of_another or bool(_COMPARED.search(plain, max(0, named.start - _COMPARES), named.start))

    def _whole_of(self, before: Sequence[Mention], quantity: Quantity) -> str | None:
        """The set that a sum is for where what is in it has been told since: 套盒里面香皂两块, 128."""
        if len(before) < 2 or quantity.measure not in _PRICED:
            return None
        told = self.reading.surface.plain[before[0].end : before[-1].start]
        return before[0].product if not told.strip() or self.phrases.contents.search(told) else None

    def _paired(self, quantity: Quantity, here: Sequence[Mention], stretch: Stretch) -> str | None:
        """The product at the same place of a list: 洁面、精华分别是89、199."""
        if quantity.measure not in _PRICED or len(here) < 2:
            return None
        near = sorted((*self.near(quantity), quantity), key=lambda q: q.start)
        sums = [q for q in near if stretch.start <= q.start < stretch.end and q.measure in _PRICED]
        if len(sums) != len(here) or here[-1].end > sums[0].start:
            return None
        return here[sums.index(quantity)].product


def in_scope(known: Known, scope: frozenset[str]) -> bool:
    """Whether a known quantity may be about one of the products in `scope`."""
    return not scope or not known.product or known.product in scope
