"""The lines of a PDF page in reading order, also where the page is set in two columns."""

from dataclasses import dataclass
from statistics import median

from copilot.knowledge.reading.pdf_sight import Word


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `gap` is the space above it, `column` 0 for the whole width, 1 and 2 for the two columns; points."""

    text: str
    page: int
    top: float
    size: float
    bold: bool
    gap: float
    column: int = 0
    fills_width: bool = True
    """Whether it reaches nearly to the right margin, so that the next line may belong to it."""


def page_lines(words: list[Word], number: int) -> list[Line]:
    """The words of a page as lines from top to bottom; in two columns the left one first."""
    if not words:
        return []
    gutter = _gutter(words)
    if gutter is None:
        return _lines(words, number, 0)
    head = [w for w in words if w["x0"] < gutter < w["x1"]]
    first = min((w["top"] for w in words if not w["x0"] < gutter < w["x1"]), default=0.0)
    across_top = [w for w in words if any(abs(w["top"] - h["top"]) < 3 for h in head) and w["top"] <= first + 200]
    taken = {id(w) for w in across_top}
    left = [w for w in words if id(w) not in taken and w["x1"] <= gutter]
    right = [w for w in words if id(w) not in taken and w["x1"] > gutter]
    return [*_lines(across_top, number, 0), *_lines(left, number, 1), *_lines(right, number, 2)]


def _gutter(words: list[Word]) -> float | None:
    """The x of an empty strip down the middle with lines on both sides of it, or None."""
    x0, x1 = min(w["x0"] for w in words), max(w["x1"] for w in words)
    rows = _rows(words)
    if len(rows) < 8 or x1 - x0 < 200:
        return None
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = x0 + (x1 - x0) * step / 100
        crossing = sum(1 for row in rows if any(w["x0"] - 3 < x < w["x1"] + 3 for w in row))
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or best[0] > len(rows) * 0.15:
        return None
    both = [r for r in rows if any(w["x1"] < best[1] for w in r) and any(w["x0"] > best[1] for w in r)]
    # In a column of prose the lines are full; in a table without rules the cells left of a gap are short.
    full = [
        r
        for r in both
        if max(w["x1"] for w in r if w["x1"] < best[1]) - min(w["x0"] for w in r) > (best[1] - x0) * 0.75
    ]
    return best[1] if len(full) >= max(6, len(rows) * 0.45) else None


def _rows(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (round(w["bottom"]), w["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= max(2.5, word["size"] * 0.3):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w["x0"]) for row in rows]


def _lines(words: list[Word], number: int, column: int) -> list[Line]:
    if not words:
        return []
    right = max(w["x1"] for w in words)
    left = min(w["x0"] for w in words)
    lines: list[Line] = []
    bottom = None
    for row in _rows(words):
        size = median(w["size"] for w in row)
        top = min(w["top"] for w in row)
        lines.append(
            Line(
                text=" ".join(w["text"] for w in row),
                page=number,
                top=top,
                size=size,
                bold=all("bold" in w["fontname"].lower() or "heavy" in w["fontname"].lower() for w in row),
                gap=top - bottom if bottom is not None else size,
                column=column,
                fills_width=row[-1]["x1"] > left + (right - left) * 0.85,
            )
        )
        bottom = max(w["bottom"] for w in row)
    return lines
