"""Sentences for why an item is where it is."""

from copilot.domain.reasons import reason_of
from copilot.ui.state import locale


def why_words(why: str) -> str:
    """A person's own words as they are; what the program says by itself as its sentence."""
    reason, told = reason_of(why), locale()
    if reason is not None:
        return told.say(f"item_why.{reason.code}", **reason.facts)
    return told.say(f"errors.{why}") if told.has(f"errors.{why}") else why
