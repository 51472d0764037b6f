"""`butterfly doctor` and `butterfly eval …`: how the parts are, and how good they are."""

import json
from pathlib import Path
from typing import Annotated

import typer

from copilot.cli.indexing import follow_repair, say_reindexing
from copilot.cli.options import JsonAlways, JsonOption
from copilot.cli.output import open_copilot, print_json, say
from copilot.domain.brand import Product
from copilot.domain.draft import Brief, Finding, Task
from copilot.errors import ButterflyError, InvalidInput

app = typer.Typer()
evaluations = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option(help="Make the search indexes anew from the database.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what is configured, what answers and what is out of step."""
    from copilot.json_shapes import diagnosis as diagnosis_shape

    copilot = open_copilot()
    if repair:
        follow_repair(copilot.inspecting.repair_events())
    diagnosis = copilot.inspecting.diagnose()
    shape = diagnosis_shape(diagnosis)
    if as_json:
        print_json(shape)
    else:
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=2))
    for state in diagnosis.brands:
        if state.reindexing:
            say_reindexing(state.reindexing)
    if not diagnosis.well:
        raise ButterflyError("something is out of step or does not answer", code="not_well")


@evaluations.command("retrieval")
def eval_retrieval(
    folder: Path,
    rewrite: Annotated[
        bool | None,
        typer.Option(
            "--rewrite/--no-rewrite", help="Also let the model reword each question; default: BUTTERFLY_REWRITE."
        ),
    ] = None,
    most: Annotated[int | None, typer.Option("--most", min=1, help="Only so many questions.")] = None,
    as_json: JsonAlways = True,  # noqa: ARG001
) -> None:
    """Search: corpus.jsonl, queries.jsonl, qrels.tsv → MRR@10, recall, nDCG@10, milliseconds; with a reranking endpoint
    and a rewording model, where they are configured, a row for each."""
    from copilot.bootstrap import build_embedder
    from copilot.bootstrap.assisting import build_assistance
    from copilot.evaluation.retrieval import evaluate_retrieval
    from copilot.settings import load_settings

    settings = load_settings()
    if rewrite is not None:
        settings = settings.model_copy(update={"rewrite": rewrite})
    assistance = build_assistance(settings)
    if rewrite and assistance.rewriting is None:
        raise InvalidInput("no model is configured that could reword a question", code="rewrite_no_model")
    print_json(evaluate_retrieval(folder, build_embedder(settings), most_queries=most, assistance=assistance).as_json())
    for helper in (assistance.reranking, assistance.rewriting):
        if helper and helper.outage.times:
            say("assistance.missed", err=True, count=helper.outage.times)


@evaluations.command("reading")
def eval_reading(
    folder: Path,
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="Measure with the configured model, too, when there is one.")
    ] = True,
    as_json: JsonAlways = True,  # noqa: ARG001
) -> None:
    """Reading chats: cases.jsonl → accuracy, macro F1, confusion; under `with_model` the same with the model's help."""
    from copilot.bootstrap import build_reader
    from copilot.bootstrap.assisting import build_refining
    from copilot.evaluation.reading import RefinedReader, evaluate_reading
    from copilot.settings import load_settings

    settings = load_settings().model_copy(update={"refine_reading": model})
    reader, refining = build_reader(settings), build_refining(settings)
    alone = evaluate_reading(folder, reader).as_json()
    if refining is None:
        print_json(alone)
        return
    print_json({**alone, "with_model": evaluate_reading(folder, RefinedReader(reader, refining)).as_json()})
    if refining.outage.times:
        say("assistance.missed", err=True, count=refining.outage.times)


@evaluations.command("checks")
def eval_checks(folder: Path, as_json: JsonAlways = True) -> None:  # noqa: ARG001
    """Checking: cases.jsonl → recall and false alarms by kind. A case's brand is one that was learned, or a card."""
    from copilot.evaluation.checks import CheckCase, evaluate_checks

    copilot = open_copilot()

    def check(case: CheckCase) -> tuple[Finding, ...]:
        brand = case.card or copilot.brand(case.brand or None)
        form = copilot.briefing.forms[case.channel]
        product = case.product and (brand.product(case.product) or Product(case.product)).name
        at = case.at or copilot.today()
        brief = Brief(task=Task.POST, brand=brand, language=brand.language, at=at, form=form, product=product)
        return copilot.checking.check(case.text, brief).findings

    print_json(evaluate_checks(folder, check).as_json())
