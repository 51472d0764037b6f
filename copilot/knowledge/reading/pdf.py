"""Reads .pdf: lines joined to paragraphs, headings by size, ruled tables, two columns; each with its page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copilot.domain.document import Notice
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Block, Grid
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.pdf_flow import joined
from copilot.knowledge.reading.pdf_lines import Line, page_lines
from copilot.knowledge.reading.pdf_sight import look_at
from copilot.knowledge.reading.pdf_tables import lines_and_tables

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


@dataclass(frozen=True, slots=True)
class PdfContent:
    """The blocks of a PDF, and what of it could not be read."""

    blocks: list[Block]
    notices: tuple[Notice, ...] = ()


def read_pdf(name: str, content: bytes, limits: Limits) -> PdfContent:
    """A PDF's content. Raises `UnreadableFile`: `file_encrypted`, `file_scanned` where no page has text."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    if b"%PDF" not in content[:1024]:
        raise UnreadableFile(name, "file_foreign", "not a PDF")
    try:
        document = pdfplumber.open(io.BytesIO(content))
    except (PdfminerException, PDFEncryptionError, PDFPasswordIncorrect) as error:
        inner = error.args[0] if error.args else error
        encrypted = isinstance(inner, PDFEncryptionError | PDFPasswordIncorrect) or isinstance(
            error, PDFEncryptionError | PDFPasswordIncorrect
        )
        code = "file_encrypted" if encrypted else "file_broken"
        raise UnreadableFile(name, code, f"{type(inner).__name__}: {inner}"[:200]) from error
    with document:
        if len(document.pages) > limits.pages:
            raise UnreadableFile(name, "file_too_large", f"more than {limits.pages} pages")
        if not document.pages:
            raise UnreadableFile(name, "file_broken", "no page can be found in it")
        pages, scanned = _pages(document, content)
    blocks = joined(pages)
    if not blocks:
        raise UnreadableFile(name, "file_scanned", "pages without text")
    return PdfContent(blocks, (Notice("pages_scanned", spans(scanned)),) if scanned else ())


def spans(numbers: Sequence[int]) -> str:
    """`3, 7-9` for 3, 7, 8 and 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _pages(document: Any, content: bytes) -> tuple[list[list[Line | Grid]], list[int]]:
    """What stands on each page, and the numbers of those that are pictures of text."""
    drawn = _drawn_by_pdfium(content)
    pages: list[list[Line | Grid]] = []
    scanned: list[int] = []
    for index, page in enumerate(document.pages):
        sight = look_at(drawn, index) if drawn is not None and index < len(drawn) else None
        if sight and sight.is_scan:
            scanned.append(index + 1)
            pages.append([])
        elif sight and sight.is_plain:
            pages.append([*page_lines(sight.words, index + 1)])
        else:
            pages.append(lines_and_tables(page))
    if drawn is not None:
        drawn.close()
    return pages, scanned


def _drawn_by_pdfium(content: bytes) -> "PdfDocument | None":
    """The document in the faster reader; None where only the more patient one can open it."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
