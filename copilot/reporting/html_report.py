"""A check report as one web page that needs nothing else. Everything that was written by people is escaped."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

from copilot.domain.language import Language
from copilot.reporting.outline import Entry, Outline, Piece, Row

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LANGUAGES = {Language.ZH: "zh-CN", Language.EN: "en"}


def html_report(told: Outline, language: Language) -> bytes:
    """The page, UTF-8."""
    body = [
        f"<h1>{_text(told.title)}</h1>",
        _rows(told.head),
        f"<h2>{_text(told.text_title)}</h2>",
        f'<div class="text">{"".join(_piece(p) for p in told.pieces)}</div>',
        f"<h2>{_text(told.findings_title)}</h2>",
        *[_entry(e) for e in told.entries],
    ]
    if not told.entries:
        body.append(f"<p>{_text(told.nothing)}</p>")
    if told.exempted:
        body += [f"<h2>{_text(told.exempted_title)}</h2>", _rows(told.exempted)]
    body.append(f"<footer>{_text(told.foot)}</footer>")
    page = (
        f'<!doctype html>\n<html lang="{LANGUAGES[language]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(told.title)}</title><style>{_style()}</style></head><body>\n"
    )
    return (page + "\n".join(body) + "\n</body></html>\n").encode("utf-8", "replace")


def _rows(rows: Sequence[Row]) -> str:
    inner = "".join(f"<dt>{_text(row.label)}</dt><dd>{_text(row.value)}</dd>" for row in rows)
    return f"<dl>{inner}</dl>"


def _piece(piece: Piece) -> str:
    if piece.severity is None:
        return _text(piece.text)
    return f'<mark class="{piece.severity}">{_text(piece.text)}</mark><sup>{piece.number}</sup>'


def _entry(entry: Entry) -> str:
    kinds = f"{entry.severity} waived" if entry.waived else f"{entry.severity}"
    heading = f"{entry.number}. {_text(entry.word)}　{_text(entry.quote)}"
    return f'<article class="{kinds}"><h3>{heading}</h3>{_rows(entry.rows)}</article>'


def _text(text: str) -> str:
    return escape("".join(c for c in text if c in "\n\t" or c >= " "), quote=True)


@cache
def _style() -> str:
    return (files(__package__) / "report.css").read_text("utf-8")
