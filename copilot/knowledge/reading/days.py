"""Single days as cells hold them."""

import re
from datetime import date, timedelta
from functools import lru_cache

from copilot.knowledge.reading.periods import find_periods

_FIRST_DAY = date(1899, 12, 30)
_ISO = re.compile(r"(20\d\d-[01]\d-[0-3]\d)(?:[T ].*)?")


def serial_day(text: str) -> date | None:
    """The day of a count of days since 1899 (`46357`), which is left where a number format was lost; else None."""
    return _FIRST_DAY + timedelta(days=int(text)) if re.fullmatch(r"[3-6]\d{4}", text) else None


@lru_cache(maxsize=8192)
def read_day(text: str, today: date) -> date | None:
    """The one day that a cell names, in any usual way of writing; None where it names none, or more than one."""
    if iso := _ISO.fullmatch(text.strip()):
        try:
            return date.fromisoformat(iso[1])
        except ValueError:
            return None
    if day := serial_day(text.strip()):
        return day
    found = find_periods(text, today)
    only = found[0] if len(found) == 1 else None
    return only.valid_from if only and only.valid_from == only.valid_to else None
