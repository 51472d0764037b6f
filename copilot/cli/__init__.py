"""`butterfly …`: everything the pages do, for scripts. Thin: parse, make one call, print."""

import sys
from typing import NoReturn

import typer

from copilot.cli import knowledge, measuring, writing
from copilot.cli.brands import brands
from copilot.cli.output import locale
from copilot.errors import ButterflyError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
app.add_typer(knowledge.app)
app.add_typer(writing.app)
app.add_typer(measuring.app)
app.add_typer(brands, name="brand", help="Brands: add one, list them.")
app.add_typer(measuring.evaluations, name="eval", help="Measure on a folder of cases.")


def main() -> NoReturn:
    """Run the command. Exit codes: 0 done, 1 not possible (a coded sentence on stderr), 2 usage."""
    try:
        app()
    except ButterflyError as error:
        typer.echo(f"{error.code}: {locale().explain(error)}", err=True)
        sys.exit(1)
    sys.exit(0)
