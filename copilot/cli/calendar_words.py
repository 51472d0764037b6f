"""Lines about the calendar for people at a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from copilot.cli.output import locale, print_json, say

if TYPE_CHECKING:
    from copilot.cli.acting import Acting
    from copilot.domain.calendar import Audience, Item, Slot
    from copilot.domain.plan import Plan, PlanWarning

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


def tell_items(at: "Acting", items: "Sequence[Item]", *, as_json: bool) -> None:
    """The items as they are now; one alone is one JSON value."""
    from copilot.cli.calendar_json import item as shape

    if as_json:
        print_json(shape(items[0]) if len(items) == 1 else [shape(one) for one in items])
        return
    print_items(items, at.calendar.audiences.all(at.brand))


def tell_plan(at: "Acting", plan: "Plan", *, as_json: bool) -> None:
    """A plan that was proposed, what stands against it, and how it is accepted."""
    from copilot.cli.calendar_json import plan as shape

    if as_json:
        print_json(shape(plan))
        return
    print_slots(plan.slots, at.calendar.audiences.all(at.brand))
    print_warnings(plan.warnings)
    say("calendar_cli.proposed", count=len(plan.slots), plan=plan.id)


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
