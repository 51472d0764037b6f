"""How chat apps write the time of a message."""

import re

_DAY = (
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/月]\d{1,2}日?"
    r"|昨天|今天|前天|(?:星期|周|礼拜)[一二三四五六日天]|Yesterday|Today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.? \d{1,2}(?!\d)(?:, \d{4})?)"
)
_HOUR = r"(?:(?:凌晨|早上|上午|中午|下午|晚上)\s?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?"
CLOCK = rf"(?:{_DAY}[,，]?\s*{_HOUR}|{_HOUR}(?:\s+{_DAY})?)"
"""A time of day, with or without its day; no groups."""

_RULE = r"[\s\-—–─_=*·]*"
CLOCK_LINE = re.compile(rf"^{_RULE}(?P<at>{CLOCK}|{_DAY}){_RULE}$")
"""A line that holds nothing but a time, perhaps between rules: it dates what follows."""

RULE_LINE = re.compile(r"^[\s\-—–─_=*·.]{4,}$")
"""A line drawn between messages."""

WHOLE_CLOCK = re.compile(rf"^(?:{CLOCK}|{_DAY})$")
"""A spreadsheet cell that is a time."""

_TIME_WORD = r"(?:[今明后昨前]天|[上下中]午|晚上|早上|周[一二三四五六日天末]|时间|营业|号|点|到|前|约|在|是|于|就|\bat|\bon|\bby|\bfrom|\buntil|\bbefore|\bafter|\bis|\bto)"
ENDS_IN_TIME_WORD = re.compile(rf"{_TIME_WORD}\s*$", re.IGNORECASE)
"""“那就明天下午 3:00” is a sentence, not a nickname and a time."""


def without_clock(line: str) -> str:
    """`line` without a time before its first word: `20/11/2026, 10:20 - You joined.`"""
    return _LEADING_CLOCK.sub("", line)


_LEADING_CLOCK = re.compile(rf"^\[?{CLOCK}\]?\s*[-–]?\s*")
