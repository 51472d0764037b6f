"""Reading what a command was given and printing what came of it."""

import json
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from copilot.errors import ButterflyError, Misconfigured, UnreadableFile
from copilot.locales import Locale, load_locale

if TYPE_CHECKING:
    from copilot.domain.document import LearnProgress, LearnReport
    from copilot.domain.draft import Draft
    from copilot.workflows.copilot import Copilot


def open_copilot() -> "Copilot":
    """A copilot of the configured settings. Imported late, like every setting here: `--help` must not wait for it."""
    from copilot.bootstrap import build_copilot
    from copilot.settings import load_settings

    return build_copilot(load_settings())


def locale() -> Locale:
    """The sentences in the configured language, else in that of the system. Never fails."""
    from copilot.settings import load_settings, system_language

    try:
        configured = load_settings().language
    except Misconfigured:
        configured = None  # to say so takes a language, too
    return load_locale(configured or system_language())


def say(key: str, *, err: bool = False, **facts: object) -> None:
    """Print a sentence of the locale files."""
    typer.echo(locale().say(key, **facts), err=err)


def complain(error: ButterflyError) -> None:
    """Print on stderr, after its code, what happened and what to do."""
    typer.echo(f"{error.code}: {locale().explain(error)}", err=True)


def say_error(code: str, key: str, **facts: object) -> None:
    """Print a sentence on stderr after its code."""
    typer.echo(f"{code}: {locale().say(key, **facts)}", err=True)


def print_json(value: Any) -> None:
    """Print one JSON value, readable by people too."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def read_text(file: str) -> str:
    """The text of a file, or of standard input for `-`. Raises `UnreadableFile`."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UnreadableFile(file, "file_missing", str(error)) from error
    encodings = ["utf-16"] if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(file, "file_broken", "not a text")


def follow_learning(events: "Iterator[LearnProgress | LearnReport]", *, quiet: bool) -> "LearnReport":
    """Show progress on stderr while learning goes on, name each file that was not learned, and return the report."""
    from copilot.domain.document import LearnReport
    from copilot.workflows.outcome import outcome

    if quiet:
        report = outcome(events, LearnReport)
    else:
        with typer.progressbar(length=100, label=locale().say("cli.learning"), file=sys.stderr) as bar:
            report = outcome(_shown(events, bar), LearnReport)
    for failure in report.failed:
        complain(UnreadableFile(failure.path, failure.code, failure.reason))
    for told in report.notices:
        typer.echo(locale().tell(told.path, told.notice), err=True)
    return report


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
        if gap.disputed:
            say("facts.gap_disputed", about=gap.about, sources=gap.disputed)
            continue
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
