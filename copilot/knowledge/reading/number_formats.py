"""Number formats of spreadsheets: what a stored number looks like to the person who made the sheet."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree import ElementTree

from copilot.knowledge.reading.amounts import currency_in, plain_number
from copilot.knowledge.reading.package import attribute, local

_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((5, 6, 7, 8, 42, 44), "¥0")}
_BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a number format adds to a number."""

    is_date: bool = False
    is_percent: bool = False
    unit: str = ""
    is_struck: bool = False
    """Whether a line goes through the whole cell."""


def read_styles(root: ElementTree.Element) -> list[CellStyle]:
    """The styles of a workbook's `styles.xml`, by the index that cells carry."""
    formats = {int(e.get("numFmtId", 0)): e.get("formatCode", "") for e in root.iter() if local(e.tag) == "numFmt"}
    struck = [is_struck(e) for table in root if local(table.tag) == "fonts" for e in table]
    known: dict[int, CellStyle] = {}
    styles: list[CellStyle] = []
    for table in (e for e in root if local(e.tag) == "cellXfs"):
        for xf in table:
            font = int(xf.get("fontId", 0))
            number = int(xf.get("numFmtId", 0))
            if number not in known:
                known[number] = _style(number, formats.get(number, ""))
            crossed_out = font < len(struck) and struck[font]
            styles.append(replace(known[number], is_struck=True) if crossed_out else known[number])
    return styles


def is_struck(font: ElementTree.Element) -> bool:
    """Whether a font, or the properties of a run of text, draw a line through it."""
    strikes = (e for e in font if local(e.tag) == "strike")
    return any(attribute(e, "val") not in ("0", "false") for e in strikes)


def shown(value: str, style: CellStyle | None, since_1904: bool) -> tuple[str, str]:
    """Text and unit of a stored number: dates in ISO form, `0.3` in percent as `30` and `%`."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        number = float(value)
    except ValueError:
        return value, ""
    if style and style.is_date and 1 <= number < 2_958_466:
        moment = from_excel(number, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
        if isinstance(moment, datetime):
            return moment.strftime("%Y-%m-%d" if not moment.hour and not moment.minute else "%Y-%m-%d %H:%M"), ""
    if style and style.is_percent:
        return plain_number(format(number * 100, ".10g")) + "%", ""
    exact = plain_number(value if "e" not in value.lower() else format(number, "f"))
    return exact, style.unit if style else ""


def _style(number: int, code: str) -> CellStyle:
    if number in _BUILT_IN_DATES:
        return CellStyle(is_date=True)
    first = (code or _BUILT_IN.get(number, "")).split(";")[0]
    literals = "".join(re.findall(r'"([^"]*)"', first)) + "".join(re.findall(r"\[\$([^\-\]]*)", first))
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", first)
    if re.search(r"[ymd]", bare, re.IGNORECASE) and not re.search(r"[0#]", bare):
        return CellStyle(is_date=True)
    if "%" in bare:
        return CellStyle(is_percent=True)
    outside = "".join(re.findall(r"[¥￥$€£元]", bare + first.replace("\\", "")[:1]))
    unit = literals.strip() or outside[:1]
    currency = currency_in(unit)
    if not currency:
        return CellStyle(unit=unit if len(unit) <= 4 else "")
    return CellStyle(unit=f"{currency}/{unit.partition('/')[2].strip()}" if "/" in unit else currency)
