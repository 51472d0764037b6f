"""Reads .pptx: slide by slide its title, text boxes, tables, diagrams and what the speaker's notes say."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Block, Cell, Grid, Prose
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.package import Package, attribute, local

_DEEPEST = 40
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
"""Placeholders for dates, running feet and numbers: the same on every slide."""


def read_slides(name: str, content: bytes, limits: Limits) -> list[Block]:
    """Blocks of a presentation; places are slides (`slide 3`) and rows of their tables. Hidden slides are left out.

    Raises `UnreadableFile`: `file_too_large` for more slides than pages are allowed.
    """
    package = Package(name, content, "ppt/presentation.xml", limits)
    targets = package.targets("ppt/presentation.xml")
    listed = [e for e in package.tree("ppt/presentation.xml").iter() if local(e.tag) == "sldId"]
    if len(listed) > limits.pages:
        raise UnreadableFile(name, "file_too_large", f"more than {limits.pages} slides")
    blocks: list[Block] = []
    for number, slide in enumerate(listed, start=1):
        part = targets.get(_relation(slide), "")
        if part in package.parts:
            blocks += _slide(package, part, number, limits)
    return blocks


def _relation(element: ElementTree.Element) -> str:
    """The relationship's id; a slide's own `id` has no namespace."""
    return next((v for k, v in element.attrib.items() if k.endswith("}id")), "")


def _slide(package: Package, part: str, number: int, limits: Limits) -> list[Block]:
    root = package.tree(part)
    if root.get("show") in ("0", "false"):
        return []
    shapes = list(_shapes(root, 0))
    title = " ".join(next((t for s in shapes if _placeholder(s) in _TITLES and (t := _text(s))), "").split())
    headings = (title,) if title else ()
    where = f"slide {number}"
    blocks: list[Block] = []
    tables = 0
    for shape in shapes:
        kind = _placeholder(shape)
        if kind in _TITLES or kind in _FURNITURE:
            continue
        table = next((e for e in shape.iter() if local(e.tag) == "tbl"), None)
        if table is not None:
            tables += 1
            blocks.append(Grid(_cells(table, f"{where} table {tables}", limits), headings=headings))
        elif text := _text(shape) or _diagram(package, part, shape):
            blocks.append(Prose(text, where, headings))
    if title and not blocks:
        blocks.append(Prose(title, where))
    notes = next((t for t in package.targets(part).values() if re.search(r"notesSlides/", t)), "")
    if notes in package.parts:
        said = [_text(s) for s in _shapes(package.tree(notes), 0) if _placeholder(s) not in _FURNITURE]
        blocks += [Prose(text, f"{where} notes", headings) for text in said if text]
    return blocks


def _diagram(package: Package, part: str, frame: ElementTree.Element) -> str:
    """The words of a diagram. The numbers of a chart are left: without its axes they say nothing, and pass for prices."""
    link = next((attribute(e, "dm") for e in frame.iter() if local(e.tag) == "relIds"), None)
    data = package.targets(part).get(link or "", "")
    if data not in package.parts:
        return ""
    points = (e for e in package.tree(data).iter() if local(e.tag) == "pt")
    return "\n".join(text for point in points if (text := _text(point)))


def _shapes(parent: ElementTree.Element, depth: int) -> Iterator[ElementTree.Element]:
    """Shapes and frames in the order they are drawn, those in groups, too."""
    if depth > _DEEPEST:
        return
    for element in parent:
        tag = local(element.tag)
        if tag in ("sp", "graphicFrame"):
            if not any(local(e.tag) == "cNvPr" and e.get("hidden") in ("1", "true") for e in element.iter()):
                yield element
        elif tag in ("cSld", "spTree", "grpSp", "AlternateContent", "Choice"):
            yield from _shapes(element, depth + 1)


def _placeholder(shape: ElementTree.Element) -> str:
    return next((attribute(e, "type") or "body" for e in shape.iter() if local(e.tag) == "ph"), "")


def _text(element: ElementTree.Element) -> str:
    paragraphs = (e for e in element.iter() if local(e.tag) == "p")
    lines = ("".join(_run(r) for r in p.iter()).strip() for p in paragraphs)
    return "\n".join(line for line in lines if line)


def _run(element: ElementTree.Element) -> str:
    tag = local(element.tag)
    return (element.text or "") if tag == "t" else "\n" if tag == "br" else ""


def _cells(table: ElementTree.Element, place: str, limits: Limits) -> dict[tuple[int, int], Cell]:
    """Cells of a table; those that a merged cell covers share its text and origin."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, tr in enumerate(e for e in table if local(e.tag) == "tr"):
        for column, tc in enumerate(e for e in tr if local(e.tag) == "tc"):
            here = f"{place} row {row + 1}"
            left, above = cells.get((row, column - 1)), cells.get((row - 1, column))
            covering = (
                left if tc.get("hMerge") in ("1", "true") else above if tc.get("vMerge") in ("1", "true") else None
            )
            if covering is not None:
                cells[row, column] = Cell(covering.text, here, covering.origin)
            elif text := _text(tc):
                cells[row, column] = Cell(text, here, (row, column))
        if len(cells) > limits.cells:
            break
    return cells
