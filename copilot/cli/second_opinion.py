"""What `butterfly check --second-opinion` makes of the model's answers."""

from typing import Any

from copilot.cli.output import locale, say_error
from copilot.domain.second_opinion import SecondOpinion
from copilot.workflows.check import Checked
from copilot.workflows.opining import Opinions, heeded


def heed(checked: Checked, opinions: Opinions) -> Checked:
    """The check with what the opinions add; what went wrong is said on stderr."""
    if opinions.failure:
        reason = locale().say(f"errors.{opinions.failure}")
        say_error(opinions.failure, "check.opinion.failed", reason=reason, count=opinions.left)
    if opinions.void:
        say_error("opinion_void", "check.opinion.void", count=opinions.void)
    return heeded(
        checked, opinions.given, locale().say("check.opinion.supported", passage="{passage}", quote="{quote}")
    )


def opinion_row(opinion: SecondOpinion) -> dict[str, Any]:
    """`{start, end, view, quote, passage_id, document, locator, model, prompt}`; no passage where nothing says it."""
    passage, mark = opinion.passage, opinion.prompt
    return {
        "start": opinion.finding.start,
        "end": opinion.finding.end,
        "view": opinion.view.value,
        "quote": opinion.quote,
        "passage_id": passage.passage_id if passage else None,
        "document": passage.source.document if passage else None,
        "locator": passage.source.locator if passage else None,
        "model": opinion.model,
        "prompt": {"id": mark.id, "version": mark.version, "fingerprint": mark.fingerprint},
    }
