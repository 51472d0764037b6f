"""`butterfly forms`: the kinds of text there are, and what each of them needs."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import JsonOption
from copilot.cli.output import locale, open_copilot, print_json
from copilot.errors import UnknownName

if TYPE_CHECKING:
    from copilot.domain.text_form import TextForm


def forms(
    form_id: Annotated[str | None, typer.Argument(metavar="ID", help="Only this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """The forms of texts: their parts, limits with sources, and what they have to know."""
    known = open_copilot().briefing.text_forms
    if form_id and form_id not in known:
        raise UnknownName("text_form", form_id, tuple(known))
    shown = [known[form_id]] if form_id else list(known.values())
    if as_json:
        rows = [form_row(form) for form in shown]
        print_json(rows[0] if form_id else rows)
        return
    words = locale()
    for form in shown:
        channels = ", ".join(words.say(f"channels.{channel}") for channel in form.channels)
        typer.echo(f"{form.id:24}{form.title.of(words.language)}  ({channels})")
        for need in form.needs:
            typer.echo(f"{'':24}{words.say('posts.form_need', need=need.name.of(words.language))}")


def form_row(form: "TextForm") -> dict[str, Any]:
    """Everything the form says, with `title`, `does`, names and advice in both languages."""
    row = asdict(form)
    del row["origin"]
    return row
