"""Days that content can be for: festivals, solar terms, marketing days, and whether people are at rest."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OccasionKind(StrEnum):
    """How the day of an occasion is found."""

    FIXED = "fixed"
    """The same day of the same month each year."""
    WEEKDAY = "weekday"
    """The nth of a weekday in a month, or counted from such a day."""
    LUNAR = "lunar"
    """A day of the Chinese lunisolar calendar, or counted from such a day."""
    SOLAR_TERM = "solar_term"
    """One of the 24 solar terms."""
    WINDOW = "window"
    """Some days or weeks, whose exact dates are custom or announced each year."""


class Region(StrEnum):
    """Where a brand's customers are, as far as it decides which occasions matter."""

    CN = "cn"
    WORLD = "world"


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion in one year. A window lasts from `day` to `end`, both inclusive; a single day has no `end`."""

    id: str
    kind: OccasionKind
    day: date
    end: date | None = None

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end or self.day


@dataclass(frozen=True, slots=True)
class RestDay:
    """Whether people are off work on a day. Not `sure`: nothing is announced for that year, and it is read from weekends
    and statutory festivals alone, without the days that are moved."""

    rest: bool
    sure: bool
