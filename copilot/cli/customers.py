"""`butterfly customers`: import lists, look at customers, and hand out or delete what is kept of one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.options import BrandOption, JsonAlways, JsonOption
from copilot.cli.output import locale, open_copilot, print_json, say
from copilot.domain.customer import STOP_SIGNS
from copilot.domain.customer_import import ColumnUse
from copilot.errors import UnknownName, UnreadableFile

if TYPE_CHECKING:
    from copilot.domain.customer import Customer
    from copilot.domain.customer_import import ImportColumn, ImportPreview
    from copilot.domain.segment_rule import Placed
    from copilot.workflows.copilot import Copilot

app = typer.Typer(no_args_is_help=True)
CustomerArgument = Annotated[
    str, typer.Argument(metavar="CUSTOMER", help="Id, number, contact, or name if only one has it.")
]
ByOption = Annotated[str, typer.Option("--by", help="Who says so.")]


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx.")],
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=USE", help=f"What a column is for: {', '.join(ColumnUse)}."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a list of customers. Importing it again updates them; it never takes back a stop."""
    copilot = open_copilot()
    whose, importing = copilot.brand(brand), copilot.people.customers.importing
    if not file.is_file():
        raise UnreadableFile(str(file), "file_missing", "no such file")
    opened = importing.open(file.name, file.read_bytes())
    uses = _uses(importing.columns(opened), column or [])
    result = (importing.preview if dry_run else importing.run)(whose, opened, uses)
    if as_json:
        from copilot.cli.customer_json import import_preview

        print_json(import_preview(result))
        return
    _tell(result)


@app.command("undo-import")
def undo_import(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Take the last import back; whoever was edited since stays as they are."""
    copilot = open_copilot()
    back = copilot.people.customers.importing.take_back(copilot.brand(brand))
    if as_json:
        print_json({"removed": back.removed, "restored": back.restored, "left": list(back.left)})
        return
    say("importing.taken_back", removed=back.removed, restored=back.restored)
    for name in back.left:
        typer.echo(f"  = {name}")


@app.command("list")
def list_customers(
    text: Annotated[str, typer.Argument(help="Words in name, contact, tags or notes.")] = "",
    tag: Annotated[str, typer.Option(help="Only with this tag.")] = "",
    segment: Annotated[str, typer.Option(help="Only in the segment of this rule, by id or name; - for none.")] = "",
    stopped: Annotated[
        bool | None, typer.Option("--stopped/--not-stopped", help="Only who said stop, or did not.")
    ] = None,
    limit: Annotated[int, typer.Option("-n", min=1, help="How many.")] = 50,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List customers with the segment each is in, whoever was in contact last first."""
    from copilot.domain.customer import NO_RULE, CustomerQuery

    copilot = open_copilot()
    whose = copilot.brand(brand)
    rule = segment if segment in ("", NO_RULE) else copilot.people.segments.rule(whose, segment).id
    found = copilot.people.customers.find(whose, CustomerQuery(text, tag, rule, stopped))[:limit]
    if as_json:
        from copilot.cli.customer_json import customer_line

        print_json([customer_line(placed) for placed in found])
        return
    for placed in found:
        _line(placed)


@app.command()
def show(customer: CustomerArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Show a customer: steps over time, promises, stop, notes."""
    copilot = open_copilot()
    card = copilot.people.customers.card(_named(copilot, customer, brand).id)
    if as_json:
        from copilot.cli.customer_json import customer_card

        print_json(customer_card(card))
        return
    _line(card.placed)
    for event in card.events:
        where = " ".join(v for v in (event.stand, event.step, event.objection) if v)
        typer.echo(f"{event.at:%Y-%m-%d}  {locale().say(f'card.kinds.{event.kind}')}  {where}  {_said(event.text)}")


@app.command()
def export(customer: CustomerArgument, brand: BrandOption = None, as_json: JsonAlways = True) -> None:  # noqa: ARG001
    """Print everything that is kept of a customer as JSON."""
    copilot = open_copilot()
    print_json(copilot.people.customers.export(_named(copilot, customer, brand).id))


@app.command()
def delete(
    customer: CustomerArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete everything that is kept of a customer, in every table. There is no way back. Of a stop, a trace that
    cannot be read stays, by which an old list does not bring them back as reachable."""
    copilot = open_copilot()
    found = _named(copilot, customer, brand)
    if not yes:
        typer.confirm(locale().say("card.delete_sure", name=found.called), abort=True)
    copilot.people.customers.delete(found.id)
    if as_json:
        print_json({"deleted": found.id})
    else:
        say("card.deleted")


@app.command()
def note(
    customer: CustomerArgument, text: str, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Add a note to a customer."""
    copilot = open_copilot()
    _changed(copilot, copilot.people.customers.note(_named(copilot, customer, brand).id, text, by), as_json)


@app.command()
def stop(
    customer: CustomerArgument, words: str, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Record that a customer wants nothing sent any more, in their words."""
    copilot = open_copilot()
    _changed(copilot, copilot.people.customers.stop(_named(copilot, customer, brand).id, words, by), as_json)


@app.command()
def resume(
    customer: CustomerArgument, why: str, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Take a stop back, with a reason."""
    copilot = open_copilot()
    _changed(copilot, copilot.people.customers.resume(_named(copilot, customer, brand).id, why, by), as_json)


@app.command()
def kept(customer: CustomerArgument, promise: int, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Mark a promise as kept, by its id in `butterfly customers show --json`."""
    copilot = open_copilot()
    _changed(copilot, copilot.people.customers.keep_promise(_named(copilot, customer, brand).id, promise), as_json)


def _named(copilot: "Copilot", name: str, brand: str | None) -> "Customer":
    return copilot.people.customers.named(copilot.brand(brand), name)


def _said(words: str) -> str:
    return locale().say(f"card.stop_signs.{words[1:]}") if words in STOP_SIGNS else words


def _changed(copilot: "Copilot", customer: "Customer", as_json: bool) -> None:
    if as_json:
        from copilot.cli.customer_json import customer_card

        print_json(customer_card(copilot.people.customers.card(customer.id)))
    else:
        say("card.saved")


def _uses(columns: "tuple[ImportColumn, ...]", said: list[str]) -> dict[int, ColumnUse]:
    """`手机=contact` by the columns' headers. Raises `UnknownName` for another header."""
    uses: dict[int, ColumnUse] = {}
    for one in said:
        header, _, use = one.rpartition("=")
        found = next((c for c in columns if c.header == header), None)
        if found is None:
            raise UnknownName("column", header, tuple(c.header for c in columns))
        if use not in list(ColumnUse):
            raise typer.BadParameter(f"{use}: {', '.join(ColumnUse)}")
        uses[found.index] = ColumnUse(use)
    return uses


def _tell(result: "ImportPreview") -> None:
    for column in result.columns:
        typer.echo(f"{column.header:<20} {locale().say(f'importing.uses.{column.use}')}")
    for problem in result.problems:
        reason = locale().say(f"importing.problems.{problem.code}", column=problem.column, value=problem.value)
        say("importing.problem", row=problem.row, reason=reason, err=True)
    updated = sum(result.updated.values())
    say("importing.done", added=result.added, updated=updated, unchanged=result.unchanged)


def _line(placed: "Placed") -> None:
    customer, profile = placed.profile.customer, placed.profile
    stopped = locale().say("customers.stopped_badge") if customer.stopped else ""
    rule = placed.rule.name if placed.rule else "-"
    typer.echo(
        f"{customer.code:<8} {customer.called}  {' '.join(customer.contacts)}  {customer.orders}×  {customer.spent}  "
        f"R{profile.recency} F{profile.frequency} M{profile.amount}  {rule}  {customer.step or ''}  {stopped}"
    )
