"""A CSV that a spreadsheet opens safely: no cell of it is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What makes a spreadsheet calculate a cell, also in full width, which some read alike."""


def csv_file(titles: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """The rows under their titles, in UTF-8 with a byte order mark, as spreadsheets want it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles)
    writer.writerows([harmless(cell.replace("\x00", "")) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that stays text: one that begins like a formula, also after blanks, gets an apostrophe in front."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS) else cell
