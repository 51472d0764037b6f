"""Reads .docx: headings, paragraphs, lists and tables (merged and nested ones, too) in the order they stand."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from copilot.knowledge.reading.blocks import Block, Cell, Grid, Prose
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.outline import Outline
from copilot.knowledge.reading.package import Package, attribute, local

_DEEPEST = 40
_MOST_CELLS = 200_000
_CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "body", "document"})


def read_word(name: str, content: bytes, limits: Limits) -> list[Block]:
    """Blocks of a Word file as if all tracked changes were accepted; notes stand behind what they are about. Raises
    `UnreadableFile`."""
    package = Package(name, content, "word/document.xml", limits)
    levels = _heading_levels(package.tree("word/styles.xml")) if "word/styles.xml" in package.parts else {}
    notes = {
        (kind, attribute(e, "id") or ""): " ".join(t for p in e if (t := paragraph_text(p)))
        for kind in ("footnote", "endnote")
        if f"word/{kind}s.xml" in package.parts
        for e in package.tree(f"word/{kind}s.xml")
    }
    return _Body(levels, notes).read(package.tree("word/document.xml"))


class _Body:
    def __init__(self, levels: dict[str, int], notes: dict[tuple[str, str], str]) -> None:
        self._levels, self._notes = levels, notes
        self._outline = Outline()
        self._blocks: list[Block] = []
        self._paragraphs = self._tables = 0

    def read(self, root: ElementTree.Element) -> list[Block]:
        self._walk(root, 0)
        return self._blocks

    def _walk(self, parent: ElementTree.Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for element in parent:
            tag = local(element.tag)
            if tag == "p":
                self._paragraph(element, depth)
            elif tag == "tbl":
                self._table(element, depth)
            elif tag in _CONTAINERS:
                self._walk(element, depth + 1)

    def _paragraph(self, element: ElementTree.Element, depth: int) -> None:
        text = paragraph_text(element)
        self._paragraphs += 1
        level = self._level(element, text)
        if level is not None and text:
            self._outline.enter(level, text)
        elif text:
            self._blocks.append(Prose(text, f"¶{self._paragraphs}", self._outline.path))
        for part in _drawn_once(element):
            tag = local(part.tag)
            note = self._notes.get((tag.removesuffix("Reference"), attribute(part, "id") or ""), "")
            if note:
                self._blocks.append(Prose(note, f"¶{self._paragraphs}", self._outline.path))
            elif tag == "txbxContent":
                self._walk(part, depth + 1)

    def _level(self, element: ElementTree.Element, text: str) -> int | None:
        """The heading level by style or outline level, or of a short line all in bold; None for text."""
        style, outline = "", None
        for part in (e for e in element if local(e.tag) == "pPr"):
            for setting in part:
                if local(setting.tag) == "pStyle":
                    style = attribute(setting, "val") or ""
                elif local(setting.tag) == "outlineLvl":
                    outline = int(attribute(setting, "val") or 9)
        if style in self._levels:
            return self._levels[style]
        if outline is not None and outline < 9:
            return outline + 1
        runs = [r for r in element if local(r.tag) == "r" and _run_text(r).strip()]
        bold = runs and all(_is_bold(r) for r in runs)
        if bold and len(text) <= 30 and not re.search(r"[。；！;!：:，,]", text):
            return 8
        return None

    def _table(self, element: ElementTree.Element, depth: int) -> None:
        self._tables += 1
        number = self._tables
        cells: dict[tuple[int, int], Cell] = {}
        nested: list[ElementTree.Element] = []
        above: dict[int, Cell] = {}
        rows = _children(element, "tr")
        for row, tr in enumerate(rows):
            if _is_removed(tr):
                continue
            column = 0
            for tc in _children(tr, "tc"):
                span, merge = _spans(tc)
                text = "\n".join(t for p in _children(tc, "p") if (t := paragraph_text(p)))
                nested += _children(tc, "tbl")
                continued = merge == "continue" and column in above
                cell = above[column] if continued else Cell(text, f"table {number} row {row + 1}", (row, column))
                for c in range(column, min(column + span, 200)):
                    above[c] = cell
                    if cell.text:
                        # A merged cell keeps its origin, but each row says its own place.
                        cells[row, c] = Cell(cell.text, f"table {number} row {row + 1}", cell.origin)
                column += span
            if len(cells) > _MOST_CELLS:
                break
        self._blocks.append(Grid(cells, headings=self._outline.path))
        if depth < _DEEPEST:
            for table in nested:
                self._table(table, depth + 1)


def _drawn_once(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """All parts of an element but the second form of a drawing, which is for old programs, and what is removed."""
    stack = [iter(element)]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
            continue
        yield part
        if local(part.tag) not in ("Fallback", "txbxContent", "del", "moveFrom") and len(stack) < _DEEPEST:
            stack.append(iter(part))


def _is_removed(row: ElementTree.Element) -> bool:
    settings = (e for e in row if local(e.tag) == "trPr")
    return any(local(setting.tag) == "del" for part in settings for setting in part)


def paragraph_text(paragraph: ElementTree.Element) -> str:
    """The visible text of a paragraph, hyperlinks included, deletions and text boxes not."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        tag = local(element.tag)
        if tag == "r":
            parts.append(_run_text(element))
        elif tag not in ("del", "moveFrom", "pPr", "txbxContent", "p") and len(stack) < _DEEPEST:
            stack.append(iter(element))
    return re.sub(r"[ \t\u00a0]+", " ", "".join(parts)).strip()


def _run_text(run: ElementTree.Element) -> str:
    kinds = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    hidden = any(local(setting.tag) == "vanish" for part in run if local(part.tag) == "rPr" for setting in part)
    return "" if hidden else "".join(e.text or "" if local(e.tag) == "t" else kinds.get(local(e.tag), "") for e in run)


def _is_bold(run: ElementTree.Element) -> bool:
    for settings in (e for e in run if local(e.tag) == "rPr"):
        for setting in settings:
            if local(setting.tag) == "b":
                return attribute(setting, "val") not in ("0", "false")
    return False


def _children(element: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    """Direct children of a kind, also inside content controls."""
    found: list[ElementTree.Element] = []
    for child in element:
        if local(child.tag) == tag:
            found.append(child)
        elif local(child.tag) in ("sdt", "sdtContent", "ins", "customXml"):
            inner = (
                child if local(child.tag) != "sdt" else next((e for e in child if local(e.tag) == "sdtContent"), child)
            )
            found += [e for e in inner if local(e.tag) == tag]
    return found


def _spans(cell: ElementTree.Element) -> tuple[int, str]:
    """Columns a cell spans, and `restart` or `continue` where it is part of a vertical merge."""
    span, merge = 1, ""
    for settings in (e for e in cell if local(e.tag) == "tcPr"):
        for setting in settings:
            if local(setting.tag) == "gridSpan":
                span = max(1, min(int(attribute(setting, "val") or 1), 200))
            elif local(setting.tag) == "vMerge":
                merge = attribute(setting, "val") or "continue"
    return span, merge


def _heading_levels(styles: ElementTree.Element) -> dict[str, int]:
    """Style id → heading level, following styles that are based on headings."""
    names: dict[str, str] = {}
    based: dict[str, str] = {}
    levels: dict[str, int] = {}
    for style in (e for e in styles if local(e.tag) == "style"):
        identity = attribute(style, "styleId") or ""
        for part in style.iter():
            if local(part.tag) == "name":
                names[identity] = (attribute(part, "val") or "").lower()
            elif local(part.tag) == "basedOn":
                based[identity] = attribute(part, "val") or ""
            elif local(part.tag) == "outlineLvl" and int(attribute(part, "val") or 9) < 9:
                levels[identity] = int(attribute(part, "val") or 0) + 1
    for identity, name in names.items():
        found = re.match(r"(?:heading|标题)\s*(\d)", name)
        if found:
            levels[identity] = int(found[1])
        elif name in ("title", "标题"):
            levels[identity] = 0
    for identity in names:
        parent, steps = based.get(identity, ""), 0
        while identity not in levels and parent and steps < 10:
            if parent in levels:
                levels[identity] = levels[parent]
            parent, steps = based.get(parent, ""), steps + 1
    return levels
