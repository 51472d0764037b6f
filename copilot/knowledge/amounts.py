"""Values with units made comparable: `1.5 kg` is `1500 g`, `399 元/只` is `399 元`, but not `399 元/盒` beside `元/只`."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from copilot.knowledge.conflict_words import load_conflict_words

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_VALUE = re.compile(
    rf"(?P<sign>[<>≤≥±约~]?)\s*(?P<first>{_NUMBER})(?P<rest>(?:\s*[-–—~×x*至到]\s*{_NUMBER})*)\s*(?P<unit>[^\d]{{0,12}})"
)
_TIMES = re.compile(r"[×x*]")


@dataclass(frozen=True, slots=True)
class Amount:
    """`values` in the base unit of `kind`: a dimension such as `mass`, a currency, or the unit itself. `per` is what
    a price is for. `shape` tells `≤8` from `8`, and a range (`-`) from a size (`×`)."""

    values: tuple[Decimal, ...]
    kind: str
    per: str = ""
    shape: str = ""
    unit: str = ""
    text: str = ""
    """The amount as one word: the same for equal amounts."""

    @staticmethod
    def of_words(value: str) -> "Amount":
        """An answer in words."""
        words = re.sub(r"[\s，,。.、]+", "", unicodedata.normalize("NFKC", value)).casefold()
        return Amount((), f"words:{words}", text=words)

    @property
    def lowest(self) -> Decimal:
        """The smallest of the values."""
        return min(self.values, default=Decimal(0))

    def rivals(self, other: "Amount") -> bool:
        """Whether both could be compared at all: the same kind, sold by the same piece where both say by which."""
        if not self.values or not other.values:
            return not self.values and not other.values
        same_kind = self.kind == other.kind or not self.kind or not other.kind
        return same_kind and (self.per == other.per or not self.per or not other.per)

    def agrees(self, other: "Amount") -> bool:
        """Whether both say the same; a value within a range agrees with it."""
        if not self.values or not other.values:
            return self.kind == other.kind
        if self.shape == other.shape and len(self.values) == len(other.values):
            return all(self._near(a, b, other) for a, b in zip(self.values, other.values, strict=True))
        for one, many in ((self, other), (other, self)):
            if many.shape == "-" and len(many.values) == 2 and len(one.values) == 1 and not one.shape:
                return many.values[0] <= one.values[0] <= many.values[1]
        return False

    def _near(self, a: Decimal, b: Decimal, other: "Amount") -> bool:
        if a == b:
            return True
        rounding = load_conflict_words().rounding
        return self.unit != other.unit and abs(a - b) <= rounding * max(abs(a), abs(b))


@lru_cache(maxsize=20_000)
def read_amount(value: str, unit: str, *, money: bool) -> Amount | None:
    """The amount of a value and its unit, or None for words. `money`: the unit is a currency, perhaps by the piece."""
    written = unicodedata.normalize("NFKC", value).strip()
    found = _VALUE.fullmatch(written)
    if found is None:
        return None
    rest = found["rest"]
    numbers = tuple(Decimal(n.replace(",", "")) for n in re.findall(_NUMBER, found["first"] + " " + rest))
    shape = found["sign"] or ("×" if _TIMES.search(rest) else "-" if rest else "")
    measured = (unit or found["unit"]).strip().casefold()
    if money:
        currency, _, per = measured.partition("/")
        return _told(numbers, currency, _per(per), shape, measured)
    factor, kind = _base(measured)
    return _told(tuple(n * factor for n in numbers), kind, "", shape, measured)


def _told(values: tuple[Decimal, ...], kind: str, per: str, shape: str, unit: str) -> Amount:
    text = "x".join(format(v.normalize(), "f") for v in values)
    return Amount(values, kind, per, shape, unit, f"{shape}{text}")


def _per(written: str) -> str:
    """`100g` and `0.1kg` are the same piece."""
    found = re.fullmatch(rf"({_NUMBER})?\s*(.*)", written.strip())
    if found is None or not found[2]:
        return written.strip()
    factor, kind = _base(found[2])
    if kind == found[2]:
        return written.strip()
    return f"{format((Decimal(found[1] or 1) * factor).normalize(), 'f')} {kind}"


def _base(unit: str) -> tuple[Decimal, str]:
    for kind, units in load_conflict_words().units.items():
        if unit in units:
            return units[unit], kind
    return Decimal(1), unit
