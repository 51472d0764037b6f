"""Reads the forms of texts from `rules/forms/*.yaml`; a file is called like its form."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.evidence import Role
from copilot.domain.ladder import Node, Step
from copilot.domain.text_form import Clock, FormLimit, InBoth, Measure, Need, Origin, Part, TextForm
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

ORDER = (
    "moments_post", "group_message", "group_event", "private_opening", "live_announcement", "live_rundown",
    "short_video_script", "article", "article_outline", "mini_program_card", "welcome", "membership_invitation",
    "stored_value_invitation", "referral_invitation", "survey", "apology",
)  # fmt: skip
"""As people are shown them: the everyday ones first."""


@cache
def text_forms() -> Mapping[str, TextForm]:
    """The forms by id. Raises `RulesInvalid` naming the file."""
    forms = {}
    for form_id in ORDER:
        name = f"forms/{form_id}.yaml"
        try:
            row = read_yaml((files(__package__) / "rules" / name).read_text("utf-8"))
            forms[form_id] = _form(form_id, row)
        except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError) as error:
            raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
    return MappingProxyType(forms)


def _form(form_id: str, row: dict[str, Any]) -> TextForm:
    made = {
        "channels": tuple(Channel(c) for c in row["channels"]),
        "node": Node(row["node"]),
        "step": Step(row["step"]) if row.get("step") else None,
        "purposes": tuple(Purpose(p) for p in row.get("purposes", ())),
        "clock": Clock(row["clock"]) if row.get("clock") else None,
        "parts": tuple(_part(p) for p in row["parts"]),
        "limits": tuple(_limit(limit) for limit in row.get("limits", ())),
        "needs": tuple(_need(n) for n in row.get("needs", ())),
        "origins": tuple(_with_words(Origin, o, "title", "does") for o in row.get("origins", ())),
        **{key: InBoth(**row[key]) for key in ("title", "does")},
        **{key: tuple(InBoth(**said) for said in row[key]) for key in ("must", "must_not")},
    }
    return TextForm(id=form_id, **{**row, **made})


def _part(row: dict[str, Any]) -> Part:
    made: Part = _with_words(Part, {
        **row,
        "limits": tuple(_limit(limit) for limit in row.get("limits", ())),
        "lines": tuple(InBoth(**name) for name in row.get("lines", ())),
    }, "name", "does")  # fmt: skip
    return made


def _limit(row: dict[str, Any]) -> FormLimit:
    measure, channels = Measure(row.get("measure", "characters")), tuple(Channel(c) for c in row.get("channels", ()))
    return FormLimit(**{**row, "measure": measure, "channels": channels})


def _need(row: dict[str, Any]) -> Need:
    sought = InBoth(**row["look_for"]) if "look_for" in row else None
    roles = tuple(Role(r) for r in row.get("roles", ()))
    made: Need = _with_words(Need, {**row, "look_for": sought, "roles": roles}, "name")
    return made


def _with_words(kind: Any, row: dict[str, Any], *in_both: str) -> Any:
    return kind(**{**row, **{key: InBoth(**row[key]) for key in in_both}})
