"""Pasted text or a file's text → the posts in it."""

import re

_BLANK = re.compile(r"\n[ \t\u3000]*\n")
_MARKUP = re.compile(r"^(?:[-*+•·]\s+|>\s*|\d{1,2}[.、)]\s*|#{1,6}\s+.*$|-{3,}$|\*{3,}$)")
SHORTEST = 4
"""Characters of a post; less is a heading, a date, a stray mark."""
LINES_OF_A_LIST = 4


def split_posts(text: str, *, by_line: bool = False) -> list[str]:
    """The posts, parted by empty lines; where there is none, or `by_line`, one a line. Headings and marks of Markdown
    are dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    blocks = [block for block in _BLANK.split(text) if block.strip()]
    if (
        by_line
        or all(_is_list(block) for block in blocks)
        or (len(blocks) == 1 and blocks[0].count("\n") >= LINES_OF_A_LIST)
    ):
        blocks = [line for block in blocks for line in block.splitlines()]
    posts = ("\n".join(filter(None, (_bare(line) for line in block.splitlines()))) for block in blocks)
    return list(dict.fromkeys(p for p in posts if len(p) >= SHORTEST))


def _is_list(block: str) -> bool:
    """Whether every line is an entry of a list, or a heading over one."""
    return all(_MARKUP.match(line.strip()) for line in block.splitlines() if line.strip())


def _bare(line: str) -> str:
    return _MARKUP.sub("", line.strip()).strip()
