"""Reading what a command was given and printing what came of it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from copilot.errors import UnreadableFile
from copilot.locales import Locale, load_locale
from copilot.settings import Settings, system_language

if TYPE_CHECKING:
    from copilot.domain.document import LearnProgress, LearnReport
    from copilot.domain.draft import Draft
    from copilot.workflows.copilot import Copilot


def open_copilot() -> "Copilot":
    """A copilot of the configured settings. Imported late: `--help` must not wait for it."""
    from copilot.bootstrap import build_copilot

    return build_copilot(Settings())


def locale() -> Locale:
    """The sentences in the configured language, else in that of the system."""
    return load_locale(Settings().language or system_language())


def say(key: str, **facts: object) -> None:
    """Print a sentence of the locale files."""
    typer.echo(locale().say(key, **facts))


def print_json(value: Any) -> None:
    """Print one JSON value, readable by people too."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def read_text(file: str) -> str:
    """The text of a file, or of standard input for `-`. Raises `UnreadableFile`."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UnreadableFile(file, "file_missing", str(error)) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def follow_learning(events: "Iterator[LearnProgress | LearnReport]", *, quiet: bool) -> "LearnReport":
    """Show progress on stderr while learning goes on, and return its report."""
    from copilot.workflows.learn import report_of

    if quiet:
        return report_of(events)
    with typer.progressbar(length=100, label=locale().say("cli.learning"), file=sys.stderr) as bar:
        return report_of(_shown(events, bar))


def print_variants(draft: "Draft") -> None:
    """Each variant with its findings, then what was missing."""
    for number, variant in enumerate(draft.variants, start=1):
        typer.echo(f"\n{number}. [{variant.idea or ''}]\n{variant.text}")
        for finding in variant.findings:
            typer.echo(f"   ! {finding.severity} {finding.kind} “{finding.quote}”: {finding.message}")
    cited = {c.n for v in draft.variants for c in v.citations}
    for item in draft.evidence:
        if item.n in cited:
            typer.echo(f"[{item.n}] {item.source.document} {item.source.locator}: {item.text}")
    for gap in draft.gaps:
        say("cli.gap", role=locale().say(f"roles.{gap.role}") if gap.role else "", about=gap.about)


def _shown(events: "Iterator[LearnProgress | LearnReport]", bar: Any) -> "Iterator[LearnProgress | LearnReport]":
    from copilot.domain.document import LearnProgress

    shown = 0
    for event in events:
        if isinstance(event, LearnProgress):
            now = event.percent
            bar.update(max(now - shown, 0))
            shown = max(now, shown)
        yield event
