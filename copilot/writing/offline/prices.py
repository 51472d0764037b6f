"""Says prices and other facts the way a person would, with the source of each figure."""

import re
from decimal import Decimal

from copilot.domain.evidence import EvidenceItem, Fact, Field
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.piece import Piece, cite
from copilot.writing.offline.words import Words

LONGEST_VARIANT = 30
"""Characters; a longer note is a sentence about the offer."""

Priced = tuple[EvidenceItem, Fact]
"""A price and the item that cites it."""


def amount(fact: Fact, words: Words) -> str:
    """The value with its unit: `元/只` becomes “399 元一只”, `USD` becomes “$49”."""
    value = plain_number(fact.number) if fact.number is not None else fact.value.strip()
    unit, _, each = fact.unit.partition("/")
    said = words.currency.get(unit.strip())
    text = said.replace("{value}", value) if said else f"{value}{'' if not unit else _gap(words) + unit.strip()}"
    return words.per.replace("{amount}", text).replace("{unit}", each.strip()) if each else text


def _gap(words: Words) -> str:
    return " " if words.comma.endswith(" ") else ""


def plain_number(number: Decimal) -> str:
    """`399.00` as `399`, `1.50` as `1.5`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def price_pieces(items: list[EvidenceItem], words: Words, dice: Dice) -> list[Piece]:
    """What can be said about the price today, the fullest sentence first; empty when no price is known.

    While a promotion is in force the list price is not said alone: it is not what the customer pays.
    """
    facts = {f.field: (i, f) for i in reversed(items) if (f := i.fact) and f.field in Field.PRICES}
    normal = facts.get(Field.LIST_PRICE) or facts.get(Field.UNIT_PRICE)
    promoted, member = facts.get(Field.PROMOTION_PRICE), facts.get(Field.MEMBER_PRICE)
    if promoted:
        normal = _same_variant(items, promoted) or normal
        both = _lines("both_promotion", normal, promoted, words, dice) if _comparable(normal, promoted) else []
        return [*both, *_lines("promotion", None, promoted, words, dice, first=len(both))]
    both = _lines("both_member", normal, member, words, dice) if member and _comparable(normal, member) else []
    alone = _lines("list", normal, None, words, dice) if normal else []
    return [*both, *alone, *(_lines("member", None, member, words, dice) if member and not normal else [])]


def _comparable(normal: Priced | None, special: Priced) -> bool:
    """Whether two prices are for the same thing: the same unit, the same variant."""
    if normal is None or _unit(normal[1]) != _unit(special[1]):
        return False
    one, other = _variant(normal[1]), _variant(special[1])
    return not one or one == other or one in special[1].note


def _unit(fact: Fact) -> str:
    return fact.unit.partition("/")[0].strip()


def _variant(fact: Fact) -> str:
    """Which size or model a price is for, as its note begins; "" when it is for all."""
    return re.sub(r"[（(].*", "", re.split(r"[；;]", fact.note)[0]).strip()


def _same_variant(items: list[EvidenceItem], special: Priced) -> Priced | None:
    """The usual price of the very variant that has a special one."""
    usual = ((i, f) for i in items if (f := i.fact) and f.field in (Field.LIST_PRICE, Field.UNIT_PRICE))
    return next((p for p in usual if _comparable(p, special)), None)


def offer_pieces(items: list[EvidenceItem], words: Words, dice: Dice) -> list[Piece]:
    """Promotion prices in force, with their last day."""
    offers = [(i, f) for i in items if (f := i.fact) and f.field == Field.PROMOTION_PRICE]
    return [piece for offer in offers for piece in _lines("promotion", None, offer, words, dice)]


def _lines(
    kind: str, normal: Priced | None, special: Priced | None, words: Words, dice: Dice, *, first: int = 0
) -> list[Piece]:
    """The same price said in every way there is, its size and its last day, too, from way `first` on; each amount is
    followed by its mark."""
    said = []
    for turn, pattern in enumerate(dice.shuffled(f"price-{kind}", words.price_lines[kind]), first):
        values: dict[str, str] = {}
        if normal:
            shown = amount(normal[1], words) if special else of_variant(normal[1], words, turn)
            values["normal"] = f"{shown}[{normal[0].n}]"
        if special:
            values["special"] = f"{of_variant(special[1], words, turn)}[{special[0].n}]"
        text = pattern.replace("{special}", _until("{special}", special[1], words, turn)) if special else pattern
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        said.append(Piece(text, frozenset({f"price:{pattern}"})))
    return said


def of_variant(fact: Fact, words: Words, turn: int = 0) -> str:
    """The amount with what it is for, said another way at every turn; a note that only names the offer or the card is
    left out."""
    variant = _variant(fact)
    names_thing = fact.field != Field.PROMOTION_PRICE or re.search(r"[；;]", fact.note)
    if not variant or not names_thing or len(variant) > LONGEST_VARIANT:
        return amount(fact, words)
    way = words.of_variant[turn % len(words.of_variant)]
    return way.replace("{amount}", amount(fact, words)).replace("{variant}", variant)


def _until(shown: str, fact: Fact, words: Words, turn: int = 0) -> str:
    """The amount with its last day, said another way at every turn."""
    last = fact.valid_to
    if last is None:
        return shown
    month = words.months[last.month - 1] if words.months else str(last.month)
    values = {"{amount}": shown, "{month}": month, "{mon}": month[:3], "{day}": str(last.day)}
    text = words.until[turn % len(words.until)]
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def choice_pieces(items: list[EvidenceItem], words: Words, *, least: int = 1) -> list[Piece]:
    """Products beside each other, each with what it costs today and which price that is: all of them, else fewer, but
    not fewer than `least`."""
    said = [(i, _beside(f, words)) for i in items if (f := i.fact)]
    pieces = []
    for most in range(len(said), least - 1, -1):
        text = words.choices.joint.join(f"{line}[{item.n}]" for item, line in said[:most])
        pieces.append(Piece(text, frozenset(f"{item.n}:choice" for item, _ in said[:most])))
    return pieces


def _beside(fact: Fact, words: Words) -> str:
    pattern = words.choices.price if fact.field in Field.PRICES else words.choices.other
    shown = of_variant(fact, words) if fact.field in Field.PRICES else amount(fact, words)
    kind = words.choices.kinds.get(fact.field, fact.field)
    text = pattern.replace("{product}", fact.product).replace("{kind}", kind).replace("{amount}", shown)
    return _until(text, fact, words)


def fact_piece(item: EvidenceItem, fact: Fact, words: Words, dice: Dice) -> Piece:
    """Any other fact: its field and value."""
    line = dice.one(f"fact-{item.n}", words.fact_line)
    text = line.replace("{field}", fact.field).replace("{value}", amount(fact, words))
    return cite(text, item.n, f"{item.n}:fact")


def per_year(items: list[EvidenceItem], words: Words, dice: Dice) -> list[Piece]:
    """The price divided by the years of its guarantee, where both are in evidence and the result is whole."""
    prices = [(i, f) for i in items if (f := i.fact) and f.field in (Field.LIST_PRICE, Field.UNIT_PRICE)]
    spans = [(i, f) for i in items if (f := i.fact) and f.unit.strip() in words.year_units and f.number]
    said: list[Piece] = []
    for (price_item, price), (span_item, span) in zip(prices[:1], spans[:1], strict=False):
        total, years = price.number, span.number
        if total is None or years is None or years <= 1 or total % years or "/" in price.unit:
            continue
        text = dice.one("price-split", words.price_lines["split"])
        whole = words.currency.get(price.unit.strip(), "{value}").replace("{value}", plain_number(total / years))
        text = text.replace("{normal}", f"{amount(price, words)}[{price_item.n}]").replace("{share}", whole)
        text = text.replace("{span}", f"{amount(span, words)}[{span_item.n}]").replace("{field}", span.field)
        said.append(Piece(text, frozenset({f"{price_item.n}:split"})))
    return said
