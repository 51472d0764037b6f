"""The options that several commands share, and the ask they add up to."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.domain.channel import Channel
from copilot.domain.draft import Wish
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.workflows.ask import Ask

BrandOption = Annotated[str | None, typer.Option("--brand", help="Id or name; default: the one added last.")]
LearnForOption = Annotated[
    str | None, typer.Option("--brand", help="Id or name; default: what a brand card among them says, else the last.")
]
ProductOption = Annotated[str | None, typer.Option(help="A product's name or alias.")]
SegmentOption = Annotated[str | None, typer.Option(help="Whom it is for.")]
PersonaOption = Annotated[str | None, typer.Option(help="In whose voice.")]
ChannelOption = Annotated[Channel | None, typer.Option(help="Where it is said.")]
StepOption = Annotated[Step | None, typer.Option(help="Step of the ladder.")]
NodeOption = Annotated[Node | None, typer.Option(help="Node of the butterfly.")]
WishOption = Annotated[Wish | None, typer.Option(help="How replies should differ from the usual ones.")]
FormOption = Annotated[str | None, typer.Option("--form", help="Kind of text, by its id in `butterfly forms`.")]
LanguageOption = Annotated[Language | None, typer.Option(help="Language to write in.")]
DateOption = Annotated[str | None, typer.Option("--at", metavar="DATE", help="Day that counts as today, 2026-11-23.")]
ContextOption = Annotated[
    str | None, typer.Option("--context", metavar="FILE|-", help="The chat before the question, pasted or as JSON.")
]
ReportOption = Annotated[
    str | None, typer.Option("--report", metavar="FILE", help="Also write the check as a .docx or .html file.")
]
SecondOpinionOption = Annotated[
    bool, typer.Option("--second-opinion", help="Ask the configured model about claims without a source.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]
JsonAlways = Annotated[bool, typer.Option("--json", help="Print one JSON value, as it does anyway.")]
PlanArgument = Annotated[str, typer.Argument(metavar="PLAN", help="Its id.")]
KeptArgument = Annotated[str, typer.Argument(metavar="NAME", help="Its name, its id, or how the id begins.")]
FileArgument = Annotated[str, typer.Argument(metavar="FILE|-", help="A file, or - for standard input.")]


def day(text: str | None) -> date | None:
    """The date written as 2026-11-23; None for none. Raises `InvalidInput`."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"not a date: {text}", code="date_invalid", value=text) from error


def ask(at: str | None = None, **named: object) -> "Ask":
    """The ask made of the options that were given; `named` are fields of `Ask`."""
    from copilot.workflows.ask import Ask

    return replace(Ask(at=day(at)), **named)  # type: ignore[arg-type]
