"""Second looks at what a pattern found: check sums, the brand's own contacts, terms of a gift."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from copilot.checking.request import Reading
from copilot.domain.evidence import Role

_SPELLED = dict(zip("零〇洞一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899", strict=True))
_MOBILE = re.compile(r"1[3-9]\d{9}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUESTION = re.compile(r"[^。！!？?；;\n]*[？?]")
_BESIDE = 5
_LONG = 7
_OF_THE_SHOP = (Role.FAQ, Role.POLICY)
"""Passages in which a shop tells its own number; a review or a chat may hold a customer's."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule's words stand in the form of the text it reads."""

    start: int
    end: int
    words: str


def luhn(hit: Hit, _reading: Reading, _plain: str) -> bool:
    """Whether the figures are a bank card's (ISO/IEC 7812-1)."""
    figures = [int(c) for c in hit.words if c.isdigit()]
    doubled = [d * 2 - 9 * (d > 4) for d in figures[-2::-2]]
    return (sum(figures[-1::-2]) + sum(doubled)) % 10 == 0


def not_own_contact(hit: Hit, reading: Reading, _plain: str) -> bool:
    """Whether a contact is none of the brand's own."""
    said = _bare(hit.words)
    own = [_bare(c) for c in reading.request.brand.contacts]
    if any(c and (c in said or (len(said) >= 5 and said in c)) for c in own):
        return False
    told = (item.text for item in reading.request.evidence if item.role in _OF_THE_SHOP)
    return not any(len(said) >= _LONG and said in _bare(text) for text in told)


def spelled_phone(hit: Hit, reading: Reading, plain: str) -> bool:
    """Whether figures and number words that stand together are a mobile number, and none of the brand's own."""
    figures = "".join(_SPELLED.get(c, c) for c in hit.words if c.isalnum())
    return bool(_MOBILE.fullmatch(figures)) and not_own_contact(Hit(hit.start, hit.end, figures), reading, plain)


def beside_product(hit: Hit, reading: Reading, plain: str) -> bool:
    """Whether what is right behind the words, is one of the brand's products, or the kind of thing it is."""
    near = plain[hit.end : hit.end + _BESIDE]
    products = reading.request.brand.products
    return any(head in near for head in {n[-1:].lower() for p in products for n in p.names if _HAN.match(n[-1:])})


def unknown_term(hit: Hit, reading: Reading, _plain: str) -> bool:
    """Whether neither the evidence nor a fact in force uses the words; a question that is asked says nothing."""
    request = reading.request
    facts = (f"{f.field}{f.value}{f.note}" for f in request.facts if f.in_force(request.at))
    told = (_QUESTION.sub("", i.text) for i in request.evidence)
    return not any(hit.words in text.lower() for text in (*told, *facts))


def has_digit(hit: Hit, _reading: Reading, _plain: str) -> bool:
    """Whether what looks like a number plate has a figure in it."""
    return sum(c.isdigit() for c in hit.words) >= 2


def gift_without_terms(hit: Hit, reading: Reading, plain: str) -> bool:
    """Whether a gift's number or period is missing: the number beside it, the period anywhere in the text."""
    near = plain[hit.start : hit.end + 12]
    return not (reading.offers.gift_number.search(near) and _found_in(reading.offers.gift_period, plain))


@lru_cache(maxsize=16)
def _found_in(pattern: re.Pattern[str], plain: str) -> bool:
    """Whether a text has the pattern anywhere; asked again for every gift of the text."""
    return bool(pattern.search(plain))


def _bare(contact: str) -> str:
    return re.sub(r"[\s\-+()]|https?://|^www\.", "", contact.lower()).rstrip("/")


VALIDATORS: dict[str, Callable[[Hit, Reading, str], bool]] = {
    "luhn": luhn,
    "not_own_contact": not_own_contact,
    "has_digit": has_digit,
    "spelled_phone": spelled_phone,
    "unknown_term": unknown_term,
    "beside_product": beside_product,
    "gift_without_terms": gift_without_terms,
}
