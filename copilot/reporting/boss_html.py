"""The page for the boss as one web page that prints on one sheet and needs nothing else. Everything that was written by
people is escaped."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

from copilot.domain.language import Language
from copilot.reporting.boss_page import BossPage, Point
from copilot.reporting.html_report import LANGUAGES, POLICY
from copilot.reporting.pictures import svg_of

NUMBERS = slice(1, -2)
"""Columns of plain numbers: after the name of a place, before its rate and where its figure is from."""


def boss_html(told: BossPage, language: Language) -> bytes:
    """The page, UTF-8."""
    body = [
        f'<h1>{_text(told.title)}</h1><p class="lead">{_text(told.lead)}</p>',
        _chart(told),
        _table(told),
        f'<div class="pair"><section><h2>{_text(told.findings_title)}</h2>{_points(told.findings, told.nothing)}</section>',
        f"<section><h2>{_text(told.decisions_title)}</h2>{_points(told.decisions, told.nothing)}</section></div>",
    ]
    if told.outcomes:
        items = "".join(f"<li>{_text(one)}</li>" for one in told.outcomes)
        body.append(f"<h2>{_text(told.outcomes_title)}</h2><ul>{items}</ul>")
    body.append(f"<footer>{''.join(f'<p>{_text(line)}</p>' for line in told.foot)}</footer>")
    head = (
        f'<!doctype html>\n<html lang="{LANGUAGES[language]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(told.title)}</title><style>{_style()}</style></head><body>\n"
    )
    return (head + "\n".join(body) + "\n</body></html>\n").encode("utf-8", "replace")


def _chart(told: BossPage) -> str:
    drawn = svg_of(told.chart) if told.chart else None
    return (
        f'<figure role="img" aria-label="{_text(told.alternative)}">{drawn}<figcaption>{_text(told.chart_note)}</figcaption></figure>'
        if drawn
        else ""
    )


def _table(told: BossPage) -> str:
    if not told.rows:
        return ""
    rows = "".join(f"<tr>{_cells('td', row)}</tr>" for row in told.rows)
    return f"<table><tr>{_cells('th', told.columns)}</tr>{rows}</table>"


def _cells(tag: str, cells: Sequence[str]) -> str:
    numbers = range(*NUMBERS.indices(len(cells)))
    return "".join(
        f'<{tag} class="number">{_text(cell)}</{tag}>' if at in numbers else f"<{tag}>{_text(cell)}</{tag}>"
        for at, cell in enumerate(cells)
    )


def _points(points: Sequence[Point], nothing: str) -> str:
    if not points:
        return f"<p>{_text(nothing)}</p>"
    return f"<ol>{''.join(_point(one) for one in points)}</ol>"


def _point(point: Point) -> str:
    figures = f'<p class="figures">{_text(point.figures)}</p>' if point.figures else ""
    return f'<li><b>{_text(point.head)}</b>{figures}<p class="text">{_text(point.text)}</p></li>'


def _text(text: str) -> str:
    return escape("".join(c for c in text if c in "\n\t" or c >= " "), quote=True)


@cache
def _style() -> str:
    return (files(__package__) / "boss.css").read_text("utf-8")
