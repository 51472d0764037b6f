"""Where personal data stands in a text."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from copilot.conversation.tables import Table, load_table
from copilot.domain.language import Language


class Kind(StrEnum):
    """A kind of personal data. `literal` is ordinary text that looks like one of our placeholders."""

    EMAIL = "email"
    ID = "id"
    CARD = "card"
    ORDER = "order"
    PHONE = "phone"
    PLATE = "plate"
    ACCOUNT = "account"
    ADDRESS = "address"
    NAME = "name"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Spot:
    """`text[start:end]` is personal data of this kind."""

    start: int
    end: int
    kind: Kind


class Shape(Table):
    """One way personal data looks. `cut` takes off what people say before an address."""

    kind: Kind
    pattern: str
    check: str = ""
    cut: bool = False


class Masking(Table):
    """data/masking.yaml."""

    labels: dict[Language, dict[Kind, str]]
    words: dict[str, str]
    address_lead: str
    address_cues: str
    product_label: str
    not_names: frozenset[str]
    shapes: tuple[Shape, ...]


@cache
def masking() -> Masking:
    """The table of shapes, with the word lists put into the patterns."""
    table = load_table("masking", Masking)
    shapes = tuple(s.model_copy(update={"pattern": _expand(s.pattern, table.words)}) for s in table.shapes)
    return table.model_copy(update={"shapes": shapes})


def spot(text: str, *, names: Collection[str] = (), ours: Collection[str] = ()) -> list[Spot]:
    """Personal data in `text` from left to right, without overlaps.

    `names` are nicknames to hide wherever they stand; `ours` are the brand's own contacts, which stay.
    """
    plain = text.translate(_NARROW)
    spots = [*_spot_names(plain, names), *_spot_shapes(plain)]
    kept: list[Spot] = []
    for found in spots:
        clear = all(found.end <= other.start or other.end <= found.start for other in kept)
        if clear and not _belongs_to(plain[found.start : found.end], ours):
            kept.append(found)
    return sorted(kept, key=lambda s: s.start)


_LABEL_REACH = 24
"""Characters looked back for the name of what a number is."""

# “你们小区3号楼” asks about a place, it does not give one away.
_NO_PLACE_NAME = re.compile(
    r"(?:小区|公寓|大厦|社区|花园|中心|国际|大学|医院|宿舍)(?=\s?[A-Za-z\d一二三四五六七八九十第])|\d"
)

# Full-width digits and letters, other dashes and blanks, and the marks that make a digit a key (1️⃣): one character each,
# so that offsets stay true.
_NARROW: Mapping[int, int] = {
    wide: wide - 0xFEE0
    for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0B, 0xFF0D, 0xFF20)
} | {
    ord(sign): ord(plain)
    for signs, plain in (
        ("‐‑‒–—−", "-"),
        ("（", "("),
        ("）", ")"),
        ("\u3000\u00a0\u2002\u2003\u2005\u2009\u200b\ufe0f\u20e3\t", " "),
    )
    for sign in signs
}


def _expand(pattern: str, words: Mapping[str, str]) -> str:
    while match := re.search("|".join(f"<{word}>" for word in words), pattern):
        pattern = pattern.replace(match[0], words[match[0][1:-1]])
    return pattern


def _spot_shapes(text: str) -> Iterable[Spot]:
    for shape, pattern in _compiled():
        if shape.kind is not Kind.NAME and not _may_hold(shape.kind, text):
            continue
        for match in pattern.finditer(text):
            group = "hit" if "hit" in pattern.groupindex and match["hit"] is not None else 0
            start, end = match.span(group)
            if shape.cut:
                start += _lead(text[start:end])
            if start < end and _passes(shape, text[start:end]) and not _names_goods(shape.kind, text[:start]):
                yield Spot(start, end, shape.kind)


@cache
def _compiled() -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    # English given names are told by their capitals, so those patterns see letter case.
    return tuple(
        (s, re.compile(s.pattern, 0 if s.kind in (Kind.NAME, Kind.ADDRESS, Kind.PLATE) else re.IGNORECASE))
        for s in masking().shapes
    )


def _may_hold(kind: Kind, text: str) -> bool:
    """A cheap look that spares most patterns on most texts: every kind but names and accounts holds a digit or @."""
    return kind is Kind.ACCOUNT or bool(
        re.search(
            r"[\d@]|[幺一壹]\s?[三五七八九叁伍柒捌玖]|[一二三四五六七八九十]\s?[号栋幢座单组队]|地址|地区|[送寄发]到|住|[路街门]|\bat\b",
            text,
        )
    )


def _names_goods(kind: Kind, before: str) -> bool:
    """Whether what stands `before` a run of signs says that it is a product's number."""
    if kind not in (Kind.ORDER, Kind.PHONE, Kind.CARD, Kind.ID):
        return False
    return re.search(f"(?:{masking().product_label})$", before[-_LABEL_REACH:], re.IGNORECASE) is not None


def _lead(address: str) -> int:
    """How much of a run of signs is said before its address."""
    table = masking()
    cued = max((m.end() for m in re.finditer(table.address_cues, address)), default=0)
    lead = re.match(table.address_lead, address[cued:])
    return cued + (lead.end() if lead else 0)


def _passes(shape: Shape, hit: str) -> bool:
    if shape.kind is Kind.NAME:
        return not {hit.casefold(), hit.split()[0].casefold(), _first_pair(hit)} & masking().not_names
    if shape.cut and _NO_PLACE_NAME.match(hit):
        return False
    return _CHECKS[shape.check](hit) if shape.check else True


def _first_pair(name: str) -> str:
    """The first two characters of a Chinese name of three: “单独睡” begins with a word."""
    return name[:2] if len(name) == 3 and not name.isascii() else name


def _spot_names(text: str, names: Collection[str]) -> Iterable[Spot]:
    for name in sorted(names, key=len, reverse=True):
        # A nickname of one sign stands in too many innocent words.
        if len(name) >= 2:
            bounds = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if name.isascii() else re.escape(name)
            yield from (Spot(m.start(), m.end(), Kind.NAME) for m in re.finditer(bounds, text))


def _belongs_to(hit: str, ours: Collection[str]) -> bool:
    wanted = _bare(hit)
    return len(wanted) >= 3 and any(wanted in _bare(contact) for contact in ours)


def _bare(text: str) -> str:
    letters = re.sub(r"[^0-9a-z一-鿿@]", "", text.translate(_NARROW).casefold())
    return re.sub(r"^(?:0086|86)(?=1\d{10}$)", "", letters)


def _digits(text: str) -> list[int]:
    return [int(c) for c in text if c.isdecimal()]


def _is_id_18(hit: str) -> bool:
    """The check digit of GB 11643-1999 (ISO 7064 MOD 11-2)."""
    digits = re.sub(r"\s", "", hit).upper()
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(digits[:17], weights, strict=True))
    return "10X98765432"[total % 11] == digits[17]


def _is_luhn(hit: str) -> bool:
    """The check digit of ISO/IEC 7812 bank cards."""
    digits = _digits(hit)
    doubled = [d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _counts(least: int, most: int) -> Callable[[str], bool]:
    return lambda hit: least <= len(_digits(hit)) <= most


def _is_code(least: int) -> Callable[[str], bool]:
    """Whether a run of signs has that many digits and is neither a day nor a measure (`20261120` may be an order)."""
    return lambda hit: (
        len(_digits(hit)) >= least and not _DAY.fullmatch(hit.strip()) and not _MEASURE.fullmatch(hit.strip())
    )


_DAY = re.compile(r"(?:19|20)\d{2}[-/.]\d{1,2}(?:[-/.]\d{1,2})?")
_MEASURE = re.compile(r"\d+(?:cm|mm|ml|kg|lb|oz|gb|tb|mah|hz|px|[gwvlkm])", re.IGNORECASE)


def _has_address_words(hit: str) -> bool:
    return len(re.findall(r"[省市区县镇乡路街巷弄村组号楼栋幢座室苑园]", hit)) >= 2 and bool(
        re.search(r"\d|[一二三四五六七八九十]", hit)
    )


def _is_en_address(hit: str) -> bool:
    """Whether words that follow “send it to” are a place to send to, not “2 of my friends”."""
    road = re.search(masking().words["en_road"], hit)
    coded = "," in hit and re.search(r"\d{4,6}", hit)
    return bool(re.search(r"\d", hit)) and bool(hit.count(",") >= 2 or road or coded)


def _is_place_run(hit: str) -> bool:
    """Whether signs that begin with a district are a place, not talk about one (“西湖区有3号楼吗”)."""
    told = _has_address_words(hit) or len(_PLACE_WORD.findall(hit)) > _ENOUGH
    return told and not _TALK.search(hit)


_PLACE_WORD = re.compile(r"[省市区县镇乡村组队]")
_ENOUGH = 3
"""Words of place that make an address without a number: province, city, county, village, team."""
_TALK = re.compile(r"[有吗哪能几么呢吧啊呀想要买卖离您你我他她]|多少|附近|可以|门店|什么|怎么")


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "id_18": _is_id_18,
    "luhn": _is_luhn,
    "luhn_16_19": lambda hit: 15 <= len(_digits(hit)) <= 19 and _is_luhn(hit),
    "code": _is_code(4),
    "mixed_code": lambda hit: _is_code(4 if len(hit) < 6 else 2)(hit),
    "long_code": _is_code(6),
    "en_address": _is_en_address,
    "place_run": _is_place_run,
    "digits_16_19": _counts(16, 19),
    "digits_6_30": _counts(6, 30),
    "digits_9_14": _counts(9, 14),
    "digits_10_11": _counts(10, 11),
    "digits_7_15": _counts(7, 15),
    "digits_8_15": _counts(8, 15),
    "digits_10_17": _counts(10, 17),
    "address_words": _has_address_words,
}
