"""Single cells of customer lists: numbers, amounts, contacts, birthdays, consent and stop."""

import re
import unicodedata
from calendar import monthrange
from decimal import Decimal, InvalidOperation

from copilot.customers.words import list_words, plain
from copilot.domain.customer import Consent

_BETWEEN = re.compile(r"[,，、;；|\n]+|\s+/\s+|(?<=[^\d])/(?=[^\d])")
_PHONE_SIGNS = re.compile(r"[\s().\-–]+")
_PHONE = re.compile(r"\+?\d{7,15}")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE)
_NUMBER = re.compile(
    r"[^\d+-]{0,4}(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)(?P<myriad>万)?(?:元|块|次|单|笔|rmb|cny|usd|€|£|\$)?"
)
_YEAR_FIRST = re.compile(r"(?:(?:19|20)\d\d[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?(?:[t ].*)?")
_YEAR_LAST = re.compile(r"(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?:19|20)?\d\d")
_LEAP = 2024


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return plain(text) in list_words().blank


def parts(text: str) -> tuple[str, ...]:
    """Each of several things in one cell, once."""
    return tuple(dict.fromkeys(p for part in _BETWEEN.split(text) if not is_blank(p := part.strip())))


def contact_key(text: str) -> str:
    """A contact as it is compared: a phone in digits without the signs between them and China's +86, any other in lower
    case."""
    folded = unicodedata.normalize("NFKC", text).strip()
    digits = _PHONE_SIGNS.sub("", folded)
    if _PHONE.fullmatch(digits):
        return re.sub(r"^(?:\+86|0086|86)(?=1\d{10}$)", "", digits)
    return folded.casefold()


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet kept a long number only roughly (`1.38E+10`)."""
    return bool(_ROUNDED.fullmatch(text.strip()))


def number(text: str) -> Decimal | None:
    """`¥1,299.50`, `3 单`, `1.2万`; None for what is no number."""
    found = _NUMBER.fullmatch(plain(text).replace(" ", ""))
    if not found:
        return None
    try:
        value = Decimal(found["number"].replace(",", ""))
    except InvalidOperation:
        return None
    return (value * (10_000 if found["myriad"] else 1)).quantize(Decimal("0.01"))


def birthday(text: str) -> str | None:
    """Month and day, `05-01`, of a date with or without its year; None for what is no date."""
    folded = plain(text)
    found = _YEAR_FIRST.fullmatch(folded) or _YEAR_LAST.fullmatch(folded)
    if not found:
        return None
    month, day = int(found["month"]), int(found["day"])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP, month)[1]:
        return None
    return f"{month:02}-{day:02}"


def consent(text: str) -> Consent:
    """What a cell says about consent; what it says in other words than the listed ones is no consent."""
    said, words = plain(text), list_words()
    if said in words.no:
        return Consent.REFUSED
    return Consent.GIVEN if said in words.yes else Consent.UNKNOWN


def stop(text: str) -> str:
    """The words of a stop, "" where the cell says there is none. Words nobody listed count as one: the safe side."""
    said, words = plain(text), list_words()
    if said in words.blank or said in words.no or said in words.not_stopped or said in words.unasked:
        return ""
    return text.strip()
