"""Reads one file: bytes in, passages, facts and cards out. Pure, so that it can run in a process of its own."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from copilot.domain.document import Cards, Known, Notice, ReadFile, document_id
from copilot.domain.evidence import Fact, Passage
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Block, Grid, Prose
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.corrected import correct_columns, correct_passages
from copilot.knowledge.reading.corrected_rows import rows_of
from copilot.knowledge.reading.formats import Format, find_format, media_type
from copilot.knowledge.reading.limits import DEFAULT_LIMITS, Limits
from copilot.knowledge.reading.passages import each_once
from copilot.knowledge.reading.products import ProductNames

if TYPE_CHECKING:
    from copilot.knowledge.reading.table_view import TableView


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table and the grid it stands in."""

    grid: Grid
    view: "TableView"


@dataclass(frozen=True, slots=True)
class _Content:
    passages: list[Passage]
    facts: list[Fact]
    cards: Cards = field(default_factory=Cards)
    tables: list[SeenTable] = field(default_factory=list)
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadClosely:
    """A file that was read, its tables, and by passage id which correction gave a passage its role."""

    file: ReadFile
    tables: tuple[SeenTable, ...]
    said: dict[str, str]


def read_file(name: str, content: bytes, known: Known, *, today: date, limits: Limits = DEFAULT_LIMITS) -> ReadFile:
    """Read a file called `name` (a path with `/`); its content, and else the ending of its name, tells the format.

    `today` settles the years of dates that have none. Raises `UnreadableFile` with `file_empty`, `file_encrypted`,
    `file_broken`, `file_foreign`, `file_nested`, `file_old`, `file_too_large` or `file_scanned`, and `MemoryError`.
    """
    return read_closely(name, content, known, today=today, limits=limits).file


def read_closely(
    name: str, content: bytes, known: Known, *, today: date, limits: Limits = DEFAULT_LIMITS
) -> ReadClosely:
    """Read a file as `read_file` does, and keep what its tables became. Raises `UnreadableFile`, `MemoryError`."""
    kind = _openable(name, content, limits)
    brand = known.brand
    context = FileContext(
        name,
        document_id(known.brand_id, name),
        today,
        ProductNames.of(brand),
        brand.language if brand else None,
        known.corrections,
    )
    with _broken_where_it_fails(name):
        found = _read(kind, content, context, brand.name if brand else "", limits)
    if not found.passages and not found.facts and found.cards == Cards():
        raise UnreadableFile(name, "file_empty", "no text in it")
    passages, said = correct_passages(each_once(found.passages), known.corrections)
    file = ReadFile(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type(kind),
        content=content,
        passages=tuple(passages),
        facts=tuple(found.facts),
        cards=found.cards,
        corrected=known.corrections.serial,
        notices=found.notices,
    )
    return ReadClosely(file, tuple(found.tables), said)


def opened_blocks(name: str, content: bytes, brand_name: str, limits: Limits) -> tuple[Format, list[Block]]:
    """A file's format and its prose and grids, nothing in them understood yet; of cards and PDF files, which have no
    grids of their own, none. Raises `UnreadableFile`, `MemoryError`."""
    kind = _openable(name, content, limits)
    with _broken_where_it_fails(name):
        return kind, [] if kind in (Format.CARDS, Format.PDF) else _blocks(kind, content, name, brand_name, limits)


def _openable(name: str, content: bytes, limits: Limits) -> Format:
    if len(content) > limits.file_bytes:
        raise UnreadableFile(name, "file_too_large", f"{len(content)} bytes, allowed are {limits.file_bytes}")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile(name, "file_empty", "nothing in it")
    return find_format(name, content)


@contextmanager
def _broken_where_it_fails(name: str) -> Iterator[None]:
    try:
        yield
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        # Whatever a parser stumbles over in a stranger's file means the same to the person: it is broken.
        raise UnreadableFile(name, "file_broken", f"{type(error).__name__}: {error}"[:300]) from error


def _read(kind: Format, content: bytes, context: FileContext, brand_name: str, limits: Limits) -> _Content:
    if kind is Format.CARDS:
        from copilot.knowledge.reading.cards import read_cards
        from copilot.knowledge.reading.text_encoding import decode

        cards, passages = read_cards(decode(context.name, content), context)
        return _Content(passages, [], cards)
    if kind is Format.PDF:
        from copilot.knowledge.reading.pdf import read_pdf

        pdf = read_pdf(context.name, content, limits)
        return replace(_understood(pdf.blocks, context), notices=pdf.notices)
    return _understood(_blocks(kind, content, context.name, brand_name, limits), context)


def _blocks(kind: Format, content: bytes, name: str, brand_name: str, limits: Limits) -> list[Block]:
    if kind is Format.SPREADSHEET:
        from copilot.knowledge.reading.spreadsheet import read_spreadsheet

        return [*read_spreadsheet(name, content, limits)]
    if kind is Format.WORD:
        from copilot.knowledge.reading.word import read_word

        return read_word(name, content, limits)
    if kind is Format.SLIDES:
        from copilot.knowledge.reading.slides import read_slides

        return read_slides(name, content, limits)
    if kind is Format.ARCHIVE:
        raise UnreadableFile(name, "file_nested", "an archive inside an archive is not opened")
    return _text_blocks(kind, content, name, brand_name, limits)


def _text_blocks(kind: Format, content: bytes, name: str, brand_name: str, limits: Limits) -> list[Block]:
    from copilot.knowledge.reading.text_encoding import decode

    text = decode(name, content)
    if kind is Format.DELIMITED:
        from copilot.knowledge.reading.delimited import read_delimited

        return [*read_delimited(name, text, limits)]
    if kind is Format.HTML:
        from copilot.knowledge.reading.html_page import read_html

        return read_html(text)
    from copilot.knowledge.reading.chats import read_chat
    from copilot.knowledge.reading.markdown import read_markdown, read_plain

    chat = read_chat(text, brand_name) if kind is Format.TEXT else None
    if chat is not None:
        return [*chat]
    return read_markdown(text) if kind is Format.MARKDOWN else read_plain(text)


def _understood(blocks: list[Block], context: FileContext) -> _Content:
    """Passages in reading order and all facts of a file's blocks."""
    from copilot.knowledge.reading.line_facts import line_facts
    from copilot.knowledge.reading.prose import prose_passages
    from copilot.knowledge.reading.table_facts import table_facts
    from copilot.knowledge.reading.table_passages import table_passages

    tables = _tables(blocks, context)
    passages: list[Passage] = []
    facts: list[Fact] = []
    run: list[Prose] = []
    for block in blocks:
        if isinstance(block, Prose):
            run.append(block)
            continue
        passages += prose_passages(run, context)
        run = []
        for view in (seen.view for seen in tables if seen.grid is block):
            headings = (*block.headings, block.title) if block.title else block.headings
            passages += table_passages(view, context, headings)
            facts += table_facts(view, context)
    passages += prose_passages(run, context)
    facts += line_facts([b for b in blocks if isinstance(b, Prose)], context)
    return _Content(passages, facts, tables=tables)


def _tables(blocks: list[Block], context: FileContext) -> list[SeenTable]:
    """The tables of all grids, their rows and columns as a person said where they did."""
    from copilot.knowledge.reading.crossed import headless, turned
    from copilot.knowledge.reading.table_view import TableView
    from copilot.knowledge.reading.tables import find_tables

    grids = [b for b in blocks if isinstance(b, Grid)]
    found = [
        (g, headless(turned(t, context.names, context.today), context.names))
        for g in grids
        for t in find_tables(g, context.today, rows_of(g, grids, context.corrections))
    ]
    correct_columns(found, context.corrections)
    return [SeenTable(grid, TableView(table, grid, context)) for grid, table in found]
