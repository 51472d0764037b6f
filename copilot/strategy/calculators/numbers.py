"""Numbers of calculators: read as people type them, written as people read them."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from copilot.domain.calculators import Unit

_AROUND = re.compile(r"[\s,¥￥$€£%元块人次个月年轮件_]")
_PLAIN = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})")
PLACES = {Unit.MONEY: 2, Unit.PERCENT: 1, Unit.PEOPLE: 2, Unit.PIECES: 1, Unit.TIMES: 2, Unit.MONTHS: 1}
LARGE = Decimal(10) ** 15


def read_number(text: str) -> Decimal | None:
    """The number a person typed, also in full-width digits, with thousands separators, a currency sign or a unit; None
    where it is none."""
    plain = _AROUND.sub("", unicodedata.normalize("NFKC", text).replace("−", "-"))
    if not _PLAIN.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def show_number(value: Decimal, unit: Unit) -> str:
    """The number rounded as fits its unit, percents with their sign: 0.3 is `30%`."""
    scaled = value * 100 if unit is Unit.PERCENT else value
    told = _rounded(scaled, PLACES.get(unit, 2))
    return f"{told}%" if unit is Unit.PERCENT else told


def _rounded(value: Decimal, places: int) -> str:
    if abs(value) >= LARGE:
        return f"{value:.4g}".replace("-", "−")
    kept = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if kept == 0 and value != 0:
        return f"{value:.1g}".replace("-", "−")
    whole, _, part = f"{kept:,f}".partition(".")
    part = part.rstrip("0")
    return (f"{whole}.{part}" if part else whole).replace("-", "−")
