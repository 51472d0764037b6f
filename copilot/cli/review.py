"""`butterfly review …`: texts on their way out, read and decided. What is shown here is for reading, not for sending."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli import review_talk, trail
from copilot.cli.acting import Acting, ByOption, ItemArgument, acting, item_named, looking
from copilot.cli.calendar_words import print_items, tell_items
from copilot.cli.options import BrandOption, FileArgument, JsonOption
from copilot.cli.output import complain, print_json, read_text, say
from copilot.domain.review import RiskKind
from copilot.errors import InvalidInput, UnknownName

if TYPE_CHECKING:
    from copilot.domain.calendar import Item
    from copilot.domain.review import Waiting
    from copilot.workflows.review_bulk import BulkResult

app = typer.Typer(no_args_is_help=True)
app.add_typer(review_talk.app)
app.add_typer(trail.app)
ItemsArgument = Annotated[list[str], typer.Argument(metavar="ITEM[@VERSION]…", help="Ids, or how they begin.")]


@app.command()
def queue(
    limit: Annotated[int, typer.Option("-n", min=1, help="At most so many.")] = 50,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """What waits for a reviewer, the riskiest first, with why and with its text."""
    from copilot.cli.calendar_json import waiting as shape

    copilot, whose = looking(brand)
    found = copilot.calendar.review.queue(whose)[:limit]
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        print_items([one.item], copilot.calendar.audiences.all(whose))
        _print_waiting(one)


@app.command()
def show(item: ItemArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """One item with its text, what was found in it, and why it is risky."""
    from copilot.cli.calendar_json import waiting as shape

    copilot, whose = looking(brand)
    found = copilot.calendar.review.look(item_named(copilot, whose, item)[0].id)
    if as_json:
        print_json(shape(found))
        return
    print_items([found.item], copilot.calendar.audiences.all(whose))
    _print_waiting(found)


@app.command()
def submit(items: ItemsArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Hand texts in for review."""
    at = acting(brand, by)
    picked = [(found.id, version) for found, version in map(at.item, items)]
    if len(picked) == 1:
        _told(at, [at.calendar.review.submit(*picked[0], at.actor)], as_json)
    else:
        _bulk(at, at.calendar.bulk.submit(picked, at.actor), as_json)


@app.command("take-back")
def take_back(item: ItemArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Take a text back into one's hands before it is decided."""
    at = acting(brand, by)
    found, version = at.item(item)
    _told(at, [at.calendar.review.take_back(found.id, version, at.actor)], as_json)


@app.command()
def approve(items: ItemsArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Say yes to texts as they were seen: ITEM@VERSION. Several at once only where nothing was found in them."""
    at = acting(brand, by)
    if without := next((one for one in items if "@" not in one), None):
        raise InvalidInput(f"{without} has no version", code="version_missing", item=without)
    picked = [(found.id, version) for found, version in map(at.item, items)]
    if len(picked) == 1:
        _told(at, [at.calendar.review.approve(*picked[0], at.actor)], as_json)
    else:
        _bulk(at, at.calendar.bulk.approve(at.brand, picked, at.actor), as_json)


@app.command("send-back")
def send_back(
    item: ItemArgument,
    why: Annotated[str, typer.Option(help="What is to change.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask for changes."""
    at = acting(brand, by)
    found, version = at.item(item)
    _told(at, [at.calendar.review.send_back(found.id, version, at.actor, why)], as_json)


@app.command()
def withdraw(
    item: ItemArgument,
    why: Annotated[str, typer.Option(help="For what reason.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take approvals back; it waits again."""
    at = acting(brand, by)
    found, version = at.item(item)
    _told(at, [at.calendar.review.withdraw_approval(found.id, version, at.actor, why)], as_json)


@app.command()
def edit(
    item: ItemArgument, file: FileArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Put the text of a file in place of the item's; approvals fall."""
    at = acting(brand, by)
    found, version = at.item(item)
    _told(at, [at.calendar.review.edit(found.id, version, read_text(file), at.actor)], as_json)


@app.command()
def waive(
    item: ItemArgument,
    rule: Annotated[str, typer.Argument(help="The rule whose finding is let pass in this wording.")],
    why: Annotated[str, typer.Option(help="For what reason.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Let it stand again.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let what a rule found pass in this wording, with a reason; or take that back."""
    at = acting(brand, by)
    found, version = at.item(item)
    review = at.calendar.review
    there = [j for j in review.look(found.id).judged if (j.waiver is not None) == undo]
    meant = [judged for judged in there if judged.finding.rule == rule]
    if not meant:
        raise UnknownName("finding", rule, tuple(judged.finding.rule for judged in there))
    now = found
    for judged in meant:
        if judged.waiver is not None:
            now = review.withdraw_waiver(now.id, version, at.actor, judged.waiver)
        else:
            now = review.waive(now.id, version, at.actor, judged.finding, why)
        version = now.version
    _told(at, [now], as_json)


@app.command()
def policy(
    two_for: Annotated[
        list[RiskKind] | None, typer.Option("--two-for", help="Ask two people where this is a risk; repeat.")
    ] = None,
    one_for_all: Annotated[bool, typer.Option("--one-for-all", help="Ask one person, whatever the risk.")] = False,
    label_asked: Annotated[
        bool | None, typer.Option("--label/--no-label", help="Whether an AI label has to be chosen before an export.")
    ] = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the brand asks of review; with options, change it."""
    from dataclasses import replace

    from copilot.cli.calendar_json import policy as shape

    copilot, whose = looking(brand)
    now = copilot.calendar.review.policy(whose)
    wanted = replace(
        now,
        two_for=() if one_for_all else tuple(two_for) if two_for else now.two_for,
        label_asked=now.label_asked if label_asked is None else label_asked,
    )
    if wanted != now:
        at = acting(brand, by)
        now = at.calendar.review.set_policy(at.brand, wanted, at.actor)
    if as_json:
        print_json(shape(now))
        return
    typer.echo(f"two_for: {', '.join(now.two_for) or '-'}\nlabel_asked: {'yes' if now.label_asked else 'no'}")


def _told(at: Acting, items: "list[Item]", as_json: bool) -> None:
    tell_items(at, items, as_json=as_json)
    if at.actor.alone and not as_json:
        say("sign_in.alone", err=True)


def _bulk(at: Acting, result: "BulkResult", as_json: bool) -> None:
    """What was done and what was refused, each with its reason; ends with 1 where nothing was done."""
    from copilot.cli.calendar_json import item as shape

    for one in result.refused:
        typer.echo(one.item_id[:8], nl=False, err=True)
        typer.echo("  ", nl=False, err=True)
        complain(one.error)
    if as_json:
        refused = [{"item": one.item_id, "code": one.error.code} for one in result.refused]
        print_json({"done": [shape(one) for one in result.done], "refused": refused})
    else:
        print_items(result.done, at.calendar.audiences.all(at.brand))
    if result.refused and not result.done:
        raise typer.Exit(1)


def _print_waiting(one: "Waiting") -> None:
    typer.echo(one.draft.text)
    for risk in one.risks:
        typer.echo(f"   ? {risk.kind} {risk.weight}  {', '.join(str(fact) for fact in risk.facts.values())}".rstrip())
    for judged in one.judged:
        sign, finding = "=" if judged.waiver else "!", judged.finding
        typer.echo(f"   {sign} {finding.severity} {finding.rule} “{finding.quote}”: {finding.message}")
    typer.echo("")
