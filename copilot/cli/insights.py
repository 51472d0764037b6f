"""`butterfly insights …` and `butterfly report`: what the figures say, what to do, what came of it, and one page for the
boss."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import locale, print_json, say
from copilot.cli.reports import write_file

if TYPE_CHECKING:
    from copilot.domain.insight import Deed, Figure, Insight, Outcome
    from copilot.workflows.insights import Look

app = typer.Typer()
InsightArgument = Annotated[str, typer.Argument(metavar="INSIGHT", help="Its id in `butterfly insights`.")]


@app.callback(invoke_without_command=True)
def insights(context: typer.Context, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Up to three findings with their figures, three decisions, and what came of what was done."""
    if context.invoked_subcommand is not None:
        return
    copilot, whose = looking(brand)
    look = copilot.butterfly.insights.look(whose)
    if as_json:
        print_json(shape(look))
        return
    _tell(look)


@app.command("do")
def take_up(
    insight: InsightArgument,
    deed: Annotated[str, typer.Argument(metavar="[DEED]", help="Which of its deeds; default: the first.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remember that something is done about a finding, with its figure as it stands."""
    at = acting(brand, by)
    found, chosen = at.copilot.butterfly.insights.named(at.brand, insight, deed)
    done = at.copilot.butterfly.insights.take_up(at.brand, found, chosen, at.actor)
    if as_json:
        print_json({"id": done.id, "insight": done.insight_id, "deed": deed_shape(chosen)})
        return
    say("insights.taken_up", id=done.id, deed=chosen.name.of(locale().language))


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="Its number in `butterfly insights`.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take back that something was done."""
    at = acting(brand, by)
    at.copilot.butterfly.insights.undo(at.brand, number, at.actor)
    if as_json:
        print_json({"undone": number})
        return
    say("insights.undone", id=number)


def report(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Ends in .docx or .html.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """One page for the boss: the chart, three findings, three decisions; to print, or as a Word document."""
    from copilot.reporting import format_of
    from copilot.reporting.boss import boss_report

    kind = format_of(file)
    copilot, whose = looking(brand)
    sentences = locale()
    content = boss_report(copilot, whose, kind, sentences.say, sentences.language)
    write_file(file, content)
    if as_json:
        print_json({"file": file, "kind": kind, "bytes": len(content)})
        return
    say("butterfly_report.written", file=file)


def _tell(look: "Look") -> None:
    from copilot.reporting import insight_words as words

    sentences, language, found = locale(), locale().language, look.insights
    if not found.findings:
        say("butterfly_report.nothing")
    for insight in found.findings:
        typer.echo(f"{insight.id}\n  {words.headline(insight, sentences.say, language)}")
        why = words.reason(insight, sentences.say, language)
        typer.echo("  " + "; ".join((*words.details(insight, sentences.say), why)))
        for deed in insight.deeds:
            typer.echo(f"  - {deed.id}: {deed.name.of(language)}")
    for decision in found.decisions:
        what, because = words.decided(decision, sentences.say, language)
        typer.echo(f"{what}\n  {because}")
    for one in look.done:
        told = words.came_of(one.outcome, one.name(language), sentences.say)
        typer.echo(f"{one.outcome.done.id}  {told}")


def shape(look: "Look") -> dict[str, Any]:
    """`{findings: […], decisions: […], done: […]}`"""
    return {
        "findings": [_finding(one) for one in look.insights.findings],
        "decisions": [
            {
                "about": one.about.id,
                "what": asdict(one.what),
                "deed": one.deed and one.deed.id,
                "look_again": one.watch_until.isoformat(),
            }
            for one in look.insights.decisions
        ],
        "done": [_done(one.outcome) for one in look.done],
    }


def _done(outcome: "Outcome") -> dict[str, Any]:
    done = outcome.done
    return {
        "id": done.id,
        "insight": done.insight_id,
        "deed": done.deed_id,
        "by": done.by,
        "at": done.at.isoformat(),
        "then": _figure(done.figure),
        "now": _figure(outcome.now) if outcome.now else None,
    }


def deed_shape(deed: "Deed") -> dict[str, Any]:
    """`{id, to, name, node, step, goal, newcomers, weeks, channel, form, topic}`"""
    return asdict(deed)


def _finding(one: "Insight") -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "node": one.node,
        "step": one.step,
        "from": one.places and one.places[0],
        "to": one.places and one.places[1],
        "subject": one.subject,
        "figure": _figure(one.figure),
        "lost_customers": one.lost_customers,
        "lost_money": one.lost_money,
        "why": asdict(one.why),
        "source": asdict(one.source),
        "items": list(one.items),
        "deeds": [deed_shape(deed) for deed in one.deeds],
    }


def _figure(figure: "Figure") -> dict[str, Any]:
    period = figure.period
    return {
        "part": figure.part,
        "whole": figure.whole,
        "rate": figure.rate,
        "usual": figure.usual,
        "small": figure.small,
        "low": figure.low,
        "high": figure.high,
        "start": period and period.start.isoformat(),
        "end": period and period.end.isoformat(),
    }
