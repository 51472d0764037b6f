"""Segments: the brand's rules in their order, who falls under each and why, and the card that describes them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from copilot.customers.placing import members, place
from copilot.customers.profiles import profiles
from copilot.customers.rule_files import read_rules, starting_rules, starting_thresholds
from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.customer import Customer
from copilot.domain.segment_rule import NUMBERS, Condition, Members, Placed, SegmentRule, Thresholds
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store
from copilot.workflows.resolve import pick

_BRANDS = 8


@dataclass(frozen=True, slots=True)
class Population:
    """Every customer of a brand with the rule that decides, in the order they were added, and by id."""

    placed: tuple[Placed, ...]
    by_id: dict[str, Placed]


@dataclass(slots=True)
class _Kept:
    """Populations of the last brands that were looked at, each with the state it was made of."""

    turn: Lock = field(default_factory=Lock)
    by_brand: OrderedDict[str, tuple[object, Population]] = field(default_factory=OrderedDict)


@dataclass(frozen=True, slots=True)
class Segmenting:
    """Keeps rules and places customers. Of 10,000 customers a placing takes a part of a second, so it is kept while
    nothing changes."""

    store: Store
    today: Callable[[], date]
    new_id: Callable[[], str]
    _kept: _Kept = field(default_factory=_Kept)

    def rules(self, brand: Brand) -> tuple[SegmentRule, ...]:
        """The brand's rules in their order; those to begin with while it changed none."""
        kept = self.store.customer_books.of(brand.id).rules
        return starting_rules(brand.language) if kept is None else kept

    def thresholds(self, brand: Brand) -> Thresholds:
        """What the brand means by new, active, loyal and by its scores."""
        return self.store.customer_books.of(brand.id).thresholds or starting_thresholds()

    def population(self, brand: Brand) -> Population:
        """Every customer with the rule that decides today."""
        book, today = self.store.customer_books.of(brand.id), self.today()
        state = (book.revision, brand.language, today)
        with self._kept.turn:
            kept = self._kept.by_brand.get(brand.id)
        if kept and kept[0] == state:
            return kept[1]
        rules = starting_rules(brand.language) if book.rules is None else book.rules
        seen = profiles(self.store.customers.all(brand.id), today, book.thresholds or starting_thresholds())
        placed = tuple(place(profile, rules) for profile in seen)
        population = Population(placed, {p.profile.customer.id: p for p in placed})
        with self._kept.turn:
            self._kept.by_brand[brand.id] = (state, population)
            self._kept.by_brand.move_to_end(brand.id)
            while len(self._kept.by_brand) > _BRANDS:
                self._kept.by_brand.popitem(last=False)
        return population

    def place(self, customer: Customer) -> Placed:
        """The rule that decides for one customer, and why. Raises `UnknownName`."""
        brand = self.store.brands.get(customer.brand_id)
        placed = self.population(brand).by_id.get(customer.id) if brand else None
        if placed is None:
            raise UnknownName("customer", customer.id)
        return placed

    def card(self, brand_id: str, rule: SegmentRule | None) -> Segment | None:
        """The card a rule is tied to, as the brand's files describe it now; None without one."""
        wanted = rule.segment_id if rule else ""
        return next((s for s in self.store.brands.segments(brand_id) if s.id == wanted), None) if wanted else None

    def members(self, brand: Brand, rule: SegmentRule) -> Members:
        """Everybody for whom `rule` holds, also one that is not kept: that is its preview."""
        return members(rule, self.population(brand).placed)

    def rule(self, brand: Brand, name: str) -> SegmentRule:
        """The rule of that id or name. Raises `UnknownName`."""
        return pick("segment_rule", name, self.rules(brand))

    def save(self, brand: Brand, rule: SegmentRule) -> SegmentRule:
        """Add a rule (with no id: at the end), or replace the one of its id; returns it as it is kept.

        Raises `InvalidInput` for a rule without a name, or one that would hold for nobody.
        """
        kept = replace(_sound(rule), id=rule.id or self.new_id())

        def put(rules: Sequence[SegmentRule]) -> tuple[SegmentRule, ...]:
            if any(r.id == kept.id for r in rules):
                return tuple(kept if r.id == kept.id else r for r in rules)
            return (*rules, kept)

        self._change(brand, put)
        return kept

    def save_all(self, brand: Brand, rules: Sequence[SegmentRule]) -> None:
        """Keep these rules in this order and no others."""
        sound = tuple(_sound(rule) for rule in rules)
        self._change(brand, lambda _: sound)

    def remove(self, brand: Brand, rule_id: str) -> tuple[SegmentRule, ...]:
        """Remove a rule; returns the rules as they were before. Raises `UnknownName`."""
        before = self.rules(brand)
        pick("segment_rule", rule_id, before)
        self._change(brand, lambda rules: tuple(r for r in rules if r.id != rule_id))
        return before

    def move(self, brand: Brand, rule_id: str, by: int) -> None:
        """Move a rule up (-1) or down (1) in the order that decides. Raises `UnknownName`."""
        pick("segment_rule", rule_id, self.rules(brand))

        def moved(rules: Sequence[SegmentRule]) -> tuple[SegmentRule, ...]:
            order = list(rules)
            place = next((i for i, r in enumerate(order) if r.id == rule_id), None)
            if place is None or not 0 <= place + by < len(order):
                return tuple(order)
            order.insert(place + by, order.pop(place))
            return tuple(order)

        self._change(brand, moved)

    def as_shipped(self, brand: Brand) -> None:
        """Begin anew with the rules and thresholds that every brand begins with."""
        self.store.customer_books.change_rules(brand.id, lambda _: None)
        self.store.customer_books.save_thresholds(brand.id, None)

    def save_thresholds(self, brand: Brand, thresholds: Thresholds) -> None:
        """Keep what the brand means by new, active, loyal. Raises `InvalidInput` where they do not follow each other."""
        days = (thresholds.new_days, thresholds.active_days, thresholds.sleeping_days)
        if not 0 < days[0] <= days[1] < days[2] or thresholds.loyal_orders < 2:
            raise InvalidInput("days must rise and a loyal customer orders twice", code="thresholds_unordered")
        for bounds in (thresholds.recency, thresholds.frequency, thresholds.amount):
            if bounds and (len(bounds) != 4 or list(bounds) != sorted(set(bounds))):
                raise InvalidInput("a score has four rising bounds or none", code="bounds_not_four")
        self.store.customer_books.save_thresholds(brand.id, thresholds)

    def load(self, brand: Brand, name: str, text: str) -> tuple[SegmentRule, ...]:
        """Take the rules and thresholds of a YAML file in place of the brand's own. Raises `RulesInvalid`."""
        rules, thresholds = read_rules(name, text, brand.language)
        self.save_all(brand, rules)
        self.save_thresholds(brand, thresholds)
        return rules

    def _change(self, brand: Brand, change: Callable[[Sequence[SegmentRule]], tuple[SegmentRule, ...]]) -> None:
        shipped = starting_rules(brand.language)
        self.store.customer_books.change_rules(brand.id, lambda kept: change(shipped if kept is None else kept))


def _sound(rule: SegmentRule) -> SegmentRule:
    if not rule.name.strip():
        raise InvalidInput("a rule needs a name", code="text_empty")
    conditions = tuple(_sound_condition(condition) for condition in rule.conditions)
    if not conditions:
        raise InvalidInput("a rule without conditions holds for nobody", code="rule_without_conditions")
    return replace(rule, name=rule.name.strip(), conditions=conditions)


def _sound_condition(condition: Condition) -> Condition:
    if condition.aspect in NUMBERS:
        low, high = condition.at_least, condition.at_most
        if (low, high) == (None, None) or (low is not None and high is not None and low > high):
            raise InvalidInput("a number needs bounds that can be met", code="condition_unbounded")
        return Condition(condition.aspect, at_least=low, at_most=high)
    words = tuple(dict.fromkeys(word.strip() for word in condition.any_of if word.strip()))
    if not words:
        raise InvalidInput("a condition needs words to choose among", code="condition_wordless")
    return Condition(condition.aspect, words, negated=condition.negated)
