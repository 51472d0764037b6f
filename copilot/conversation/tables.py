"""The data files beside this package, read once and checked against their schemas."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.errors import RulesInvalid

TableModel = TypeVar("TableModel", bound=BaseModel)


class Table(BaseModel):
    """A data file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def load_table(name: str, model: type[TableModel]) -> TableModel:
    """Read `data/<name>.yaml`. Raises `RulesInvalid` when it breaks its schema."""
    text = (files(__package__) / "data" / f"{name}.yaml").read_text("utf-8")
    try:
        return model.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError) as error:
        raise RulesInvalid(f"{name}.yaml: {error}", file=f"{name}.yaml", detail=str(error)) from error


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One case-blind pattern that matches where any of `patterns` does; nothing when there are none."""
    return re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.IGNORECASE)


def either(words: Iterable[str]) -> str:
    """A pattern that matches any of `words` to the letter."""
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"


class Pasting(Table):
    """What pasted chats look like besides their times (data/pasting.yaml)."""

    rep_labels: frozenset[str]
    customer_labels: frozenset[str]
    rep_name_parts: tuple[str, ...]
    rep_name_pattern: str
    customer_name_pattern: str
    no_name_pattern: str
    field_labels: frozenset[str]
    system_lines: tuple[str, ...]
    table_headings: dict[str, frozenset[str]]
    """Names of columns by what they hold: time, name or text."""
    rep_phrases: tuple[str, ...]
    customer_phrases: tuple[str, ...]


@cache
def pasting() -> Pasting:
    """The table of paste shapes."""
    table = load_table("pasting", Pasting)
    lower = {
        field: frozenset(str(word).casefold() for word in getattr(table, field))
        for field in ("rep_labels", "customer_labels", "field_labels")
    }
    return table.model_copy(update=lower)


def is_role_label(name: str) -> bool:
    """Whether `name` says a role (客户, 我, Customer, Me) rather than a person."""
    known = pasting()
    return name.casefold() in known.rep_labels | known.customer_labels
