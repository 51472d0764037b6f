"""Days of the Chinese lunisolar calendar. lunar-python stops here."""

from datetime import date

_NAMES = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪",
    "DONG_ZHI",
)  # fmt: skip
"""The library's keys of the terms in a year's order. Its key 冬至 is the winter before; that of the year is DONG_ZHI."""


def lunar_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of the Gregorian `year` that are this day of a lunar month, never of a leap one. One late in the lunar
    year may fall on no day of it, or on two."""
    from lunar_python import Lunar  # slow to import

    found: list[date] = []
    for lunar_year in (year - 1, year):
        solar = Lunar.fromYmd(lunar_year, month, day).getSolar()
        found.append(date(solar.getYear(), solar.getMonth(), solar.getDay()))
    return tuple(one for one in found if one.year == year)


def solar_terms(year: int) -> tuple[date, ...]:
    """The days of the 24 solar terms of a Gregorian year, from 小寒 in January to 冬至 in December."""
    from lunar_python import Solar  # slow to import

    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    terms = (table[name] for name in _NAMES)
    return tuple(date(term.getYear(), term.getMonth(), term.getDay()) for term in terms)
