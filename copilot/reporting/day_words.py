"""Days and times as people say them in files."""

from datetime import date

from copilot.reporting.outline import Say


def day_words(day: date, say: Say) -> str:
    """A day without its year, such as 12月3日 周四."""
    return say("exports.day", day=day.day, month=say(f"exports.months.{day.month}"), weekday=weekday_word(day, say))


def month_words(day: date, say: Say) -> str:
    """A month with its year."""
    return say("exports.month", year=day.year, month=say(f"exports.months.{day.month}"))


def weekday_word(day: date, say: Say) -> str:
    """Its weekday, short."""
    return say(f"weekdays.{day.weekday()}")


def span_words(start: date, end: date, say: Say) -> str:
    """From one day to another, with the years."""
    return say("exports.span", start=f"{start:%Y-%m-%d}", end=f"{end:%Y-%m-%d}")
