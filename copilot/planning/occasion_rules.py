"""How each occasion's day is found, read once from the data files beside this one."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from copilot.domain.occasion import Region
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


T = TypeVar("T")
Confidence = Literal["certain", "custom", "announced"]
Month = Annotated[int, Field(ge=1, le=12)]
Day = Annotated[int, Field(ge=1, le=31)]


class DayOfYear(_Strict):
    """A day of a month."""

    month: Month
    day: Day


class Counted(_Strict):
    """`days` after the day of another occasion, or before it where negative."""

    start: str = Field(alias="from")
    days: int


class DatedDay(DayOfYear):
    """An occasion on a day of a month, Gregorian or lunar."""

    id: str
    regions: frozenset[Region]


class WeekdayDay(_Strict):
    """An occasion on the nth of a weekday (0 is Monday) in a month."""

    id: str
    month: Month
    weekday: Annotated[int, Field(ge=0, le=6)]
    nth: Annotated[int, Field(ge=1, le=4)]
    regions: frozenset[Region]


class CountedDay(Counted):
    """An occasion counted from another."""

    id: str
    regions: frozenset[Region]


class _Told(_Strict):
    source: str
    confidence: Confidence


class FixedDays(_Told):
    """Occasions on fixed days."""

    days: tuple[DatedDay, ...]


class WeekdayDays(_Told):
    """Occasions on weekdays, and those counted from them."""

    days: tuple[WeekdayDay, ...]
    after: tuple[CountedDay, ...]


class LunarDays(_Told):
    """Occasions on lunar days, and those counted from them."""

    days: tuple[DatedDay, ...]
    after: tuple[CountedDay, ...]


class SolarTerms(_Told):
    """The names of the 24 terms in a year's order."""

    regions: frozenset[Region]
    ids: Annotated[tuple[str, ...], Field(min_length=24, max_length=24)]


class Window(_Told):
    """An occasion of some days or weeks, both ends inclusive."""

    id: str
    regions: frozenset[Region]
    first: DayOfYear | Counted
    last: DayOfYear | Counted


class OccasionRules(_Strict):
    """Every occasion of single days."""

    fixed: FixedDays
    weekday: WeekdayDays
    lunar: LunarDays
    solar_terms: SolarTerms


class RestRules(_Strict):
    """Statutory festivals of a region; `days` of each counts from its first."""

    source: str
    festivals: tuple[Counted, ...]


@cache
def occasion_rules() -> OccasionRules:
    """The occasions that are single days. Raises `RulesInvalid`."""
    return _read("occasions.yaml", TypeAdapter(OccasionRules))


@cache
def windows() -> tuple[Window, ...]:
    """The occasions that last. Raises `RulesInvalid`."""
    return _read("windows.yaml", TypeAdapter(tuple[Window, ...]))


@cache
def rest_rules() -> dict[Region, RestRules]:
    """Statutory festivals by region. Raises `RulesInvalid`."""
    return _read("rest_days.yaml", TypeAdapter(dict[Region, RestRules]))


def _read(name: str, shape: TypeAdapter[T]) -> T:
    try:
        return shape.validate_python(read_yaml((files(__package__) / name).read_text("utf-8")))
    except ValidationError as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
