"""`butterfly eval drafts` and `eval compare`: how good the drafts are, and what a change made of them."""

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import JsonAlways
from copilot.cli.output import locale, print_json, say
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.domain.draft_bench import CaseResult, Comparison, DraftRun
    from copilot.evaluation.draft_cases import DraftCase
    from copilot.evaluation.drafts import DraftBench

app = typer.Typer()


@app.command("drafts")
def eval_drafts(
    folder: Path,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only cases whose id begins so; can be given several times.")
    ] = None,
    every: Annotated[int, typer.Option("--every", min=1, help="Only every so manieth case: a sample.")] = 1,
    html: Annotated[Path | None, typer.Option("--html", help="Write the drafts side by side as a web page.")] = None,
    save: Annotated[Path | None, typer.Option("--save", help="Keep the run as JSON, to compare with.")] = None,
    against: Annotated[Path | None, typer.Option("--against", help="A saved run to compare with.")] = None,
    as_json: JsonAlways = True,  # noqa: ARG001
) -> None:
    """Drafts: cases.jsonl → what the configured model (or the offline writer) makes of the briefs, measured."""
    from copilot.bootstrap.measuring import draft_bench
    from copilot.evaluation.draft_cases import read_draft_cases
    from copilot.evaluation.draft_runs import compare_runs, load_run, run_as_json
    from copilot.settings import load_settings

    before = load_run(against) if against else None
    cases = [c for c in read_draft_cases(folder) if not only or c.id.startswith(tuple(only))][::every]
    with draft_bench(load_settings()) as bench:
        run = _run(bench, cases, save)
    comparison = compare_runs(before, run) if before else None
    shape = run_as_json(run)
    if html:
        _write_page(html, run, before, comparison)
    print_json({**shape, "against": asdict(comparison)} if comparison else shape)


@app.command("compare")
def eval_compare(
    before: Path,
    now: Path,
    html: Annotated[Path | None, typer.Option("--html", help="Write both runs side by side as a web page.")] = None,
    as_json: JsonAlways = True,  # noqa: ARG001
) -> None:
    """Two saved runs of `eval drafts`, case by case: better, worse or the same in each measure."""
    from copilot.evaluation.draft_runs import compare_runs, load_run

    earlier, later = load_run(before), load_run(now)
    comparison = compare_runs(earlier, later)
    if html:
        _write_page(html, later, earlier, comparison)
    print_json(asdict(comparison))


def _run(bench: "DraftBench", cases: "list[DraftCase]", save: Path | None) -> "DraftRun":
    """Run to the end, telling each case on stderr; what there is, is kept after each: a model may take hours."""
    from copilot.evaluation.draft_runs import run_as_json

    started_at, started = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    results: list[CaseResult] = []
    for result in bench.run(cases):
        results.append(result)
        told = result.error or f"{result.measures['seconds']:.1f} s"
        say("draft_bench.case_done", err=True, done=len(results), total=len(cases), case=result.id, told=told)
        if save:
            _save(save, run_as_json(bench.summed(results, started_at, time.monotonic() - started)))
    return bench.summed(results, started_at, time.monotonic() - started)


def _write_page(path: Path, run: "DraftRun", before: "DraftRun | None", comparison: "Comparison | None") -> None:
    from copilot.evaluation.draft_runs import run_as_json
    from copilot.reporting.draft_page import Earlier, draft_page

    sentences = locale()
    earlier = Earlier(before, comparison) if before and comparison else None
    _write(path, draft_page(run, run_as_json(run)["wanted"], earlier, sentences.say, sentences.language))


def _save(path: Path, run: dict[str, Any]) -> None:
    _write(path, json.dumps(run, ensure_ascii=False, indent=1).encode())


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        detail = error.strerror or str(error)
        raise InvalidInput(f"cannot write {path}", code="report_unwritable", name=str(path), detail=detail) from error
