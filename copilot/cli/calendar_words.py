"""Lines about the calendar for people at a terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from copilot.cli.output import locale

if TYPE_CHECKING:
    from copilot.domain.calendar import Audience, Item, Slot
    from copilot.domain.plan import PlanWarning

WORDS = {
    "channel": "channels", "purpose": "purposes", "node": "nodes", "place": "steps", "missing": "steps",
    "kind": "sequences", "per": "spans",
}  # fmt: skip
"""Facts of a warning that are ids, and where their words are."""


def print_items(items: "Iterable[Item]", audiences: "Iterable[Audience]") -> None:
    """One line each, without the text; what it begins with can be given to other commands."""
    names = {a.id: a.name for a in audiences}
    for one in items:
        state = locale().say(f"item_states.{one.state}")
        typer.echo(f"{one.id[:8]}@{one.version}  {_slot(one.slot, names)}  [{state}]")


def print_slots(slots: "Iterable[Slot]", audiences: "Iterable[Audience]") -> None:
    """One line each."""
    names = {a.id: a.name for a in audiences}
    for one in slots:
        typer.echo(f"{one.id[:8]}  {_slot(one, names)}")


def print_warnings(warnings: "Iterable[PlanWarning]", *, err: bool = False) -> None:
    """What stands against a plan or a move, each as a sentence that says what to do."""
    for one in warnings:
        facts = {name: _word(name, str(fact)) for name, fact in one.facts.items()}
        typer.echo(f"! {one.severity} {one.code}: {locale().say(f'plan_warnings.{one.code}', **facts)}", err=err)


def _slot(slot: "Slot", audiences: dict[str, str]) -> str:
    told = locale()
    where = f"{audiences.get(slot.audience_id, slot.audience_id)} · {told.say(f'channels.{slot.channel}')}"
    what = told.say(f"purposes.{slot.purpose}")
    return f"{slot.day} {slot.time:%H:%M}  {where}  {what}: {slot.idea}"


def _word(name: str, value: str) -> str:
    told, prefix = locale(), WORDS.get(name, "")
    keys = (f"{prefix}.{value}", f"nodes.{value}") if prefix else ()
    return next((told.say(key) for key in keys if told.has(key)), value)
