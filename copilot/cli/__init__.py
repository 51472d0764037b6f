"""`butterfly …`: everything the pages do, for scripts. Thin: parse, make one call, print."""

import gc
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_command

from copilot.cli import (
    audiences,
    butterfly,
    calc,
    calendar,
    chains,
    customers,
    documents,
    draft_bench,
    facts,
    fatigue,
    gaps,
    insights,
    knowledge,
    measuring,
    members,
    personas,
    plan,
    referral,
    review,
    rewriting,
    rules,
    scripts,
    segments,
    sent,
    usage,
    wings,
    writing,
)
from copilot.cli.brands import brands
from copilot.cli.export import export
from copilot.cli.forms import forms
from copilot.cli.output import complain, say_error
from copilot.errors import ButterflyError

DEBUG = "--debug"
NEW_OBJECTS = 20_000
"""After so many Python looks for garbage; a command that loads and makes a lot, and ends, would wait for it in vain."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
app.add_typer(knowledge.app)
app.add_typer(facts.app)
app.add_typer(documents.app)
app.add_typer(gaps.app)
app.add_typer(chains.app, name="chains", help="From a product's properties to what they are for its users.")
app.add_typer(writing.app)
app.add_typer(measuring.app)
app.add_typer(usage.app)
app.add_typer(rewriting.app)
app.add_typer(brands, name="brand", help="Brands: add one, list them, name their products.")
app.add_typer(rules.app, name="rules", help="The rules of checking: list, mute, weigh, add, try.")
app.add_typer(customers.app, name="customers", help="Customers: import, list, show, export, delete.")
app.add_typer(personas.app, name="personas", help="Personas: cards of voices, proposed, kept by version, tried.")
app.add_typer(
    segments.app, name="segments", help="Segments: rules over customers, who falls under them, and cards of readers."
)
app.add_typer(sent.app, name="sent", help="What was really sent: keep, mark, add up, learn from.")
app.add_typer(scripts.app, name="scripts", help="Quick replies: find them, propose and review new ones.")
app.add_typer(audiences.app, name="audience", help="Whom content is planned for.")
app.add_typer(plan.app, name="plan", help="Plans for some weeks: make one, look at it, accept it.")
app.add_typer(calendar.app, name="calendar", help="What stands in the calendar: list, move, take out, write.")
app.add_typer(review.app, name="review", help="Texts on their way out: the queue, approvals, comments, the trail.")
app.add_typer(wings.app, name="wings", help="The butterfly in own figures: shown, typed, imported.")
app.add_typer(insights.app, name="insights", help="What the figures say, what to do about it, and what came of it.")
app.command()(insights.report)
app.add_typer(
    calc.app, name="calc", help="Calculators: referral, lifetime value, membership, stored value, trials, offers."
)
app.add_typer(referral.app, name="referral", help="Referral schemes: checked before they are kept.")
app.add_typer(fatigue.app, name="fatigue", help="Which groups tire of what they hear, and quiet weeks.")
app.add_typer(butterfly.fit_app, name="fit", help="Does private domain fit: questions, and what the answers come to.")
app.add_typer(butterfly.models_app, name="models", help="Three ways to work; the chosen one sets the calendar's pace.")
app.command()(export)
app.command()(forms)
app.add_typer(members.app, name="members", help="Who may sign in, and what for.")
measuring.evaluations.add_typer(draft_bench.app)
app.add_typer(measuring.evaluations, name="eval", help="Measure on a folder of cases.")


@app.callback()
def everywhere(
    debug: Annotated[bool, typer.Option(DEBUG, help="Show where an unexpected error came from.")] = False,
) -> None:
    """Drafts for people who sell through relationships: grounded in a brand's knowledge, checked, never sent by itself."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command. Exit codes: 0 done, 1 not possible (a coded sentence on stderr), 2 usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        gc.set_threshold(NEW_OBJECTS)
    try:
        _command()(given, prog_name="butterfly")
    except ButterflyError as error:
        complain(error)
    except Exception as error:
        # The last frame before a person: what we did not foresee becomes one sentence, and its trace when asked for.
        if DEBUG in given:
            raise
        say_error("error", "cli.unexpected", detail=f"{type(error).__name__}: {error}".splitlines()[0])
    sys.exit(1)


@cache
def _command() -> Callable[..., Any]:
    """The command, put together once: that takes longer than most of what it does."""
    return get_command(app)
