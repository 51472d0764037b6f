"""Telling on stderr how the indexes are, and how far making them anew has come."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from copilot.cli.output import complain, locale, say

if TYPE_CHECKING:
    from copilot.domain.document import Reindexing
    from copilot.workflows.keep_up import SearchState


def follow_repair(steps: "Iterator[Reindexing]") -> None:
    """Go through a repair and show for each brand how far it is."""
    label = locale().say("indexing.repairing")
    for step in steps:
        typer.echo(f"{label}: {step.brand_id} {step.done}/{step.total}", err=True)
    sys.stderr.flush()


def say_reindexing(state: "Reindexing") -> None:
    """How far the move to another embedder is, and how to complete it."""
    say("indexing.reindexing", err=True, done=state.done, total=state.total)
    say("indexing.finish_by_command", err=True)


def say_search_state(state: "SearchState") -> None:
    """What is not as usual with search, if anything."""
    if state.reindexing:
        say_reindexing(state.reindexing)
    if state.trouble:
        complain(state.trouble)
        say("indexing.by_words", err=True, reason=locale().explain(state.trouble))
    for key, trouble in (("order", state.reranking), ("rewriting", state.rewriting)):
        if trouble:
            complain(trouble)
            say(f"assistance.no_{key}", err=True, reason=locale().explain(trouble))
