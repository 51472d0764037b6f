"""The words of customer lists, read once from `columns.yaml`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.domain.customer_import import ColumnUse
from copilot.yaml_text import read_yaml

_LONGEST_HEADER = 40
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_CJK_GAP = re.compile(r"(?<=[\u2e80-\u9fff])\s+|\s+(?=[\u2e80-\u9fff])")


class _Use(BaseModel):
    model_config = ConfigDict(extra="forbid")
    use: ColumnUse
    zh: list[str]
    en: list[str]


class _ColumnFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    uses: list[_Use]
    blank: list[str]
    totals: list[str]
    yes: list[str]
    no: list[str]
    unasked: list[str]
    not_stopped: list[str]


@dataclass(frozen=True, slots=True)
class ListWords:
    """Patterns and words, all meant for text that went through `plain`."""

    uses: tuple[tuple[ColumnUse, re.Pattern[str]], ...]
    blank: frozenset[str]
    totals: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    unasked: frozenset[str]
    not_stopped: frozenset[str]

    def use(self, header: str) -> ColumnUse | None:
        """What a column with this header is for, or None for one that nobody listed."""
        numbered = _BRACKETS.sub("", plain(header)).strip(" *:·")
        wanted = numbered.strip(" *:#·")
        if not wanted or len(numbered) > _LONGEST_HEADER:
            return None
        # “Client #” is a number, “# Client” and “Client” are who it is.
        found = (use for header in (numbered, wanted) for use, pattern in self.uses if pattern.fullmatch(header))
        return next(found, None)


def plain(text: str) -> str:
    """NFKC, lower case, whitespace folded to one space and dropped beside Chinese characters."""
    return _CJK_GAP.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))


@cache
def list_words() -> ListWords:
    """The one table of words."""
    file = _ColumnFile.model_validate(read_yaml((files(__package__) / "columns.yaml").read_text("utf-8")))
    return ListWords(
        uses=tuple((u.use, re.compile("|".join(f"(?:{p})" for p in (*u.zh, *u.en)))) for u in file.uses),
        blank=frozenset(file.blank),
        totals=frozenset(file.totals),
        yes=frozenset(file.yes),
        no=frozenset(file.no),
        unasked=frozenset(file.unasked),
        not_stopped=frozenset(file.not_stopped),
    )
