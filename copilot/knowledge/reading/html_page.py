"""Reads .html: headings, paragraphs, lists and tables; scripts, menus and hidden parts are left out."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from copilot.knowledge.reading.blocks import Block, Cell, Grid, Prose
from copilot.knowledge.reading.outline import Outline

_DROPPED = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "footer",
    "iframe",
    "form",
    "button",
    "head",
    "aside",
    "object",
]
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "details",
        "summary",
        "figure",
        "figcaption",
        "body",
        "html",
        "center",
        "address",
        "td",
        "th",
        "tr",
    ]
)
_MENU = re.compile(r"\b(nav|menu|breadcrumb|footer|foot|sidebar|cookie|copyright)\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_CELLS = 200_000


def read_html(text: str) -> list[Block]:
    """Blocks of a page; places are paragraphs (`¶5`) and rows of tables."""
    soup = BeautifulSoup(text, "lxml")
    for tag in soup(_DROPPED):
        tag.decompose()
    for tag in soup(_is_unseen):
        if not tag.decomposed:
            tag.decompose()
    page = _Page()
    page.walk(soup)
    return page.blocks


def _is_unseen(tag: Tag) -> bool:
    names = " ".join([*tag.get_attribute_list("class"), str(tag.get("id") or "")]) if tag.attrs else ""
    return bool(
        tag.has_attr("hidden")
        or _HIDDEN.search(str(tag.get("style") or ""))
        or (tag.name not in ("body", "html", "main") and _MENU.search(names) and len(tag.get_text()) < 600)
    )


class _Page:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._outline = Outline()
        self._tables = 0
        self._paragraphs = 0

    def walk(self, parent: Tag) -> None:
        words: list[str] = []
        for child in parent.children:
            if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(_BLOCKS_LIST)):
                self._flush(words)
                self._block(child)
            elif isinstance(child, Tag):
                words.append("\n" if child.name == "br" else child.get_text())
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                words.append(str(child))
        self._flush(words)

    def _block(self, tag: Tag) -> None:
        if re.fullmatch(r"h[1-6]", tag.name):
            self._outline.enter(int(tag.name[1]), " ".join(tag.get_text().split()))
        elif tag.name == "table" and not tag.find("table"):
            self._table(tag)
        elif tag.name == "dt":
            following = tag.find_next_sibling()
            if isinstance(following, Tag) and following.name == "dd":
                self._flush([tag.get_text().strip(" :：\n"), "：", following.get_text().strip()])
        elif tag.name == "dd" and isinstance(before := tag.find_previous_sibling(), Tag) and before.name == "dt":
            return
        else:
            self.walk(tag)

    def _flush(self, words: list[str]) -> None:
        # A line break in the source is a space; only <br> (alone in `words`) breaks a line.
        text = "\n".join(" ".join(part.split()) for part in _broken(words))
        words.clear()
        if text.strip():
            self._paragraphs += 1
            self.blocks.append(Prose(text.strip(), f"¶{self._paragraphs}", self._outline.path))

    def _table(self, table: Tag) -> None:
        self._tables += 1
        cells: dict[tuple[int, int], Cell] = {}
        for row, tr in enumerate(table.find_all("tr")):
            column = 0
            for td in tr.find_all(["td", "th"], recursive=False):
                while (row, column) in cells:
                    column += 1
                text = "\n".join(t for line in td.get_text("\n").split("\n") if (t := line.strip()))
                down, across = _span(td, "rowspan"), _span(td, "colspan")
                for r in range(row, row + down):
                    for c in range(column, column + across):
                        cells[r, c] = Cell(text, f"table {self._tables} row {r + 1}", (row, column))
                column += across
            if len(cells) > _MOST_CELLS:
                break
        rows = len(table.find_all("tr"))
        kept = {p: c for p, c in cells.items() if c.text and p[0] < rows}
        caption = table.find("caption")
        title = " ".join(caption.get_text().split()) if isinstance(caption, Tag) else ""
        self.blocks.append(Grid(kept, title=title, headings=self._outline.path))


_BLOCKS_LIST = sorted(_BLOCKS)


def _broken(words: list[str]) -> list[str]:
    lines = [""]
    for word in words:
        if word == "\n":
            lines.append("")
        else:
            lines[-1] += word
    return [line for line in lines if line.strip()]


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(int(value), 100)) if value.isdigit() else 1
