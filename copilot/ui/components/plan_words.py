"""What stands against a plan or a move, as sentences: codes and ids become the words people use for them."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from copilot.domain.brand import Brand
from copilot.domain.calendar import Slot
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node
from copilot.domain.plan import PlanWarning
from copilot.errors import ButterflyError
from copilot.ui.state import locale, say, the_copilot

SIGNS = {Severity.BLOCK: "block", Severity.WARN: "warning", Severity.NOTE: "info"}
"""Symbols that tell severities apart without colour."""


_MARKUP = re.compile(r"[\\`*_{}\[\]<>~$]|:(?=[a-z])")


def told(warning: PlanWarning, brand: Brand) -> str:
    """One warning as a sentence that says what to do."""
    words = _words(brand)
    facts = {name: words[name](str(fact)) if name in words else fact for name, fact in warning.facts.items()}
    return say(f"plan_warnings.{warning.code}", **facts)


def explain(error: ButterflyError, brand: Brand) -> str:
    """What an error says; where rules forbid something, all that they say, each with what to do."""
    warnings = cast(Sequence[PlanWarning], error.facts.get("warnings") or ())
    reasons = say("plan.between").join(dict.fromkeys(told(w, brand) for w in warnings))
    if not reasons:
        return locale().explain(error)
    return say(f"errors.{error.code}", **{**error.facts, "reasons": reasons})


def label(text: str) -> str:
    """Text for a widget's label, which is read as Markdown, but also read aloud as it is: only what would become markup
    is escaped."""
    return _MARKUP.sub(r"\\\g<0>", text)


def place_name(slot_node: str, step: str | None) -> str:
    """A node, or within `convert` its step, as people call it."""
    return say(f"steps.{step}") if step else say(f"nodes.{slot_node}")


def slot_place(slot: Slot) -> str:
    """Where a slot stands on the butterfly."""
    return place_name(slot.node.value, slot.step.value if slot.step else None)


def persona_names(brand: Brand) -> Mapping[str, str]:
    """Names of the brand's personas by id."""
    return {p.id: p.name for p in the_copilot().store.brands.personas(brand.id)}


def _words(brand: Brand) -> Mapping[str, Callable[[str], str]]:
    personas = persona_names(brand)
    return {
        "channel": lambda v: say(f"channels.{v}"),
        "purpose": lambda v: say(f"purposes.{v}"),
        "node": lambda v: say(f"nodes.{v}"),
        "place": _place,
        "missing": lambda v: say("plan.comma").join(_place(one) for one in v.split(", ")),
        "kind": lambda v: say(f"sequences.{v}"),
        "per": lambda v: say(f"spans.{v}"),
        "persona": lambda v: personas.get(v, v),
    }


def _place(value: str) -> str:
    return say(f"nodes.{value}") if value in [n.value for n in Node] else say(f"steps.{value}")
