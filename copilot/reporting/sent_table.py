"""What was sent as a CSV that a spreadsheet opens safely: no cell of it is ever taken for a formula."""

from collections.abc import Callable, Iterable, Mapping

from copilot.domain.sending import Sending
from copilot.reporting.csv_file import csv_file

COLUMNS = (
    "at", "persona", "segment", "step", "move", "suggested", "text", "edited", "outcome", "customer", "prompt",
)  # fmt: skip
Say = Callable[..., str]


def sent_csv(
    sendings: Iterable[Sending], say: Say, *, personas: Mapping[str, str], segments: Mapping[str, str]
) -> bytes:
    """The sendings, one a row. Times are UTC."""
    rows = (
        (
            f"{one.at:%Y-%m-%d %H:%M}",
            personas.get(one.persona_id or "", one.persona_id or ""),
            segments.get(one.segment_id or "", one.segment_id or ""),
            say(f"steps.{one.step}") if one.step else "",
            say(f"ideas.{one.move}") if one.move else "",
            one.suggested,
            one.text,
            f"{one.edited:.2f}",
            say(f"sent.outcomes.{one.outcome}") if one.outcome else "",
            one.customer_id or "",
            one.prompt,
        )
        for one in sendings
    )
    return csv_file([say(f"sent.columns.{name}") for name in COLUMNS], rows)
