"""`butterfly selling-points`, `post`, `reply`, `check`: texts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.options import (
    BrandOption,
    ChannelOption,
    DateOption,
    FileArgument,
    FormOption,
    JsonOption,
    LanguageOption,
    NodeOption,
    PersonaOption,
    ProductOption,
    ReportOption,
    SecondOpinionOption,
    SegmentOption,
    StepOption,
    WishOption,
    ask,
)
from copilot.cli.output import open_copilot, print_json, print_variants, read_text
from copilot.domain.draft import Task

if TYPE_CHECKING:
    from copilot.workflows.draft import DraftEvent

app = typer.Typer()


@app.command("selling-points")
def selling_points(
    product: Annotated[str, typer.Option(help="A product's name or alias.")],
    segment: SegmentOption = None,
    channel: ChannelOption = None,
    step: StepOption = None,
    language: LanguageOption = None,
    at: DateOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft selling points from the user's side."""
    wanted = ask(brand=brand, product=product, segment=segment, channel=channel, step=step, language=language, at=at)
    show_draft(open_copilot().write(Task.SELLING_POINTS, wanted), as_json)


@app.command()
def post(
    persona: Annotated[str, typer.Option(help="In whose voice.")],
    channel: ChannelOption = None,
    product: ProductOption = None,
    topic: Annotated[str, typer.Option(help="What it is about.")] = "",
    node: NodeOption = None,
    step: StepOption = None,
    segment: SegmentOption = None,
    form: FormOption = None,
    origin: Annotated[str, typer.Option(help="Where somebody comes from whom it welcomes.")] = "",
    language: LanguageOption = None,
    at: DateOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft a post in a persona's voice, or another kind of text."""
    wanted = ask(
        brand=brand, product=product, segment=segment, persona=persona, channel=channel,
        step=step, node=node, topic=topic, language=language, at=at, text_form=form, origin=origin,
    )  # fmt: skip
    show_draft(open_copilot().write(Task.POST, wanted), as_json)


@app.command()
def reply(
    file: FileArgument,
    segment: SegmentOption = None,
    persona: PersonaOption = None,
    wish: WishOption = None,
    rep: Annotated[str, typer.Option(help="Whose nickname is the rep's.")] = "",
    answer: Annotated[str, typer.Option(help="Whom to answer in a group, by nickname.")] = "",
    customer: Annotated[
        str | None, typer.Option(help="Whose chat it is: id, number, contact, or name if only one has it.")
    ] = None,
    swap: Annotated[bool, typer.Option(help="Take customer for rep and rep for customer.")] = False,
    at: DateOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a pasted chat (or JSON turns) and draft three replies. With a customer, their segment and stop count, and
    what the chat shows becomes their history."""
    from copilot.cli.chat_json import replied_row
    from copilot.domain.conversation import PasteChoices
    from copilot.workflows.reply_to import reply_to

    copilot, choices = open_copilot(), PasteChoices(rep, answer, swap)
    chat = copilot.read_chat(read_text(file), brand, choices)
    wanted = ask(brand=brand, segment=segment, persona=persona, wish=wish, at=at)
    known = copilot.people.customers.named(copilot.brand(brand), customer) if customer else None
    replied = reply_to(copilot, known, chat, wanted) if known else copilot.reply(chat, wanted)
    if as_json:
        print_json({**replied_row(replied), "customer": known.id if known else None})
        return
    typer.echo(f"{', '.join(chat.reps)} → {chat.answering or ', '.join(chat.customers)}")
    reading = replied.reading
    typer.echo(" / ".join(str(part) for part in (reading.stand, reading.step, reading.objection) if part))
    typer.echo(f"“{reading.why}”")
    print_variants(replied.draft)


@app.command()
def check(
    file: FileArgument,
    channel: ChannelOption = None,
    product: ProductOption = None,
    form: FormOption = None,
    at: DateOption = None,
    language: LanguageOption = None,
    brand: BrandOption = None,
    report: ReportOption = None,
    second_opinion: SecondOpinionOption = False,
    as_json: JsonOption = False,
) -> None:
    """Check a text against the facts and the rules."""
    from copilot.cli.reports import write_report
    from copilot.cli.second_opinion import heed, opinion_row
    from copilot.json_shapes import check_result
    from copilot.reporting import format_of

    kind = format_of(report) if report else None
    wanted = ask(brand=brand, channel=channel, product=product, at=at, language=language, text_form=form)
    text, copilot = read_text(file), open_copilot()
    checked = copilot.check(text, wanted)
    opinions = copilot.opining.ask(checked.findings, wanted) if second_opinion else None
    if opinions:
        checked = heed(checked, opinions)
    if report and kind:
        write_report(report, kind, text, checked)
    if as_json:
        told = {"opinions": [opinion_row(o) for o in opinions.given]} if opinions else {}
        print_json({**check_result(checked.verdict, checked.findings), **told})
        return
    typer.echo(checked.verdict)
    for finding in checked.findings:
        typer.echo(f"  {finding.severity} {finding.kind} “{finding.quote}”: {finding.message} ({finding.basis})")


def show_draft(events: "Iterator[DraftEvent]", as_json: bool) -> None:
    """Run a draft to its end and print it."""
    from copilot.domain.draft import Draft
    from copilot.json_shapes import draft as draft_shape
    from copilot.workflows.outcome import outcome

    draft = outcome(events, Draft)
    if as_json:
        print_json(draft_shape(draft))
    else:
        print_variants(draft)
