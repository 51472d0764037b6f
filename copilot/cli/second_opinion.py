"""What `butterfly check --second-opinion` makes of the model's answers."""

from copilot.cli.output import locale, say_error
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
