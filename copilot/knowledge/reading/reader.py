"""Reads one file: bytes in, passages, facts and cards out. Pure, so that it can run in a process of its own."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from copilot.domain.document import Cards, Known, ReadFile, document_id
from copilot.domain.evidence import Fact, Passage
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Block, Grid, Prose
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.corrected import correct_columns, correct_passages
from copilot.knowledge.reading.corrected_rows import rows_of
from copilot.knowledge.reading.passages import each_once
from copilot.knowledge.reading.products import ProductNames

if TYPE_CHECKING:
    from copilot.knowledge.reading.table_view import TableView

MEDIA_TYPES = {
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""The formats that are read, by the ending of a file's name."""


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


@dataclass(frozen=True, slots=True)
class ReadClosely:
    """A file that was read, its tables, and by passage id which correction gave a passage its role."""

    file: ReadFile
    tables: tuple[SeenTable, ...]
    said: dict[str, str]


def read_file(name: str, content: bytes, known: Known, *, max_bytes: int, today: date) -> ReadFile:
    """Read a file called `name` (a path with `/`), whose ending names its format.

    `today` settles the years of dates that have none. Raises `UnreadableFile` with `file_empty`, `file_encrypted`,
    `file_broken`, `file_foreign`, `file_too_large` or `file_scanned`.
    """
    return read_closely(name, content, known, max_bytes=max_bytes, today=today).file


def read_closely(name: str, content: bytes, known: Known, *, max_bytes: int, today: date) -> ReadClosely:
    """Read a file as `read_file` does, and keep what its tables became. Raises `UnreadableFile`."""
    if len(content) > max_bytes:
        raise UnreadableFile(name, "file_too_large", f"{len(content)} bytes, allowed are {max_bytes}")
    ending = _ending(name)
    if ending not in MEDIA_TYPES:
        raise UnreadableFile(name, "file_foreign", f"{ending or 'no ending'} is not read")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile(name, "file_empty", "nothing in it")
    brand = known.brand
    context = FileContext(
        name,
        document_id(known.brand_id, name),
        today,
        ProductNames.of(brand),
        brand.language if brand else None,
        known.corrections,
    )
    try:
        found = _read(ending, content, context, brand.name if brand else "", max_bytes)
    except UnreadableFile:
        raise
    except Exception as error:
        # Whatever a parser stumbles over in a stranger's file means the same to the person: it is broken.
        raise UnreadableFile(name, "file_broken", f"{type(error).__name__}: {error}"[:300]) from error
    if not found.passages and not found.facts and found.cards == Cards():
        raise UnreadableFile(name, "file_empty", "no text in it")
    passages, said = correct_passages(each_once(found.passages), known.corrections)
    file = ReadFile(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=MEDIA_TYPES[ending],
        content=content,
        passages=tuple(passages),
        facts=tuple(found.facts),
        cards=found.cards,
        corrected=known.corrections.serial,
    )
    return ReadClosely(file, tuple(found.tables), said)


def _ending(name: str) -> str:
    file = name.rpartition("/")[2]
    return f".{file.rpartition('.')[2].lower()}" if "." in file else ""


def _read(ending: str, content: bytes, context: FileContext, brand_name: str, max_bytes: int) -> _Content:
    if ending in (".yaml", ".yml"):
        from copilot.knowledge.reading.cards import read_cards
        from copilot.knowledge.reading.text_encoding import decode

        cards, passages = read_cards(decode(context.name, content), context)
        return _Content(passages, [], cards)
    blocks = _blocks(ending, content, context.name, brand_name, max_bytes)
    return _understood(blocks, context)


def _blocks(ending: str, content: bytes, name: str, brand_name: str, max_bytes: int) -> list[Block]:
    if ending == ".xlsx":
        from copilot.knowledge.reading.spreadsheet import read_spreadsheet

        return [*read_spreadsheet(name, content, max_bytes=max_bytes)]
    if ending == ".docx":
        from copilot.knowledge.reading.word import read_word

        return read_word(name, content, max_bytes=max_bytes)
    if ending == ".pdf":
        from copilot.knowledge.reading.pdf import read_pdf

        return read_pdf(name, content)
    return _text_reader(ending, name, brand_name)(content)


def _text_reader(ending: str, name: str, brand_name: str) -> Callable[[bytes], list[Block]]:
    from copilot.knowledge.reading.text_encoding import decode

    def read(content: bytes) -> list[Block]:
        text = decode(name, content)
        if ending == ".csv":
            from copilot.knowledge.reading.delimited import read_delimited

            return [*read_delimited(name, text)]
        if ending in (".html", ".htm"):
            from copilot.knowledge.reading.html_page import read_html

            return read_html(text)
        from copilot.knowledge.reading.chats import read_chat
        from copilot.knowledge.reading.markdown import read_markdown, read_plain

        chat = read_chat(text, brand_name) if ending == ".txt" else None
        if chat is not None:
            return [*chat]
        return read_markdown(text) if ending == ".md" else read_plain(text)

    return read


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
    from copilot.knowledge.reading.table_view import TableView
    from copilot.knowledge.reading.tables import find_tables

    grids = [b for b in blocks if isinstance(b, Grid)]
    found = [(g, t) for g in grids for t in find_tables(g, context.today, rows_of(g, grids, context.corrections))]
    correct_columns(found, context.corrections)
    return [SeenTable(grid, TableView(table, grid, context)) for grid, table in found]
