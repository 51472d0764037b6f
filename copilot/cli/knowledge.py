"""`butterfly learn`, `demo`, `search`, `facts`: the brand's knowledge."""

from pathlib import Path
from typing import Annotated

import typer

from copilot.cli.options import BrandOption, DateOption, JsonOption, ProductOption, StepOption, ask
from copilot.cli.output import follow_learning, locale, open_copilot, print_json, say

app = typer.Typer()


@app.command()
def learn(paths: list[Path], brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Learn files and folders."""
    from copilot.json_shapes import learn_report

    report = follow_learning(open_copilot().learn_events(list(paths), brand), quiet=as_json)
    if as_json:
        print_json(learn_report(report))
        return
    say("cli.learned", **{k: v for k, v in learn_report(report).items() if k != "failed"})
    for failure in report.failed:
        typer.echo("  " + locale().say(f"errors.{failure.code}", path=failure.path, detail=failure.reason))


@app.command()
def demo() -> None:
    """Learn the demo brands, unless there is a brand already."""
    copilot = open_copilot()
    if copilot.store.brands.last() is None:
        say("cli.demo")
        follow_learning(copilot.learn_demo(), quiet=False)


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many.")] = 5,
    product: ProductOption = None,
    step: StepOption = None,
    at: DateOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages by words and meaning."""
    from copilot.json_shapes import search_hit

    hits = open_copilot().search(query, ask(brand=brand, product=product, step=step, at=at), k)
    if as_json:
        print_json([search_hit(hit) for hit in hits])
        return
    for hit in hits:
        source = hit.passage.source
        typer.echo(f"{hit.score:.2f}  {hit.passage.role}  {source.document} {source.locator}\n      {hit.passage.text}")


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
