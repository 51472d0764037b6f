"""A check as a file, for the people who have to answer for a text: a Word document or a web page."""

from collections.abc import Mapping

from copilot.domain.language import Language
from copilot.errors import InvalidInput
from copilot.reporting.html_report import html_report
from copilot.reporting.outline import Say, outline
from copilot.workflows.check import Checked

__all__ = ["FORMATS", "format_of", "render"]

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
"""The kinds of file, each with its media type."""


def format_of(name: str) -> str:
    """The kind of file a name asks for by its ending. Raises `InvalidInput`."""
    ending = name.rpartition(".")[2].casefold()
    if ending not in FORMATS:
        raise InvalidInput(f"no report ends so: {name}", code="report_format", name=name)
    return ending


def render(
    text: str,
    checked: Checked,
    kind: str,
    say: Say,
    *,
    language: Language = Language.ZH,
    moments: Mapping[int, str] | None = None,
) -> bytes:
    """The report as a file of that kind (of `FORMATS`). `say` gives the sentences, in `language`; `moments` the times
    of waivers by their ids, as the reader's clock shows them, else they are given in UTC."""
    told = outline(text, checked, say, moments or {})
    if kind == "html":
        return html_report(told, language)
    from copilot.reporting.word_report import word_report  # slow to import, and seldom needed

    return word_report(told, language)
