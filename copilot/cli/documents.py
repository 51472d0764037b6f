"""`butterfly documents`, `versions`, `delete`, `restore`, `preview`, `correct`, `stale`: documents as they live."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.options import BrandOption, JsonAlways, JsonOption, day
from copilot.cli.output import locale, open_copilot, print_json
from copilot.domain.correction import RowKind
from copilot.domain.evidence import Role
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.domain.correction import Correction, Corrections
    from copilot.domain.document import Document
    from copilot.domain.preview import Preview

app = typer.Typer()

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A document's name or id.")]


@app.command()
def documents(
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that are deleted.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the learned documents."""
    show(open_copilot().documents(brand, deleted=deleted), as_json)


@app.command()
def versions(name: NameArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """List every version of a document, the first first."""
    show(open_copilot().versions(name, brand), as_json)


@app.command()
def delete(name: NameArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Delete a document: nothing of it is found or cited any more. `restore` takes it back."""
    show([open_copilot().delete(name, brand)], as_json)


@app.command()
def restore(
    name: NameArgument,
    version: Annotated[int | None, typer.Option(min=1, help="Let this version's file be the newest.")] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a deletion back, or bring an old version back as the newest."""
    show([open_copilot().restore(name, version, brand)], as_json)


@app.command()
def preview(
    file: Annotated[str, typer.Argument(metavar="PATH|NAME", help="A file, or a learned document's name.")],
    brand: BrandOption = None,
    as_json: JsonAlways = False,  # noqa: ARG001
) -> None:
    """Print as JSON what reading makes of a file: tables with columns and rows, passages with roles. Keeps nothing."""
    from copilot.cli.document_json import preview as preview_shape

    print_json(preview_shape(open_copilot().preview(file, brand)))


@app.command()
def correct(
    name: NameArgument,
    column: Annotated[str | None, typer.Option(help="A column, by the words of its header.")] = None,
    row: Annotated[str | None, typer.Option(help="A row, by its place or the words of a cell.")] = None,
    passage: Annotated[str | None, typer.Option(help="A passage, by its id, its place or words in it.")] = None,
    table: Annotated[str, typer.Option(help="The table's title or number, where several have such a place.")] = "",
    kind: Annotated[str, typer.Option(help="What the column holds (member_price, …) or the row is (header, …).")] = "",
    valid_from: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The column's first day.")] = None,
    valid_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The column's last day.")] = None,
    role: Annotated[Role | None, typer.Option(help="What the passage is good for.")] = None,
    product: Annotated[str | None, typer.Option(help="What the passage is about; empty: no product.")] = None,
    undo: Annotated[str | None, typer.Option(metavar="ID", help="Take a correction back.")] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how a document is to be read, now and whenever it is learned again; without options, list what was said."""
    from copilot.domain.correction import CorrectionChange

    if sum(given is not None for given in (column, row, passage, undo)) > 1:
        raise InvalidInput("one place at a time", code="one_place")
    copilot = open_copilot()
    whose = copilot.brand(brand)
    seen = copilot.preview(name, whose.id)
    said: Correction | None = None
    if column is not None:
        said = of_column(seen, (column, table), kind, (valid_from, valid_to))
    elif row is not None:
        said = of_row(seen, (row, table), kind)
    elif passage is not None:
        said = of_passage(seen, passage, role, product)
    if said is not None or undo is not None:
        change = CorrectionChange((said,) if said else (), (undo,) if undo else (), seen=seen.corrections.serial)
        copilot.correct(seen.file.name, change, whose.id)
    show_said(copilot.correcting.said(whose, seen.file.name), as_json)


@app.command()
def stale(
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many of the last drafts to look at.")] = 50,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the drafts that cite what the knowledge does not say any more, with old and new."""
    from copilot.json_shapes import draft as draft_shape

    copilot = open_copilot()
    whose = copilot.brand(brand)
    drafts = copilot.store.drafts.recent(whose.id, limit=limit, of_items=False)
    changed = copilot.freshness.stale(whose.id, drafts)
    if as_json:
        print_json([draft_shape(d, changed[d.id]) for d in drafts if d.id in changed])
        return
    for draft in (d for d in drafts if d.id in changed):
        typer.echo(f"{draft.id}  {draft.task}  {draft.variants[0].plain[:40]}")
        for change in changed[draft.id]:
            about = f"{change.product} {change.field}".strip()
            typer.echo(f"   [{change.n}] {change.document} v{change.document_version} {change.reason} {about}")
            typer.echo(f"       {change.old} → {change.new or '–'}")


def of_column(seen: "Preview", place: tuple[str, str], kind: str, days: tuple[str | None, str | None]) -> "Correction":
    """What the options say about a column; what they leave open stays as it was said before."""
    from copilot.domain.correction import ColumnCorrection, Span
    from copilot.workflows.pointing import column_called

    table, column = column_called(seen, *place)
    before = next((c for c in seen.corrections.columns if c.id == column.correction), None)
    dates = Span(day(days[0]), day(days[1])) if any(days) else before.dates if before else None
    if not kind and not any(days):
        raise InvalidInput("nothing said", code="nothing_said", known="--kind, --from, --to")
    return ColumnCorrection(table.key, column.key, kind or (before.kind if before else ""), dates)


def of_row(seen: "Preview", place: tuple[str, str], kind: str) -> "Correction":
    """What the options say about a row."""
    from copilot.domain.correction import CHOSEN_ROW_KINDS, RowCorrection
    from copilot.workflows.pointing import row_called

    known = [k.value for k in CHOSEN_ROW_KINDS]
    if kind not in known:
        raise InvalidInput(f"no choice: {kind}", code="choice_invalid", value=kind, known=", ".join(known))
    table, row = row_called(seen, *place)
    return RowCorrection(table.sheet, row.key, RowKind(kind))


def of_passage(seen: "Preview", words: str, role: Role | None, product: str | None) -> "Correction":
    """What the options say about a passage; what they leave open stays as it was said before."""
    from copilot.workflows.correct import about_passage
    from copilot.workflows.pointing import passage_called

    if role is None and product is None:
        raise InvalidInput("nothing said", code="nothing_said", known="--role, --product")
    said = about_passage(passage_called(seen, words), seen.corrections.said)
    return replace(said, role=role or said.role, product=said.product if product is None else product)


def show(listed: "Sequence[Document]", as_json: bool) -> None:
    """Print documents or versions."""
    from copilot.cli.document_json import document_row

    if as_json:
        print_json([document_row(d) for d in listed])
        return
    for d in listed:
        counted = locale().say(
            "cli.document", version=d.version, passages=d.passages, facts=d.facts, bytes=d.size_bytes
        )
        typer.echo(f"{d.name}  {d.learned_at:%Y-%m-%d %H:%M}  {counted}")


def show_said(said: "Corrections", as_json: bool) -> None:
    """Print what is said about a document."""
    from copilot.cli.document_json import correction

    rows = [correction(c) for c in said.said]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        where = row.get("header") or row.get("row") or row.get("text")
        what = row.get("kind") or row.get("role") or row.get("product") or row.get("dates")
        typer.echo(f"{row['id']}  {row['place']}  {where!s:.60}  →  {what}")
