"""Products laid beside each other by fact: those whose price today lies in a range, or models that are easily mixed up."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from copilot.domain.brand import Brand
from copilot.domain.evidence import Choice, ChoiceKind, Fact, Field
from copilot.knowledge.conflict_words import load_conflict_words
from copilot.knowledge.followup import load_followup_words
from copilot.knowledge.models import could_mean, differences, kinds_named, of_kinds
from copilot.knowledge.ranges import Order, PriceRange, load_range_words, read_range
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.spelling import plain

MOST_PRODUCTS = 4
NEAREST = 2
MOST_MODELS = 3
LONGEST_CATEGORY, LONGEST_CJK_CATEGORY = 20, 3
LONGEST_FIGURE = 24
"""Characters of a value that is a figure with its conditions, and no description."""


def find_choice(text: str, brand: Brand, facts: Iterable[Fact], at: date) -> Choice | None:
    """The products that `text` leaves a choice between: a range it names, or models it could mean. `facts` are those
    that are certain; only what is in force on `at` counts, for a promotion until its last day."""
    holding = [f for f in facts if f.in_force(at)]
    wanted = read_range(text, brand.products)
    if wanted is not None:
        return in_range(wanted, text, brand, holding)
    return side_by_side(text, brand, holding) or which_model(text, brand, holding)


def may_leave_choice(text: str, brand: Brand) -> bool:
    """Whether `find_choice` could find anything, told from the words alone: facts need not be fetched for the rest."""
    several = len(products_named(text, brand.products)) > 1 or len(could_mean(text, brand)) > 1
    return several or read_range(text, brand.products) is not None


def in_range(wanted: PriceRange, text: str, brand: Brand, holding: Sequence[Fact]) -> Choice | None:
    """The products in the range, or those nearest to it; None where the brand has no price of that kind at all."""
    prices = prices_today(holding, of_members=load_range_words().members.search(plain(text)) is not None)
    than = wanted.below or wanted.above
    named = [name for name in products_named(text, brand.products) if name != than]
    kinds = kinds_named(text.replace(than, ""), brand.products) or kinds_named(than, brand.products)
    # What stands in the brand's own name (a tea shop's 茶) is everything it sells.
    kinds = frozenset(k for k in kinds if k not in brand.name.casefold())
    if named:
        prices = [f for f in prices if f.product in named]
    elif kinds:
        among = set(of_kinds(kinds, brand.products)) | _in_category(kinds, holding)
        prices = [f for f in prices if f.product in among]
    if limit := _bounded(wanted, prices):
        wanted, prices = limit
    if wanted.size:
        prices = [f for f in prices if re.search(wanted.size, _variant(f), re.IGNORECASE)]
    if not prices:
        return None
    if wanted.order or (wanted.low is None and wanted.high is None):
        ordered = sorted(prices, key=_number, reverse=wanted.order is Order.DEAREST)
        return _choice(ChoiceKind.IN_RANGE, wanted, ordered)
    inside = [f for f in prices if wanted.holds(_number(f))]
    if inside:
        return _choice(ChoiceKind.IN_RANGE, wanted, sorted(inside, key=lambda f: _liking(f, wanted)))
    nearest = sorted(prices, key=lambda f: wanted.distance(_number(f)))
    return _choice(ChoiceKind.NEAREST, wanted, nearest, most=NEAREST)


def side_by_side(text: str, brand: Brand, holding: Sequence[Fact]) -> Choice | None:
    """Products that are named to be compared, or whose prices are asked for at once: each with its price today and, of
    what tells them apart, one more figure."""
    named = products_named(text, brand.products)
    asks_price = load_followup_words().topics[0].search(text) is not None
    if not 1 < len(named) <= MOST_MODELS or not (asks_price or load_range_words().compares.search(text)):
        return None
    prices = prices_today(holding)
    variants = load_conflict_words().never
    figures = [d for d in differences(named, holding) if d.field not in Field.PRICES and all(d.values.values())]
    figures = [d for d in figures if not variants.search(d.field)]
    telling = [d for d in figures if all(_is_figure(f) for v in d.values.values() for f in v)][: 0 if asks_price else 1]
    facts = [
        fact
        for name in named
        for fact in (*[f for f in prices if f.product == name][:1], *(d.values[name][0] for d in telling))
    ]
    return Choice(ChoiceKind.COMPARE, text.strip(), tuple(facts)) if {f.product for f in facts} == set(named) else None


def which_model(text: str, brand: Brand, holding: Sequence[Fact]) -> Choice | None:
    """The models a question could mean, where what it asks about is not the same for all of them."""
    models = could_mean(text, brand)[:MOST_MODELS]
    if len(models) < 2:
        return None
    topics = [t for t in load_followup_words().topics if t.search(text)]
    asks_price = load_followup_words().topics[0] in topics
    differing = [d for d in differences(models, holding) if all(_is_figure(f) for v in d.values.values() for f in v)]
    asked = [d for d in differing if d.field in text or any(t.search(d.field) for t in topics)]
    asked.sort(key=lambda d: -len(set(d.field) & set(text)))
    if asks_price:
        prices = prices_today(holding)
        facts = [next((f for f in prices if f.product == model), None) for model in models]
    else:
        facts = [fact for d in asked[:1] for model in models for fact in d.values[model][:2] or (None,)]
    if not facts or None in facts or len({f.value for f in facts if f}) == 1:
        return None
    return Choice(ChoiceKind.MODELS, text.strip(), tuple(f for f in facts if f))


def prices_today(holding: Iterable[Fact], *, of_members: bool = False) -> list[Fact]:
    """What everybody pays for each product and variant: the promotion in force, else the list price, else that by the
    piece. Members' prices are not for everybody; with `of_members`, they stand for the usual ones."""
    by_product: dict[str, list[Fact]] = defaultdict(list)
    for fact in holding:
        if fact.product and fact.field in Field.PRICES and fact.number is not None:
            by_product[fact.product].append(fact)
    return [price for facts in by_product.values() for price in _of_product(facts, of_members)]


def _of_product(facts: Sequence[Fact], of_members: bool) -> list[Fact]:
    promoted = [f for f in facts if f.field == Field.PROMOTION_PRICE]
    members = [f for f in facts if f.field == Field.MEMBER_PRICE] if of_members else []
    for_members = {_variant(f) for f in members}
    listed = [f for f in facts if f.field == Field.LIST_PRICE and not for_members & {_variant(f), ""}]
    # What a piece costs is what the product costs only where it has no other price, also none that is disputed.
    by_piece = (
        [f for f in facts if f.field == Field.UNIT_PRICE] if all(f.field == Field.UNIT_PRICE for f in facts) else []
    )
    usual = [*members, *listed] or by_piece
    variants = {_variant(f) for f in usual} - {""}
    return [*promoted, *(f for f in usual if not any(_replaces(p, f, variants) for p in promoted))]


def _replaces(promotion: Fact, usual: Fact, variants: set[str]) -> bool:
    """Whether the promotion is for this variant, or for all."""
    parts = set(load_conflict_words().between_conditions.split(promotion.note))
    named = parts & variants
    return not named or _variant(usual) in ("", *named)


def _variant(fact: Fact) -> str:
    return load_conflict_words().between_conditions.split(fact.note)[0].strip()


def _bounded(wanted: PriceRange, prices: list[Fact]) -> tuple[PriceRange, list[Fact]] | None:
    """“比 Pro 便宜” as a range: below the lowest price of that product, which is none of those offered."""
    than = wanted.below or wanted.above
    own = [_number(f) for f in prices if f.product == than]
    if not own:
        return None
    others = [f for f in prices if f.product != than]
    cent = Decimal("0.01")
    if wanted.below:
        return replace(wanted, high=min(own) - cent), others
    return replace(wanted, low=max(own) + cent), others


def _in_category(kinds: frozenset[str], holding: Sequence[Fact]) -> set[str]:
    """Products that the documents put into a category of that name: 枕头, 被子, Mugs."""
    return {f.product for f in holding if len(f.value) <= LONGEST_CATEGORY and _names_kind(plain(f.value), kinds)}


def _names_kind(category: str, kinds: frozenset[str]) -> bool:
    if category.isascii():
        return category.rsplit(" ", 1)[-1].rstrip("s") in kinds
    return len(category) <= LONGEST_CJK_CATEGORY and any(k in category for k in kinds)


def _liking(fact: Fact, wanted: PriceRange) -> Decimal:
    """Less is better: near the sum that was meant; else just below the limit, or just above the least."""
    price = _number(fact)
    if wanted.wish is not None:
        return abs(price - wanted.wish)
    return -price if wanted.high is not None else price


def _choice(kind: ChoiceKind, wanted: PriceRange, facts: Sequence[Fact], most: int = MOST_PRODUCTS) -> Choice | None:
    once: dict[str, Fact] = {}
    for fact in facts:
        once.setdefault(fact.product, fact)
    return Choice(kind, wanted.quote, tuple(once.values())[:most]) if once else None


def _is_figure(fact: Fact) -> bool:
    """Whether the value is short and has a number in it: what a customer could take for another model's."""
    return len(fact.value) <= LONGEST_FIGURE and any(c.isdecimal() for c in fact.value)


def _number(fact: Fact) -> Decimal:
    return fact.number if fact.number is not None else Decimal(0)
