"""Says a fact as a short line that a writer can quote; the wording itself is data."""

import calendar
from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.domain.evidence import Fact, Field
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

WORDING_FILE = "fact_wording.yaml"


class FactWording(BaseModel):
    """The patterns of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    price: str
    other: str
    note: str
    between: str
    since: str
    until: str
    day: str
    day_of_other_year: str
    fields: dict[str, str]


def say_fact(fact: Fact, *, owner: str, language: Language, at: date) -> str:
    """The fact in words; `owner` is the product's name or, for a fact about the brand, the brand's.

    Years are said only where they differ from that of `at`.
    """
    wording = load_wording()[language]
    pattern = wording.price if fact.field in Field.PRICES else wording.other
    said = pattern.format(
        product=owner,
        field=wording.fields.get(fact.field, fact.field),
        value=fact.value,
        unit=fact.unit,
        note=wording.note.format(note=fact.note) if fact.note else "",
        dates=_dates(fact, wording, at.year),
    )
    return " ".join(said.split())


def field_name(field: str, language: Language) -> str:
    """A field as people call it: `list_price` is 日常价; others keep the document's word."""
    return load_wording()[language].fields.get(field, field)


def _dates(fact: Fact, wording: FactWording, year: int) -> str:
    begin = _day(fact.valid_from, wording, year) if fact.valid_from else ""
    end = _day(fact.valid_to, wording, year) if fact.valid_to else ""
    pattern = (wording.between if end else wording.since) if begin else (wording.until if end else "")
    return pattern.format(begin=begin, end=end)


def _day(day: date, wording: FactWording, year: int) -> str:
    pattern = wording.day if day.year == year else wording.day_of_other_year
    return pattern.format(year=day.year, month=day.month, day=day.day, month_name=calendar.month_abbr[day.month])


@cache
def load_wording() -> dict[Language, FactWording]:
    """The patterns of every language. Raises `RulesInvalid`."""
    try:
        data = read_yaml((files(__package__) / WORDING_FILE).read_text("utf-8"))
        return {language: FactWording.model_validate(data[language.value]) for language in Language}
    except (yaml.YAMLError, KeyError, TypeError, ValidationError) as error:
        raise RulesInvalid(f"{WORDING_FILE}: {error}", file=WORDING_FILE, detail=str(error)) from error
