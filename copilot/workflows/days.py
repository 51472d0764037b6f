"""What the days of a brand's calendar are: occasions, and days on which people are at rest."""

from dataclasses import dataclass
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.occasion import Occasion
from copilot.planning.days import occasions, region_of, rest_day


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Looks days up where the brand's customers are."""

    def occasions(self, brand: Brand, start: date, end: date) -> tuple[Occasion, ...]:
        """What falls on those days, both inclusive."""
        return occasions(start, end, region_of(brand.language))

    def rest(self, brand: Brand, day: date) -> bool:
        """Whether people are off work that day, as far as that is announced or usual."""
        return rest_day(day, region_of(brand.language)).rest
