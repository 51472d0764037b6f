"""The words of calendars and lists of results that people make, read once from `imports.yaml`."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.domain.calendar import Purpose
from copilot.domain.calendar_import import CalendarUse
from copilot.domain.channel import Channel
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

_FILE = "imports.yaml"
_LONGEST_HEADER = 30
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_CJK_GAP = re.compile(r"(?<=[\u2e80-\u9fff])\s+|\s+(?=[\u2e80-\u9fff])")


class ResultUse(StrEnum):
    """What a column of a list of results is for, beside the day, time, audience and topic."""

    ITEM_ID = "item_id"
    REACHED = "reached"
    REPLIES = "replies"
    ORDERS = "orders"
    MUTED = "muted"
    NOTE = "note"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Use(_Strict):
    use: CalendarUse
    zh: list[str]
    en: list[str]


class _Result(_Strict):
    use: ResultUse
    zh: list[str]
    en: list[str]


class _Daytime(_Strict):
    words: str
    at: time


class _File(_Strict):
    uses: list[_Use]
    results: list[_Result]
    channels: dict[Channel, list[str]]
    purposes: dict[Purpose, list[str]]
    daytimes: list[_Daytime]
    afternoon: str
    unnamed_sheets: str
    blank: list[str]
    totals: list[str]


Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ImportWords:
    """Patterns and words, all meant for text that went through `plain`."""

    uses: tuple[tuple[CalendarUse, Pattern], ...]
    results: tuple[tuple[ResultUse, Pattern], ...]
    channels: tuple[tuple[Channel, Pattern], ...]
    purposes: tuple[tuple[Purpose, Pattern], ...]
    daytimes: tuple[tuple[time, Pattern], ...]
    afternoon: Pattern
    unnamed_sheets: Pattern
    blank: frozenset[str]
    totals: frozenset[str]

    def use(self, header: str) -> CalendarUse | None:
        """What a column of a calendar with this header is for, or None for one that nobody listed."""
        wanted = _header(header)
        return next((use for use, pattern in self.uses if wanted and pattern.fullmatch(wanted)), None)

    def result(self, header: str) -> ResultUse | None:
        """What a column of a list of results is for."""
        wanted = _header(header)
        return next((use for use, pattern in self.results if wanted and pattern.fullmatch(wanted)), None)

    def channel(self, text: str) -> Channel | None:
        """The channel that a cell, a header or a sheet's title names."""
        said = plain(text)
        return next((channel for channel, pattern in self.channels if pattern.search(said)), None)

    def purpose(self, text: str) -> Purpose | None:
        """The purpose that a cell about the kind of content names."""
        said = plain(text)
        return next((purpose for purpose, pattern in self.purposes if pattern.search(said)), None)

    def is_blank(self, text: str) -> bool:
        """Whether a cell says that there is nothing to say."""
        return plain(text) in self.blank

    def is_total(self, text: str) -> bool:
        """Whether a row that begins so sums up others."""
        return plain(text).rstrip(": ") in self.totals


def plain(text: str) -> str:
    """NFKC, lower case, whitespace folded to one space and dropped beside Chinese characters."""
    return _CJK_GAP.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))


@cache
def import_words() -> ImportWords:
    """The one table of words. Raises `RulesInvalid`."""
    try:
        file = _File.model_validate(read_yaml((files(__package__) / _FILE).read_text("utf-8")))
    except ValidationError as error:
        raise RulesInvalid(f"{_FILE}: {error}", file=_FILE, detail=str(error)) from error
    return ImportWords(
        uses=tuple((u.use, _any([*u.zh, *u.en])) for u in file.uses),
        results=tuple((r.use, _any([*r.zh, *r.en])) for r in file.results),
        channels=tuple((channel, _any(words)) for channel, words in file.channels.items()),
        purposes=tuple((purpose, _any(words)) for purpose, words in file.purposes.items()),
        daytimes=tuple((d.at, re.compile(d.words)) for d in file.daytimes),
        afternoon=re.compile(file.afternoon),
        unnamed_sheets=re.compile(file.unnamed_sheets),
        blank=frozenset(file.blank),
        totals=frozenset(file.totals),
    )


def _any(patterns: list[str]) -> Pattern:
    return re.compile("|".join(f"(?:{p})" for p in patterns))


def _header(text: str) -> str:
    said = plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", text))).strip(" *:·")
    return said if len(said) <= _LONGEST_HEADER else ""
