"""The offline writer's phrases for forms: read from `phrases/forms/*.yaml`, checked, and handed out by language."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field, ValidationError

from copilot.domain.draft import Angle
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.writing.offline.phrasebook import EVIDENCE_SLOTS, TEXT_SLOTS
from copilot.writing.offline.words import Strict
from copilot.yaml_text import read_yaml

SLOT = re.compile(r"\{(\w*)\}")
KNOWN = "know_"
"""Begins the slots that are filled with what a form needs to know: `{know_rules}`."""
NEW_LINE = "||"
"""Parts the lines of a part within one pattern."""


def _checked(pattern: str) -> str:
    """A pattern with known slots and no digit: numbers come from evidence only."""
    unknown = [s for s in SLOT.findall(pattern) if s not in TEXT_SLOTS | EVIDENCE_SLOTS and not s.startswith(KNOWN)]
    if unknown or re.search(r"[{}<>\d]", SLOT.sub("", pattern)) or not pattern.strip():
        raise ValueError(f"unknown slot, stray bracket or digit in pattern {pattern!r}")
    return pattern


FormPattern = Annotated[str, AfterValidator(_checked)]


class FormWords(Strict):
    """How parts are named in a text, and how what is missing is said."""

    hole: str
    """`{what}`."""
    label: str
    """`{name}`; of a part that comes several times `many` with `{n}`."""
    many: str
    seconds: str
    """`{name}`, `{takes}`."""
    seconds_many: str
    minutes: str
    minutes_many: str
    line: str
    """The name of a line within a part: `{name}`."""
    spoken: float
    """Characters that are spoken in a second, at ease."""


class FormSays(Strict):
    """What a form's parts may say, by part; for one origin by `part.origin`."""

    angle: Angle
    why: str
    spoken: tuple[str, ...] = ()
    """The parts that are talk, and sound like whoever talks."""
    emoji: bool = False
    """Whether one of the persona's emoji may end the text, where the channel knows them."""
    joint: str = "\n"
    """What stands between the parts."""
    parts: dict[str, list[FormPattern]] = Field(min_length=1)


class FormPhrases(Strict):
    """Everything of one language."""

    language: Language
    words: FormWords
    forms: dict[str, FormSays]


@cache
def form_phrases() -> Mapping[Language, FormPhrases]:
    """The phrases that ship, by language. Raises `RulesInvalid` naming the file."""
    found: dict[Language, dict[str, object]] = {}
    forms: dict[Language, dict[str, object]] = {}
    for file in sorted((files(__package__) / "phrases" / "forms").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yaml"):
            continue
        try:
            row = read_yaml(file.read_text("utf-8"))
            language = Language(row["language"])
            forms.setdefault(language, {}).update(row["forms"])
            part = found.setdefault(language, {"forms": forms[language]})
            part |= {key: row[key] for key in ("language", "words") if key in row}
        except (KeyError, ValueError, TypeError, yaml.YAMLError) as error:
            raise RulesInvalid(f"{file.name}: {error}", file=file.name, detail=str(error)) from error
    try:
        return {language: FormPhrases.model_validate(part) for language, part in found.items()}
    except ValidationError as error:
        raise RulesInvalid(f"forms: {error}", file="forms", detail=str(error)) from error
