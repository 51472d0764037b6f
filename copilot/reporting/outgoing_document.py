"""Approved items as a Word document for whoever signs off the month: each month at a glance, then the texts by day."""

from calendar import Calendar as Weeks
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from copilot.domain.language import Language
from copilot.domain.outgoing import Outgoing, OutgoingCalendar
from copilot.reporting.day_words import day_words, month_words, span_words, weekday_word
from copilot.reporting.outgoing_columns import label_words, local
from copilot.reporting.outline import Say
from copilot.reporting.word_style import QUIET, dress, quiet
from copilot.reporting.xml_text import xml_text

_SMALL = Pt(8)
_NOTE = "Note"
_MARGIN = Cm(1.5)
_SHORT, _LONG = Cm(21), Cm(29.7)


def outgoing_docx(calendar: OutgoingCalendar, say: Say, language: Language) -> bytes:
    """The document in `language`, that of `say`."""
    document = Document()
    dress(document, language)
    _add_note_style(document)
    title = xml_text(say("exports.title", brand=calendar.brand))
    document.core_properties.author = ""
    document.core_properties.title = title
    document.core_properties.keywords = say("exports.ai_made") if calendar.ai_made else ""
    _lay(document.sections[0], across=True)
    document.add_heading(title, level=1)
    for line in _summary(calendar, say):
        quiet(document.add_paragraph().add_run(xml_text(line)))
    for month in _months(calendar):
        _month(document, month, calendar, say)
    _lay(document.add_section(WD_SECTION.NEW_PAGE), across=False)
    document.add_heading(say("exports.document.texts"), level=1)
    for day, items in groupby(calendar.in_order, key=lambda o: o.item.slot.day):
        _paragraph(document, day_words(day, say), "Heading2")
        for one in items:
            _text_of(document, one, calendar, say)
    if not calendar.items:
        document.add_paragraph(say("exports.nothing_how"))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lay(section: Any, *, across: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if across else (_SHORT, _LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _summary(calendar: OutgoingCalendar, say: Say) -> Iterator[str]:
    yield span_words(calendar.start, calendar.end, say)
    total = len(calendar.items)
    if total:
        promoting = sum(o.item.slot.promotes for o in calendar.items)
        counted = say("exports.document.count", count=total)
        share = say("exports.document.promoting", count=promoting, percent=round(100 * promoting / total))
        yield f"{counted}　{share}"
        each = Counter(o.audience for o in calendar.in_order)
        yield "　".join(say("exports.document.audience_count", audience=a, count=n) for a, n in each.items())
    yield say("exports.document.made", at=f"{local(calendar.made_at, calendar):%Y-%m-%d %H:%M}")


def _months(calendar: OutgoingCalendar) -> list[date]:
    """The first days of the months that anything is in."""
    return sorted({one.item.slot.day.replace(day=1) for one in calendar.items})


def _month(document: Any, month: date, calendar: OutgoingCalendar, say: Say) -> None:
    document.add_heading(month_words(month, say), level=2)
    weeks = Weeks().monthdatescalendar(month.year, month.month)
    table = document.add_table(rows=1, cols=7)
    table.style = "Table Grid"
    for cell, day in zip(table.rows[0].cells, weeks[0], strict=True):
        _line(cell.paragraphs[0], weekday_word(day, say), bold=True)
        _shade(cell)
    _repeat(table.rows[0])
    for week in weeks:
        row = table.add_row()
        _keep_whole(row)
        for cell, day in zip(row.cells, week, strict=True):
            if day.month == month.month:
                _day(cell, day, [o for o in calendar.in_order if o.item.slot.day == day], say)
            else:
                _shade(cell)


def _day(cell: Any, day: date, items: Sequence[Outgoing], say: Say) -> None:
    _line(cell.paragraphs[0], str(day.day), bold=True)
    for one in items:
        slot = one.item.slot
        purpose = say(f"purposes.{slot.purpose}")
        _line(cell.add_paragraph(), f"{slot.time:%H:%M} {one.audience} · {purpose}")


def _line(paragraph: Any, text: str, *, bold: bool = False) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(xml_text(text))
    run.font.size, run.bold = _SMALL, bold


def _text_of(document: Any, one: Outgoing, calendar: OutgoingCalendar, say: Say) -> None:
    slot = one.item.slot
    head = f"{slot.time:%H:%M}　{one.audience}　{say(f'channels.{one.channel}')} · {say(f'purposes.{slot.purpose}')}"
    _paragraph(document, head, "Heading3")
    if slot.idea:
        _paragraph(document, slot.idea, _NOTE)
    _paragraph(document, one.text)
    for told in _told_below(one, calendar, say):
        _paragraph(document, told, _NOTE)


def _paragraph(document: Any, text: str, style: str | None = None) -> None:
    """A paragraph whose style is named by its id: looking styles up by their names takes half the time of a document."""
    paragraph = document.add_paragraph(xml_text(text))
    if style is not None:
        paragraph._p.style = style


def _add_note_style(document: Any) -> None:
    style = document.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.color.rgb = _SMALL, QUIET
    style.paragraph_format.space_after = Pt(1)


def _told_below(one: Outgoing, calendar: OutgoingCalendar, say: Say) -> Iterator[str]:
    slot = one.item.slot
    if slot.requests:
        yield say("exports.bring", what=say("exports.between").join(slot.requests))
    named = [say("exports.document.product", product=slot.product)] if slot.product else []
    named += [say("exports.document.for_occasion", occasion=say(f"occasions.{slot.occasion}"))] if slot.occasion else []
    named += [say("exports.document.persona", persona=one.persona)] if one.persona else []
    named += [say("exports.by", sender=one.sender)] if one.sender else []
    if named:
        yield "　".join(named)
    if label := label_words(one, say):
        yield say("exports.labelled", label=label.replace("\n", "　"))
    at = f"{local(one.approved_at, calendar):%Y-%m-%d %H:%M}"
    yield say("exports.document.approved", by=say("exports.between").join(one.approved_by), at=at)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "EEF2F0")
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    """The row stands on top of each page that the table runs over."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    """The row does not break between pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
