"""`butterfly learn`, `demo`, `search`, `facts`: the brand's knowledge."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.indexing import say_search_state
from copilot.cli.options import (
    BrandOption,
    ContextOption,
    DateOption,
    JsonOption,
    LearnForOption,
    ProductOption,
    StepOption,
    ask,
)
from copilot.cli.output import follow_learning, locale, open_copilot, print_json, read_text, say
from copilot.locales.why import why_sentence

if TYPE_CHECKING:
    from copilot.domain.document import LearnReport

app = typer.Typer()


@app.command()
def learn(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders.")],
    brand: LearnForOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn files and folders."""
    report = follow_learning(open_copilot().learn_events(paths, brand), quiet=as_json)
    show_report(report, as_json)
    if report.failed and not report.documents + report.unchanged:
        raise typer.Exit(1)


@app.command()
def demo(as_json: JsonOption = False) -> None:
    """Learn the demo brands, unless there is a brand already."""
    from copilot.domain.document import LearnReport

    copilot = open_copilot()
    report = LearnReport(0, 0, 0, 0)
    if copilot.store.brands.last() is None:
        say("cli.demo", err=True)
        report = follow_learning(copilot.learn_demo(), quiet=as_json)
    show_report(report, as_json)


def show_report(report: "LearnReport", as_json: bool) -> None:
    """Print what learning came to."""
    from copilot.json_shapes import learn_report

    if as_json:
        print_json(learn_report(report))
    elif report.documents or report.unchanged:
        say("cli.learned", **{k: v for k, v in learn_report(report).items() if k not in ("failed", "notices")})


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many.")] = 5,
    product: ProductOption = None,
    step: StepOption = None,
    at: DateOption = None,
    context: ContextOption = None,
    brand: BrandOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each passage was found.")] = False,
    rewrite: Annotated[
        bool | None,
        typer.Option(
            "--rewrite/--no-rewrite", help="Let the model reword the question first; default: BUTTERFLY_REWRITE."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages by words and meaning; a question for a price range gets the prices in it first."""
    from copilot.json_shapes import explained_hit, search_hit
    from copilot.workflows.search import Manner

    before = read_text(context) if context else None
    copilot = open_copilot()
    asked = ask(brand=brand, product=product, step=step, at=at)
    hits = copilot.search(query, asked, k, context=before, manner=Manner(explain, rewrite))
    say_search_state(copilot.inspecting.search_state(copilot.brand(brand)))
    if as_json:
        print_json([explained_hit(hit) if explain else search_hit(hit) for hit in hits])
        return
    for hit in hits:
        source = hit.passage.source
        typer.echo(f"{hit.score:.2f}  {hit.passage.role}  {source.document} {source.locator}\n      {hit.passage.text}")
        if explain:
            typer.echo(f"      {why_sentence(hit, locale().say)}")


@app.command()
def facts(
    product: ProductOption = None, at: DateOption = None, brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Print the facts, or with --at those in force on that day."""
    from copilot.json_shapes import fact_row

    rows = [fact_row(f) for f in open_copilot().facts(ask(brand=brand, product=product, at=at))]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        period = (
            f"  [{row['valid_from'] or '…'} – {row['valid_to'] or '…'}]" if row["valid_from"] or row["valid_to"] else ""
        )
        typer.echo(f"{row['product']}  {row['field']}  {row['value']} {row['unit']}{period}")
