"""Segment rules as files: those every brand begins with, and those that a brand's own file gives."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from copilot.domain.language import Language
from copilot.domain.segment_rule import SegmentRule, Thresholds
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

_SHIPPED = "starting_rules.yaml"
_RULES = TypeAdapter(tuple[SegmentRule, ...])


class _RuleFile(BaseModel):
    """The shape of a file; unknown keys are refused. A rule's name stands under `name`, or under its languages."""

    model_config = ConfigDict(extra="forbid")
    thresholds: Thresholds = Thresholds()
    rules: list[dict[str, Any]] = []


@cache
def starting_rules(language: Language) -> tuple[SegmentRule, ...]:
    """The rules every brand begins with, named in that language."""
    return _rules(_shipped(), language)


@cache
def starting_thresholds() -> Thresholds:
    """The thresholds every brand begins with."""
    return _shipped().thresholds


def read_rules(name: str, text: str, language: Language) -> tuple[tuple[SegmentRule, ...], Thresholds]:
    """The rules and thresholds in a YAML file called `name`. Raises `RulesInvalid`."""
    try:
        file = _RuleFile.model_validate(yaml.safe_load(text) or {})
        return _rules(file, language), file.thresholds
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error


@cache
def _shipped() -> _RuleFile:
    return _RuleFile.model_validate(read_yaml((files(__package__) / _SHIPPED).read_text("utf-8")))


def _rules(file: _RuleFile, language: Language) -> tuple[SegmentRule, ...]:
    return _RULES.validate_python([_named(rule, language) for rule in file.rules])


def _named(rule: Mapping[str, Any], language: Language) -> dict[str, Any]:
    languages = {code.value: rule.get(code.value) for code in Language}
    plain = {key: value for key, value in rule.items() if key not in languages}
    return {"name": languages.get(language.value) or rule.get("name") or rule.get("id"), **plain}
