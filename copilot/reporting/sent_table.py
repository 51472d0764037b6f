"""What was sent as a CSV that a spreadsheet opens safely: no cell of it is ever taken for a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from copilot.domain.sending import Sending

COLUMNS = (
    "at", "persona", "segment", "step", "move", "suggested", "text", "edited", "outcome", "customer", "prompt",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What makes a spreadsheet calculate a cell, also in full width, which some read alike."""
Say = Callable[..., str]


def sent_csv(
    sendings: Iterable[Sending], say: Say, *, personas: Mapping[str, str], segments: Mapping[str, str]
) -> bytes:
    """The sendings, one a row, in UTF-8 with a byte order mark, as spreadsheets want it. Times are UTC."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([say(f"sent.columns.{name}") for name in COLUMNS])
    for one in sendings:
        cells = (
            f"{one.at:%Y-%m-%d %H:%M}",
            personas.get(one.persona_id or "", one.persona_id or ""),
            segments.get(one.segment_id or "", one.segment_id or ""),
            say(f"steps.{one.step}") if one.step else "",
            say(f"ideas.{one.move}") if one.move else "",
            one.suggested,
            one.text,
            f"{one.edited:.2f}",
            say(f"sent.outcomes.{one.outcome}") if one.outcome else "",
            one.customer_id or "",
            one.prompt,
        )
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that stays text: one that begins like a formula, also after blanks, gets an apostrophe in front."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS) else cell
