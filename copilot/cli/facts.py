"""`butterfly timeline`, `conflicts`, `settle`, `compare`: facts along the days, and sources that disagree."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.options import BrandOption, DateOption, JsonOption, ProductOption, ask
from copilot.cli.output import locale, open_copilot, print_json, say

if TYPE_CHECKING:
    from copilot.domain.evidence import Fact

app = typer.Typer()


@app.command()
def timeline(
    product: ProductOption = None, at: DateOption = None, brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Show what is in force on a day, what ends within a week, what starts next and what has ended."""
    from copilot.json_shapes import fact_row

    found = open_copilot().timeline(ask(brand=brand, product=product, at=at))
    parts = ("in_force", "ending", "starting", "ended")
    if as_json:
        rows = {part: [fact_row(f) for f in getattr(found, part)] for part in parts}
        print_json({"at": found.at.isoformat(), **rows})
        return
    for part in parts:
        facts = getattr(found, part)
        say("facts.part", part=locale().say(f"facts.{part}"), count=len(facts))
        for fact in facts if part != "in_force" else [f for f in facts if f.valid_from or f.valid_to]:
            typer.echo(f"    {_line(fact)}")


@app.command()
def conflicts(at: DateOption = None, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """List what sources disagree about and nobody has settled."""
    from copilot.json_shapes import conflict as shape

    copilot, wanted = open_copilot(), ask(at=at)
    found = copilot.disputing.open(copilot.brand(brand), wanted.at)
    if as_json:
        print_json([shape(one) for one in found])
        return
    if not found:
        say("facts.none_open")
    for one in found:
        say("facts.conflict", id=one.id, product=one.product, field=field_name(one.field))
        for n, side in enumerate(one.sides, start=1):
            say("facts.side", n=n, document=side.document, place=side.facts[0].source.locator, said=side.said)


@app.command()
def settle(
    conflict: Annotated[str, typer.Argument(help="The conflict's id, as `butterfly conflicts` prints it.")],
    right: Annotated[str, typer.Option(help="The side that is right: its number, its document or its value.")] = "",
    both: Annotated[bool, typer.Option("--both", help="Both hold.")] = False,
    neither: Annotated[bool, typer.Option("--neither", help="Neither holds.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the decision back.")] = False,
    why: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which side of a conflict is right, or take that back."""
    from copilot.domain.conflict import Verdict
    from copilot.json_shapes import settlement

    if [bool(right), both, neither, undo].count(True) != 1:
        raise typer.BadParameter("give exactly one of --right, --both, --neither, --undo")
    copilot = open_copilot()
    owner = copilot.brand(brand)
    if undo:
        copilot.disputing.undo(owner, conflict, by)
        if as_json:
            print_json({"conflict": conflict, "undone": True})
        else:
            say("facts.undone")
        return
    verdict = Verdict.BOTH if both else Verdict.NEITHER if neither else Verdict.RIGHT
    decision = copilot.disputing.settle(owner, conflict, verdict, right=right, why=why, by=by)
    settled = next((s.conflict for s in copilot.disputing.settled(owner) if s.decision == decision), None)
    if as_json:
        print_json(settlement(settled, decision))
        return
    said = locale().say(f"facts.verdicts.{verdict}")
    say("facts.settled", product=decision.product, field=field_name(decision.field), verdict=said)


@app.command()
def compare(
    products: Annotated[list[str], typer.Argument(metavar="PRODUCT...", help="One: with its near-namesakes.")],
    at: DateOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what differs between products that are easily mixed up."""
    from copilot.json_shapes import fact_row

    found = open_copilot().compare(products, ask(brand=brand, at=at))
    if as_json:
        shown = [
            {"field": d.field, "values": {p: [fact_row(f) for f in v] for p, v in d.values.items()}} for d in found
        ]
        print_json(shown)
        return
    for difference in found:
        typer.echo(field_name(difference.field))
        for product, facts in difference.values.items():
            values = " / ".join(dict.fromkeys(f"{f.value} {f.unit}".strip() for f in facts))
            typer.echo(f"    {product}: {values or '–'}")


def field_name(field: str) -> str:
    """A field as people call it."""
    known = locale()
    return known.say(f"fields.{field}") if known.has(f"fields.{field}") else field


def _line(fact: "Fact") -> str:
    period = f"[{fact.valid_from or '…'} – {fact.valid_to or '…'}]" if fact.valid_from or fact.valid_to else ""
    return "  ".join(
        part
        for part in (fact.product, field_name(fact.field), f"{fact.value} {fact.unit}".strip(), fact.note, period)
        if part
    )
