"""Writing what a check found to a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from copilot.cli.output import locale
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.workflows.check import Checked


def write_report(name: str, kind: str, text: str, checked: "Checked") -> None:
    """Write the report of that kind to the file called `name`. Raises `InvalidInput` where that cannot be."""
    from copilot.reporting import render

    sentences = locale()
    write_file(name, render(text, checked, kind, sentences.say, language=sentences.language))


def write_file(name: str, content: bytes) -> None:
    """Write a report to the file called `name`. Raises `InvalidInput` where that cannot be."""
    try:
        Path(name).write_bytes(content)
    except OSError as error:
        detail = error.strerror or str(error)
        raise InvalidInput(
            f"cannot write {name}: {error}", code="report_unwritable", name=name, detail=detail
        ) from error
